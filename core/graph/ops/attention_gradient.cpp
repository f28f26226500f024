#include "core/graph/ops/attention_gradient.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

std::vector<OutputType> mixTransposedRule(std::span<const Value> inputs,
                                          const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& pattern = inputs[0];
    const auto& x = inputs[1];
    requireShapes(pattern.dtype() == DType::F32 && pattern.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "The pattern must be F32 [heads, n, capacity]."));
    requireShapes(x.dtype() == DType::F32 && x.shape().rank() == 3 &&
                      x.shape()[0] == pattern.shape()[0] && x.shape()[1] == pattern.shape()[1],
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [heads, n, d]."));
    const auto keyHeads = attributes.integer("key_heads");
    requireShapes(
        keyHeads > 0 && pattern.shape()[0] % keyHeads == 0,
        QT_TRANSLATE_NOOP("Error", "The heads of the keys must divide those of the queries."));
    return {{DType::F32, Shape{keyHeads, pattern.shape()[2], x.shape()[2]}}};
}

std::vector<OutputType> softCapRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2 || inputs.size() == 3,
                  QT_TRANSLATE_NOOP("Error", "Two or three inputs are needed."));
    const auto& shape = inputs[0].shape();
    requireShapes(shape.rank() == 3 && inputs[1].shape() == shape &&
                      inputs[0].dtype() == DType::F32 && inputs[1].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "The inputs must be F32 of one shape."));
    if (inputs.size() == 3) {
        const auto& bias = inputs[2].shape();
        requireShapes(inputs[2].dtype() == DType::F32 && bias.rank() == 3 &&
                          (bias[0] == shape[0] || bias[0] == 1) &&
                          (bias[1] == shape[1] || bias[1] == 1) && bias[2] == shape[2],
                      QT_TRANSLATE_NOOP("Error", "The bias must be F32 [heads, n, capacity], "
                                                 "[heads, 1, capacity] or [1, n, capacity]."));
    }
    requireShapes(attributes.number("cap") > 0.0,
                  QT_TRANSLATE_NOOP("Error", "The cap must be positive."));
    return {{DType::F32, shape}};
}

} // namespace

const Op attentionMixTransposedOp{"attention_mix_transposed",
                                  "y = patternᵀ · x, summed over the heads of a key head",
                                  mixTransposedRule};
const Op softCapGradientOp{"soft_cap_gradient", "y = cotangent · (1 − ((scores − bias) / cap)²)",
                           softCapRule};

Value attentionMixTransposed(Value pattern, Value x, std::int64_t keyHeads)
{
    return x.graph
        ->apply(attentionMixTransposedOp, std::array{pattern, x}, {{"key_heads", keyHeads}})
        .front();
}

Value softCapGradient(Value cotangent, Value scores, std::optional<Value> bias, double cap)
{
    std::vector<Value> inputs{cotangent, scores};
    if (bias) {
        inputs.push_back(*bias);
    }
    return scores.graph->apply(softCapGradientOp, inputs, {{"cap", cap}}).front();
}

} // namespace saccade
