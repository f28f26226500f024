// Scaled dot-product attention in the parts that can be looked at and edited, and fused.
#pragma once

#include "core/graph/op.h"

#include <optional>

namespace saccade
{

/// Which keys a query may see, and how a score is made from the dot product.
struct AttentionRule {
    double scale = 1.0;      // usually 1/√head_width
    bool causal = true;      // key position ≤ query position
    std::int64_t window = 0; // only the last `window` keys, the query's own included; 0: all
    double softCap = 0.0;    // cap·tanh(score/cap) where > 0 (Gemma 2)
    // All keys of the capacity are visible (cross-attention); causal and window are ignored.
    bool everyKey = false;
};

/// queries: F32 [heads, n, d]; keys: F32 or F16 [kv_heads, capacity, d], kv_heads a divisor of
/// heads (query head h reads h·kv_heads/heads); first: I32 [1], the position of query row 0, key j
/// has position j. Not causal: keys 0 … first + n − 1 are visible. → F32 [heads, n, capacity], −∞
/// where a query may not look. `bias` F32 [heads, n, capacity], [heads, 1, capacity] or [1, n,
/// capacity] is added after scale and cap.
Value attentionScores(Value queries, Value keys, Value first, const AttentionRule& rule,
                      std::optional<Value> bias = std::nullopt);
/// pattern [heads, n, capacity] · values [kv_heads, capacity, d] → F32 [heads, n, d].
Value attentionMix(Value pattern, Value values);

/// The three steps of softmax attention (Vaswani et al., arXiv:1706.03762), each tappable.
struct Attention {
    Value scores;  // [heads, n, capacity]
    Value pattern; // [heads, n, capacity], rows sum to 1
    Value heads;   // [heads, n, d]
};
Attention attention(Value queries, Value keys, Value values, Value first, const AttentionRule& rule,
                    std::optional<Value> bias = std::nullopt);

/// slope_h · (key − query): ALiBi (Press et al., arXiv:2108.12409). slopes: F32 Constant [heads];
/// first: I32 [1], position of query row 0 → F32 [heads, n, capacity].
Value linearBias(Value slopes, Value first, std::int64_t n, std::int64_t capacity);

/// T5's buckets of distances key − query (Raffel et al., arXiv:1910.10683, as in transformers'
/// _relative_position_bucket).
struct RelativeBuckets {
    bool bidirectional = false;
    std::int64_t maximumDistance = 128;
};
/// table: F32 or F16 Constant [buckets, heads] → F32 [heads, n, capacity].
Value relativeBias(Value table, Value first, std::int64_t n, std::int64_t capacity,
                   const RelativeBuckets& rule);

/// The bucket, one of `buckets`, of a distance key − query.
std::int64_t relativeBucket(std::int64_t distance, std::int64_t buckets,
                            const RelativeBuckets& rule);

extern const Op linearBiasOp; // "linear_bias": integers n, capacity
/// "relative_bias": integers n, capacity, bidirectional, maximum_distance
extern const Op relativeBiasOp;
/// Inputs queries, keys, first and, where there is one, the bias.
extern const Op attentionScoresOp; // "attention_scores": numbers scale, soft_cap; integers causal,
                                   // window, every_key
extern const Op attentionMixOp;    // "attention_mix"
/// Scores, softmax and mix in one pass that keeps nothing of size n × capacity unless asked for:
/// inputs queries, keys, values, first and, where there is one, the bias; outputs heads and, where
/// integer capture = 1, pattern. Made by fuseAttention, never by models. Attributes as
/// attention_scores.
extern const Op fusedAttentionOp; // "fused_attention"

} // namespace saccade
