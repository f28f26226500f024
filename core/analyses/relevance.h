// Relevance that is passed down through attention and its gradients.
#pragma once

#include "core/analyses/gradient_run.h"
#include "core/cpu/thread_pool.h"

namespace saccade
{

/// E_h[(∇A ⊙ A)⁺]: [query, key] of a pattern F32 [heads, query, key] and its gradient.
std::vector<float> positiveGradientAttention(const ValueGradient& layer);

/// R ← R + Ā·R over the layers from the first on, R = I at first. → R [n, n]
/// Source: Chefer, Gur & Wolf, "Generic Attention-model Explainability …", 2021, equations 5 and 6.
std::vector<float> selfRelevance(std::span<const ValueGradient> layers, ThreadPool& pool);

enum class GradientPairing {
    Own,   // each layer with its own gradient
    Mirror // with that of the layer at the other end, as the well-known program has it
};

/// The rollout of mean_h(A ⊙ ∇A)⁺ with the residual connection: R = A_L ⋯ A_1.
std::vector<float> gradientRollout(std::span<const ValueGradient> layers, GradientPairing pairing,
                                   float discard, ThreadPool& pool);

} // namespace saccade
