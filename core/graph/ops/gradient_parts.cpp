#include "core/graph/ops/gradient_parts.h"

#include "core/base/error.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/layout.h"

#include <QtGlobal>

namespace saccade
{

Value sumLeading(Value x, const Shape& shape)
{
    if (x.shape() == shape) {
        return x;
    }
    const auto width = shape.elements();
    const auto rows = width == 0 ? 0 : x.shape().elements() / width;
    if (rows == 1 || width == 0) {
        return reshape(x, shape);
    }
    const auto mean = meanRows(reshape(x, {rows, width}));
    return reshape(affine(mean, static_cast<double>(rows)), shape);
}

Value zeros(Graph& graph, Shape shape)
{
    return graph.constant(Tensor::allocate(DType::F32, std::move(shape)));
}

Value positionZero(Graph& graph)
{
    return graph.constant(Tensor::allocate(DType::I32, {1}));
}

void refuseGradient(const char* op, const char* input)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "“%1” has no gradient with respect to its %2."),
                {op, input});
}

} // namespace saccade
