#include "core/graph/ops/normalisation.h"

#include "core/base/error.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/gradient_parts.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

void requireRows(const Value& x)
{
    requireShapes(x.dtype() == DType::F32 && x.shape().rank() > 0,
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 with at least one axis."));
}

void requireVector(const Value& x, const Value& vector)
{
    const bool isFloat = vector.dtype() == DType::F32 || vector.dtype() == DType::F16 ||
                         vector.dtype() == DType::BF16;
    requireShapes(isFloat && vector.shape() == Shape{x.shape()[-1]},
                  QT_TRANSLATE_NOOP("Error", "Weight and bias must be F32, F16 or BF16 [width]."));
}

void requireEpsilon(const Attributes& attributes)
{
    const auto epsilon = attributes.number("epsilon");
    requireShapes(std::isfinite(epsilon) && epsilon >= 0.0,
                  QT_TRANSLATE_NOOP("Error", "Epsilon must be a finite number of at least 0."));
}

std::vector<OutputType> layerNormRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 3, QT_TRANSLATE_NOOP("Error", "Three inputs are needed."));
    requireRows(inputs[0]);
    requireVector(inputs[0], inputs[1]);
    requireVector(inputs[0], inputs[2]);
    requireEpsilon(attributes);
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> rmsNormRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireRows(inputs[0]);
    requireVector(inputs[0], inputs[1]);
    requireEpsilon(attributes);
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> lengthNormRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1, QT_TRANSLATE_NOOP("Error", "One input is needed."));
    requireRows(inputs[0]);
    requireEpsilon(attributes);
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> softmaxRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 1, QT_TRANSLATE_NOOP("Error", "One input is needed."));
    requireRows(inputs[0]);
    return {{DType::F32, inputs[0].shape()}};
}

void requireCotangent(std::span<const Value> inputs)
{
    requireRows(inputs[0]);
    requireShapes(inputs[1].dtype() == DType::F32 && inputs[1].shape() == inputs[0].shape(),
                  QT_TRANSLATE_NOOP("Error", "The inputs must be F32 of one shape."));
}

std::vector<OutputType> normGradientRule(std::span<const Value> inputs,
                                         const Attributes& attributes)
{
    const bool hasWeight = attributes.word("kind") != "length";
    requireShapes(inputs.size() == (hasWeight ? 3U : 2U),
                  QT_TRANSLATE_NOOP("Error", "Two or three inputs are needed."));
    requireCotangent(inputs);
    if (hasWeight) {
        requireVector(inputs[0], inputs[2]);
    }
    requireEpsilon(attributes);
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> softmaxGradientRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireCotangent(inputs);
    return {{DType::F32, inputs[0].shape()}};
}

/// [width] of one number.
Value filled(Graph& graph, std::int64_t width, float number)
{
    Tensor tensor = Tensor::allocate(DType::F32, {width});
    std::ranges::fill(tensor.mutableFloats(), number);
    return graph.constant(std::move(tensor));
}

std::vector<std::optional<Value>> layerNormBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    const auto x = step.inputs[0];
    const auto epsilon = step.attributes.number("epsilon");
    if (step.wanted[0]) {
        found[0] = normGradient(x, cotangentOf(step), step.inputs[1], RowDivisor::Layer, epsilon);
    }
    const Shape vector{x.shape()[-1]};
    if (step.wanted[1]) {
        const auto one = filled(*x.graph, vector[0], 1.0F);
        const auto plain = layerNorm(x, one, zeros(*x.graph, vector), epsilon);
        found[1] = sumLeading(multiply(cotangentOf(step), plain), vector);
    }
    if (step.wanted[2]) {
        found[2] = sumLeading(cotangentOf(step), vector);
    }
    return found;
}

std::vector<std::optional<Value>> rmsNormBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    const auto x = step.inputs[0];
    const auto epsilon = step.attributes.number("epsilon");
    if (step.wanted[0]) {
        found[0] =
            normGradient(x, cotangentOf(step), step.inputs[1], RowDivisor::RootMeanSquare, epsilon);
    }
    if (step.wanted[1]) {
        const Shape vector{x.shape()[-1]};
        const auto plain = rmsNorm(x, filled(*x.graph, vector[0], 1.0F), epsilon);
        found[1] = sumLeading(multiply(cotangentOf(step), plain), vector);
    }
    return found;
}

std::vector<std::optional<Value>> lengthNormBackward(const BackwardStep& step)
{
    return {normGradient(step.inputs[0], cotangentOf(step), std::nullopt, RowDivisor::Length,
                         step.attributes.number("epsilon"))};
}

std::vector<std::optional<Value>> softmaxBackward(const BackwardStep& step)
{
    return {softmaxGradient(step.outputs[0], cotangentOf(step))};
}

constexpr std::array<const char*, 3> normNames{"root_mean_square", "layer", "length"};

} // namespace

const Op layerNormOp{"layer_norm", "y = (x − mean) / √(var + ε) · weight + bias, row by row",
                     layerNormRule, layerNormBackward};
const Op rmsNormOp{"rms_norm", "y = x / √(mean(x²) + ε) · weight, row by row", rmsNormRule,
                   rmsNormBackward};
const Op lengthNormOp{"length_norm", "y = x / max(‖x‖, ε), row by row", lengthNormRule,
                      lengthNormBackward};
const Op softmaxOp{"softmax", "y = exp(x − max) / Σ exp(x − max), row by row", softmaxRule,
                   softmaxBackward};
const Op normGradientOp{"norm_gradient", "the gradient of a norm with respect to x, row by row",
                        normGradientRule};
const Op softmaxGradientOp{"softmax_gradient", "y · (cotangent − Σ cotangent · y), row by row",
                           softmaxGradientRule};

Value layerNorm(Value x, Value weight, Value bias, double epsilon)
{
    return x.graph->apply(layerNormOp, std::array{x, weight, bias}, {{"epsilon", epsilon}}).front();
}

Value rmsNorm(Value x, Value weight, double epsilon)
{
    return x.graph->apply(rmsNormOp, std::array{x, weight}, {{"epsilon", epsilon}}).front();
}

Value lengthNorm(Value x, double epsilon)
{
    return x.graph->apply(lengthNormOp, std::array{x}, {{"epsilon", epsilon}}).front();
}

Value softmax(Value x)
{
    return x.graph->apply(softmaxOp, std::array{x}).front();
}

Value normGradient(Value x, Value cotangent, std::optional<Value> weight, RowDivisor kind,
                   double epsilon)
{
    std::vector<Value> inputs{x, cotangent};
    if (weight) {
        inputs.push_back(*weight);
    }
    const std::string name = normNames[static_cast<std::size_t>(kind)];
    return x.graph->apply(normGradientOp, inputs, {{"kind", name}, {"epsilon", epsilon}}).front();
}

Value softmaxGradient(Value y, Value cotangent)
{
    return y.graph->apply(softmaxGradientOp, std::array{y, cotangent}).front();
}

} // namespace saccade
