// Scaled dot-product attention in the parts that can be looked at and edited, and fused.
#pragma once

#include "core/graph/op.h"

namespace saccade {

/// Which keys a query may see, and how a score is made from the dot product.
struct AttentionRule {
    double scale = 1.0;       // usually 1/√head_width
    bool causal = true;       // key position ≤ query position
    std::int64_t window = 0;  // only the last `window` keys, the query's own included; 0: all
    double softCap = 0.0;     // cap·tanh(score/cap) where > 0 (Gemma 2)
};

/// queries: F32 [heads, n, d]; keys: F32 or F16 [kv_heads, capacity, d], kv_heads a divisor of heads
/// (query head h reads h·kv_heads/heads); first: I32 [1], the position of query row 0, key j has
/// position j. Not causal: keys 0 … first + n − 1 are visible. → F32 [heads, n, capacity],
/// −∞ where a query may not look.
Value attentionScores(Value queries, Value keys, Value first, const AttentionRule& rule);
/// pattern [heads, n, capacity] · values [kv_heads, capacity, d] → F32 [heads, n, d].
Value attentionMix(Value pattern, Value values);

/// The three steps of softmax attention (Vaswani et al., arXiv:1706.03762), each tappable.
struct Attention {
    Value scores;  // [heads, n, capacity]
    Value pattern; // [heads, n, capacity], rows sum to 1
    Value heads;   // [heads, n, d]
};
Attention attention(Value queries, Value keys, Value values, Value first, const AttentionRule& rule);

extern const Op attentionScoresOp; // "attention_scores": numbers scale, soft_cap; integers causal, window
extern const Op attentionMixOp;    // "attention_mix"
/// Scores, softmax and mix in one pass that keeps nothing of size n × capacity unless asked for:
/// inputs queries, keys, values, first; outputs heads and, where integer capture = 1, pattern.
/// Made by fuseAttention, never by models. Attributes as attention_scores.
extern const Op fusedAttentionOp; // "fused_attention"

} // namespace saccade
