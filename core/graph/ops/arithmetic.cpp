#include "core/graph/ops/arithmetic.h"

#include "core/base/error.h"
#include "core/graph/ops/gradient_parts.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

// x [..., a, b] with y of the same shape or [b], [a, b] …
std::vector<OutputType> broadcastRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireShapes(inputs[0].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "The first input must be F32."));
    requireShapes(inputs[1].dtype() == DType::F32 || inputs[1].dtype() == DType::F16 ||
                      inputs[1].dtype() == DType::BF16,
                  QT_TRANSLATE_NOOP("Error", "The second input must be F32, F16 or BF16."));
    const auto& x = inputs[0].shape().extents();
    const auto& y = inputs[1].shape().extents();
    requireShapes(
        y.size() <= x.size() && std::equal(y.rbegin(), y.rend(), x.rbegin()),
        QT_TRANSLATE_NOOP("Error", "The second shape must be that of the first one's last axes."));
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> activateRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "One F32 input is needed."));
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> editSliceRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "One F32 input is needed."));
    const auto& shape = inputs[0].shape();
    const auto axis = attributes.integer("axis");
    requireShapes(axis >= 0 && axis < std::ssize(shape.extents()),
                  QT_TRANSLATE_NOOP("Error", "There is no such axis."));
    const auto first = attributes.integer("first");
    const auto count = attributes.integer("count");
    requireShapes(first >= 0 && count >= 0 && first <= shape[axis] && count <= shape[axis] - first,
                  QT_TRANSLATE_NOOP("Error", "The slice lies outside."));
    return {{DType::F32, shape}};
}

constexpr std::array<const char*, 10> activationNames{
    "relu",    "gelu_erf", "gelu_tanh",    "gelu_quick", "silu",
    "sigmoid", "tanh",     "relu_squared", "exp",        "softplus"};

std::vector<OutputType> activationGradientRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireShapes(inputs[0].dtype() == DType::F32 && inputs[1].dtype() == DType::F32 &&
                      inputs[0].shape() == inputs[1].shape(),
                  QT_TRANSLATE_NOOP("Error", "The inputs must be F32 of one shape."));
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<std::optional<Value>> addBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    found[0] = cotangentOf(step);
    if (step.wanted[1]) {
        found[1] = sumLeading(cotangentOf(step), step.inputs[1].shape());
    }
    return found;
}

std::vector<std::optional<Value>> multiplyBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    if (step.wanted[0]) {
        found[0] = multiply(cotangentOf(step), step.inputs[1]);
    }
    if (step.wanted[1]) {
        found[1] = sumLeading(multiply(cotangentOf(step), step.inputs[0]), step.inputs[1].shape());
    }
    return found;
}

std::vector<std::optional<Value>> activateBackward(const BackwardStep& step)
{
    return {
        activationGradient(step.inputs[0], cotangentOf(step), step.attributes.word("function"))};
}

std::vector<std::optional<Value>> editSliceBackward(const BackwardStep& step)
{
    const Slice slice{.axis = step.attributes.integer("axis"),
                      .first = step.attributes.integer("first"),
                      .count = step.attributes.integer("count")};
    return {editSlice(cotangentOf(step), slice, step.attributes.number("scale"), 0.0)};
}

} // namespace

const Op addOp{"add", "z = x + y, y of x's last axes", broadcastRule, addBackward};
const Op multiplyOp{"multiply", "z = x · y element by element, y of x's last axes", broadcastRule,
                    multiplyBackward};
const Op activateOp{"activate", "y = f(x) element by element", activateRule, activateBackward};
const Op activationGradientOp{"activation_gradient", "y = cotangent · f′(x) element by element",
                              activationGradientRule};
const Op editSliceOp{"edit_slice", "y = x, in one slice scale · x + offset", editSliceRule,
                     editSliceBackward};

Value add(Value x, Value y)
{
    return x.graph->apply(addOp, std::array{x, y}).front();
}

Value multiply(Value x, Value y)
{
    return x.graph->apply(multiplyOp, std::array{x, y}).front();
}

Value activate(Value x, Activation function)
{
    const std::string name = activationNames[static_cast<std::size_t>(function)];
    return x.graph->apply(activateOp, std::array{x}, {{"function", name}}).front();
}

Value activationGradient(Value x, Value cotangent, const std::string& function)
{
    return x.graph->apply(activationGradientOp, std::array{x, cotangent}, {{"function", function}})
        .front();
}

Value editSlice(Value x, Slice slice, double scale, double offset)
{
    const auto extent = x.shape()[slice.axis];
    const auto count = slice.count == -1 ? extent - slice.first : slice.count;
    return x.graph
        ->apply(editSliceOp, std::array{x},
                {{"axis", slice.axis},
                 {"first", slice.first},
                 {"count", count},
                 {"scale", scale},
                 {"offset", offset}})
        .front();
}

Value affine(Value x, double scale, double offset)
{
    return editSlice(x, Slice{}, scale, offset);
}

} // namespace saccade
