#include "core/models/weights.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

bool isFloat(DType type)
{
    return type == DType::F32 || type == DType::F16 || type == DType::BF16 || type == DType::F64;
}

} // namespace

Tensor Weights::take(const std::string& name, const Shape& shape, Quantised quantised)
{
    const auto& tensor = m_checkpoint.tensor(name, shape);
    const bool isUsable =
        isFloat(tensor.dtype()) || (quantised == Quantised::Allowed && isQuantised(tensor.dtype()));
    if (!isUsable) {
        const auto file = m_checkpoint.tensorFiles.find(name);
        throw Error(
            QT_TRANSLATE_NOOP("Error",
                              "The tensor “%2” in %1 is of type %3, which cannot be its weights."),
            {file == m_checkpoint.tensorFiles.end() ? m_checkpoint.path.string() : file->second,
             name, std::string(layout(tensor.dtype()).name)});
    }
    m_used.insert(name);
    // No backend computes in double precision; such checkpoints are small.
    return tensor.dtype() == DType::F64 ? toF32(tensor) : tensor;
}

Tensor Weights::matrix(const std::string& name, std::int64_t rows, std::int64_t columns)
{
    return take(name, {rows, columns}, Quantised::Allowed);
}

Tensor Weights::vector(const std::string& name, std::int64_t extent)
{
    return take(name, {extent}, Quantised::Refused);
}

Tensor Weights::array(const std::string& name, const Shape& shape)
{
    return take(name, shape, Quantised::Refused);
}

Tensor Weights::row(const std::string& name, std::int64_t columns)
{
    const bool isVector =
        m_checkpoint.contains(name) && m_checkpoint.tensor(name).shape().rank() == 1;
    return isVector ? take(name, {columns}, Quantised::Allowed).reshaped({1, columns})
                    : matrix(name, 1, columns);
}

std::vector<Tensor> Weights::stack(const std::string& name, std::int64_t count, std::int64_t rows,
                                   std::int64_t columns)
{
    const auto all = take(name, {count, rows, columns}, Quantised::Allowed);
    std::vector<Tensor> matrices;
    for (std::int64_t i = 0; i < count; ++i) {
        matrices.push_back(all.rows(i, 1).reshaped({rows, columns}));
    }
    return matrices;
}

Tensor Weights::layer(const std::string& name, std::int64_t layers, std::int64_t layer,
                      const Shape& shape)
{
    auto extents = shape.extents();
    extents.insert(extents.begin(), layers);
    return take(name, Shape(std::move(extents)), Quantised::Refused).rows(layer, 1).reshaped(shape);
}

void Weights::describe(ModelInfo& info) const
{
    for (const auto& name : m_used) {
        const auto& tensor = m_checkpoint.tensor(name);
        const std::string type(layout(tensor.dtype()).name);
        info.parameters += tensor.elements();
        info.weightBytes += std::ssize(tensor.bytes());
        const auto found =
            std::ranges::find(info.dtypes, type, &std::pair<std::string, std::int64_t>::first);
        if (found == info.dtypes.end()) {
            info.dtypes.emplace_back(type, tensor.elements());
        } else {
            found->second += tensor.elements();
        }
    }
    std::ranges::stable_sort(info.dtypes, std::greater<>(),
                             &std::pair<std::string, std::int64_t>::second);
}

bool isInAnyLayer(const Weights& weights, std::int64_t layers, const LayerName& name)
{
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        if (weights.contains(name(layer))) {
            return true;
        }
    }
    return false;
}

} // namespace saccade
