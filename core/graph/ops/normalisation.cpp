#include "core/graph/ops/normalisation.h"

#include "core/base/error.h"

#include <QtGlobal>
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

} // namespace

const Op layerNormOp{"layer_norm", "y = (x − mean) / √(var + ε) · weight + bias, row by row",
                     layerNormRule};
const Op rmsNormOp{"rms_norm", "y = x / √(mean(x²) + ε) · weight, row by row", rmsNormRule};
const Op lengthNormOp{"length_norm", "y = x / max(‖x‖, ε), row by row", lengthNormRule};
const Op softmaxOp{"softmax", "y = exp(x − max) / Σ exp(x − max), row by row", softmaxRule};

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

} // namespace saccade
