// How much of every position goes into every other in one layer: heads taken together, the residual
// connection added. What rollout multiplies and attention flow takes for capacities.
#pragma once

#include "core/analyses/layer_patterns.h"
#include "core/cpu/thread_pool.h"

#include <stop_token>

namespace saccade
{

enum class HeadFusion { Mean, Maximum, Minimum };

/// How the residual connection enters, F being the heads taken together, I the identity.
enum class ResidualForm {
    /// A = (1 − r)·F + r·I, every row divided by its sum (Abnar & Zuidema, r = ½).
    RowNormalised,
    /// A = F: the residual connection is left out.
    None,
    /// A = (F + I) / 2, every column j divided by the sum of row j: what the well-known rollout for
    /// vision transformers computes, where the row sums lack their axis (keepdim).
    DividedByColumn
};

struct MixingOptions {
    HeadFusion fusion = HeadFusion::Mean;
    ResidualForm residual = ResidualForm::RowNormalised;
    float residualShare = 0.5F;
    /// The share of F's smallest entries that become 0 (never the first of all).
    float discard = 0.0F;
};

/// The square matrix [n, n] of one layer, whose pattern is F32 [heads, n, n]. `implicit`: a matrix
/// for each channel of a state-space layer, of which the sizes |·| are taken. Row sums in double.
std::vector<float> mixingMatrix(const Tensor& pattern, const MixingOptions& options, bool implicit,
                                ThreadPool& pool);

/// a·b of square matrices [n, n].
std::vector<float> squareProduct(std::span<const float> a, std::span<const float> b, std::int64_t n,
                                 ThreadPool& pool);

/// Heads taken together: [query, key] of a pattern F32 [heads, query, key].
std::vector<float> fusedHeads(const Tensor& pattern, HeadFusion fusion, bool implicit,
                              ThreadPool& pool);

/// The settings "fusion", "residual" and "discard".
std::vector<Parameter> mixingParameters();
MixingOptions mixingOptions(const Settings& settings);

} // namespace saccade
