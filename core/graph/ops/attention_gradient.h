// What the gradients of core/graph/ops/attention.h are made of.
#pragma once

#include "core/graph/op.h"

#include <optional>

namespace saccade
{

/// patternᵀ · x, where the heads that share a key head are summed: pattern F32 [heads, n,
/// capacity], x F32 [heads, n, d] → F32 [keyHeads, capacity, d].
Value attentionMixTransposed(Value pattern, Value x, std::int64_t keyHeads);

/// cotangent · (1 − ((scores − bias) / cap)²), 0 where a score is −∞: what lies before
/// cap · tanh(… / cap). cotangent, scores: F32 [heads, n, capacity]; bias as attentionScores.
Value softCapGradient(Value cotangent, Value scores, std::optional<Value> bias, double cap);

extern const Op attentionMixTransposedOp; // "attention_mix_transposed": integer key_heads
extern const Op softCapGradientOp; // "soft_cap_gradient": cotangent, scores, [bias]; number cap

} // namespace saccade
