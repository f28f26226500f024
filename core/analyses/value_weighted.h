// Attention weighted by what is looked at: how long the vectors are that heads bring.
#pragma once

#include "core/graph/tensor.h"

#include <vector>

namespace saccade
{

/// One layer: attention F32 [heads, query, key], and of each head the vectors F32 [key, width] that
/// its keys give.
struct WeightedLayer {
    Tensor pattern;
    std::vector<Tensor> vectors; // one a head
};

/// α_ij·‖v_j‖ of heads first … last − 1, their mean. [query, key]
std::vector<float> meanNorms(const WeightedLayer& layer, std::int64_t first, std::int64_t last);

/// ‖Σ_h α^h_ij·v^h_j‖ over heads first … last − 1. [query, key]
std::vector<float> normsOfSums(const WeightedLayer& layer, std::int64_t first, std::int64_t last);

} // namespace saccade
