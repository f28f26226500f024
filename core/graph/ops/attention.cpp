#include "core/graph/ops/attention.h"

#include "core/base/error.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/attention_gradient.h"
#include "core/graph/ops/gradient_parts.h"
#include "core/graph/ops/layout.h"
#include "core/graph/ops/normalisation.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <tuple>

namespace saccade
{

namespace
{

void requireKeys(const Value& queries, const Value& keys, const Value& first)
{
    requireShapes(queries.dtype() == DType::F32 && queries.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "Queries must be F32 [heads, n, d]."));
    requireShapes((keys.dtype() == DType::F32 || keys.dtype() == DType::F16) &&
                      keys.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "Keys must be F32 or F16 [kv_heads, capacity, d]."));
    requireShapes(first.dtype() == DType::I32 && first.shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
    requireShapes(
        keys.shape()[0] > 0 && queries.shape()[0] % keys.shape()[0] == 0,
        QT_TRANSLATE_NOOP("Error", "The heads of the keys must divide those of the queries."));
    requireShapes(queries.shape()[2] == keys.shape()[2],
                  QT_TRANSLATE_NOOP("Error", "Queries and keys must be of one width."));
}

Shape patternShape(const Value& queries, const Value& keys)
{
    return {queries.shape()[0], queries.shape()[1], keys.shape()[1]};
}

// bias [heads, n, capacity], heads or n may be 1
void requireBias(const Value& bias, const Shape& pattern)
{
    const auto& shape = bias.shape();
    const bool fits = bias.dtype() == DType::F32 && shape.rank() == 3 &&
                      (shape[0] == pattern[0] || shape[0] == 1) &&
                      (shape[1] == pattern[1] || shape[1] == 1) && shape[2] == pattern[2];
    requireShapes(fits, QT_TRANSLATE_NOOP("Error", "The bias must be F32 [heads, n, capacity], "
                                                   "[heads, 1, capacity] or [1, n, capacity]."));
}

std::vector<OutputType> scoresRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 3 || inputs.size() == 4,
                  QT_TRANSLATE_NOOP("Error", "Three or four inputs are needed."));
    requireKeys(inputs[0], inputs[1], inputs[2]);
    const auto pattern = patternShape(inputs[0], inputs[1]);
    if (inputs.size() == 4) {
        requireBias(inputs[3], pattern);
    }
    return {{DType::F32, pattern}};
}

// pattern [heads, n, capacity], values [kv_heads, capacity, d]
std::vector<OutputType> mixRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& pattern = inputs[0];
    const auto& values = inputs[1];
    requireShapes(pattern.dtype() == DType::F32 && pattern.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "The pattern must be F32 [heads, n, capacity]."));
    requireShapes((values.dtype() == DType::F32 || values.dtype() == DType::F16) &&
                      values.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "Values must be F32 or F16 [kv_heads, capacity, d]."));
    requireShapes(
        values.shape()[0] > 0 && pattern.shape()[0] % values.shape()[0] == 0,
        QT_TRANSLATE_NOOP("Error", "The heads of the values must divide those of the pattern."));
    requireShapes(pattern.shape()[2] == values.shape()[1],
                  QT_TRANSLATE_NOOP("Error", "Pattern and values must have one capacity."));
    return {{DType::F32, Shape{pattern.shape()[0], pattern.shape()[1], values.shape()[2]}}};
}

std::vector<OutputType> fusedRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 4 || inputs.size() == 5,
                  QT_TRANSLATE_NOOP("Error", "Four or five inputs are needed."));
    const auto& [queries, keys, values] = std::tie(inputs[0], inputs[1], inputs[2]);
    requireKeys(queries, keys, inputs[3]);
    requireShapes(
        (values.dtype() == DType::F32 || values.dtype() == DType::F16) &&
            values.shape().rank() == 3 && values.shape()[0] == keys.shape()[0] &&
            values.shape()[1] == keys.shape()[1],
        QT_TRANSLATE_NOOP("Error", "Values must be F32 or F16 of the keys' heads and capacity."));
    if (inputs.size() == 5) {
        requireBias(inputs[4], patternShape(queries, keys));
    }
    std::vector<OutputType> outputs{
        {DType::F32, Shape{queries.shape()[0], queries.shape()[1], values.shape()[2]}}};
    if (attributes.integer("capture") == 1) {
        outputs.push_back({DType::F32, patternShape(queries, keys)});
    }
    return outputs;
}

/// The sum over the axes of x [heads, n, capacity] that the bias shares.
Value sumToBias(Value x, const Shape& bias)
{
    const auto heads = x.shape()[0];
    const auto n = x.shape()[1];
    if (bias[1] < n) { // a row of ones · x adds up the queries
        Tensor ones = Tensor::allocate(DType::F32, {heads, 1, n});
        std::ranges::fill(ones.mutableFloats(), 1.0F);
        x = attentionMix(x.graph->constant(std::move(ones)), x);
    }
    return reshape(bias[0] < heads ? sumLeading(x, {x.shape()[1], x.shape()[2]}) : x, bias);
}

std::vector<std::optional<Value>> scoresBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    const auto& [queries, keys] = std::tie(step.inputs[0], step.inputs[1]);
    const auto scale = step.attributes.number("scale");
    const auto cap = step.attributes.number("soft_cap");
    const bool hasBias = step.inputs.size() > 3;
    if (hasBias && step.wanted[3]) {
        const auto& shape = step.inputs[3].shape();
        found[3] = shape == cotangentOf(step).shape() ? cotangentOf(step)
                                                      : sumToBias(cotangentOf(step), shape);
    }
    if (!step.wanted[0] && !step.wanted[1]) {
        return found;
    }
    const auto products =
        cap > 0.0 ? softCapGradient(cotangentOf(step), step.outputs[0],
                                    hasBias ? std::optional(step.inputs[3]) : std::nullopt, cap)
                  : cotangentOf(step);
    if (step.wanted[0]) {
        found[0] = affine(attentionMix(products, keys), scale);
    }
    if (step.wanted[1]) {
        found[1] = affine(attentionMixTransposed(products, queries, keys.shape()[0]), scale);
    }
    return found;
}

std::vector<std::optional<Value>> mixBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    const auto& [pattern, values] = std::tie(step.inputs[0], step.inputs[1]);
    if (step.wanted[0]) {
        const AttentionRule products{.scale = 1.0, .everyKey = true};
        found[0] =
            attentionScores(cotangentOf(step), values, positionZero(*values.graph), products);
    }
    if (step.wanted[1]) {
        found[1] = attentionMixTransposed(pattern, cotangentOf(step), values.shape()[0]);
    }
    return found;
}

} // namespace

const Op attentionScoresOp{"attention_scores",
                           "s = scale · q·kᵀ + bias where key position ≤ query position, else −∞",
                           scoresRule, scoresBackward};
const Op attentionMixOp{"attention_mix", "y = pattern · v, head by head", mixRule, mixBackward};
const Op fusedAttentionOp{"fused_attention", "y = softmax(scale · q·kᵀ + bias)·v in one pass",
                          fusedRule};

Value attentionScores(Value queries, Value keys, Value first, const AttentionRule& rule,
                      std::optional<Value> bias)
{
    std::vector<Value> inputs{queries, keys, first};
    if (bias) {
        inputs.push_back(*bias);
    }
    return queries.graph
        ->apply(attentionScoresOp, inputs,
                {{"scale", rule.scale},
                 {"soft_cap", rule.softCap},
                 {"causal", std::int64_t{rule.causal && !rule.everyKey ? 1 : 0}},
                 {"window", rule.window},
                 {"every_key", std::int64_t{rule.everyKey ? 1 : 0}}})
        .front();
}

Value attentionMix(Value pattern, Value values)
{
    return pattern.graph->apply(attentionMixOp, std::array{pattern, values}).front();
}

Attention attention(Value queries, Value keys, Value values, Value first, const AttentionRule& rule,
                    std::optional<Value> bias)
{
    const auto scores = attentionScores(queries, keys, first, rule, bias);
    const auto pattern = softmax(scores);
    return {scores, pattern, attentionMix(pattern, values)};
}

} // namespace saccade
