// The weights by which each head of a layer writes into the positions.
#pragma once

#include "core/analyses/analysis.h"

namespace saccade
{

/// Of every layer of a part: W_O as F32 [heads · width of a value, width], rows head by head; found
/// in the model's graph, between the values "heads" and "output". Throws Error where the model has
/// no such product.
std::vector<Tensor> outputWeights(const AnalysisInput& input, const AttentionPart& part);

} // namespace saccade
