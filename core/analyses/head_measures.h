// What a head's attention looks like, in numbers: what it rests on, how wide it is, how far it
// looks.
#pragma once

#include "core/analyses/layer_patterns.h"
#include "core/cpu/thread_pool.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace saccade
{

/// Keys that a query may see: all, or those up to itself in causal attention.
std::int64_t visibleKeys(const LayerPatterns& patterns, std::int64_t query);

/// One number a head, computed on all cores: [layers, heads]. Throws Cancelled.
std::vector<float> eachHead(const LayerPatterns& patterns, const std::stop_token& stop,
                            const std::function<float(std::span<const float>, std::int64_t layer,
                                                      std::int64_t head)>& measure);

enum class EntropyForm {
    Nats,      // mean over queries of −Σ p ln p
    Normalised // each divided by ln of the keys that are visible, queries with one key left out
};
float headEntropy(const LayerPatterns& patterns, std::span<const float> head, EntropyForm form);

/// The mean over queries of Σ_j A_ij·|i − j|, in positions.
float positionDistance(const LayerPatterns& patterns, std::span<const float> head);

/// The same on a grid whose sides are 1 long: leading positions left out, rows divided by what is
/// left of them. Nothing where keys are no grid.
std::optional<float> gridDistance(const LayerPatterns& patterns, std::span<const float> head);

/// The mean attention at each offset over the queries that have it: of a grid, Chebyshev rings 0 …
/// (s_k = mean_i (1/|ring|) Σ_{j in ring k} A_ij); else |i − j| = 0 … .
std::vector<float> distanceProfile(const LayerPatterns& patterns, std::span<const float> head);

/// Mean attention of grid queries at (row, column) offsets, rows divided by what falls on the grid:
/// [2·rows − 1, 2·columns − 1], the query in the middle; sums to 1. Empty without a grid.
std::vector<float> alignedMap(const LayerPatterns& patterns, std::span<const float> head);

/// Whether both sides are the same grid of patches.
bool isOnGrid(const LayerPatterns& patterns);

} // namespace saccade
