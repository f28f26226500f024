// Traces that hold attention made for a test.
#pragma once

#include "core/trace/trace.h"

#include <vector>

namespace saccade
{

struct PatternShape {
    std::int64_t layers = 1, heads = 1, length = 1;
    std::int64_t keys = 0; // 0: as many as queries
    bool causal = false;
    float sharpness = 2.0F; // of the softmax over random scores
    std::uint64_t seed = 1;
};

/// Rows of random numbers that sum to 1: F32 [heads, length, keys] a layer.
std::vector<Tensor> randomPatterns(const PatternShape& shape);

/// The layers of an array [layers, heads, n, n].
std::vector<Tensor> layersOf(const Tensor& array);

/// A run of a model with this attention and as many tokens, 0, 1, 2 …
Trace traceOfPatterns(const std::vector<Tensor>& layers);

/// A run of which the states of its positions were kept: the embedding and what each block left.
Trace traceOfStates(const std::vector<Tensor>& states);

} // namespace saccade
