// Attention rollout: the layers' mixing matrices multiplied from the input up.
#pragma once

#include "core/analyses/mixing.h"

namespace saccade
{

/// R [n, n] after the last of `layers` (patterns F32 [heads, n, n], the first next to the input):
/// R[i, j] is the share of input j at position i. R = A_L · … · A_1. Throws Cancelled.
/// Source: Abnar & Zuidema, "Quantifying Attention Flow in Transformers", 2020, section 4.
std::vector<float> rollout(std::span<const Tensor> layers, const MixingOptions& options,
                           bool implicit, ThreadPool& pool, const std::stop_token& stop = {});

/// The same for a decoder that also attends to an encoder: [target, source], the share of source j
/// at target position i. With D and S the shares of target and source inputs, a layer makes
/// D ← A·D, S ← A·S of its self-attention, then D ← r·D, S ← (1 − r)·C·E + r·S of its
/// cross-attention C, E being the encoder's rollout. Rows of D and S together sum to 1 where the
/// rows of C do and rows are normalised.
std::vector<float> crossRollout(std::span<const Tensor> self, std::span<const Tensor> cross,
                                std::span<const float> encoder, const MixingOptions& options,
                                ThreadPool& pool, const std::stop_token& stop = {});

/// What "variant" stands for: "abnar", "vit-explain-compat", "no-residual".
ResidualForm residualForm(std::string_view variant);

} // namespace saccade
