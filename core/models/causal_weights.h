// Takes the weights of a causal transformer out of a checkpoint.
#pragma once

#include "core/models/causal_configuration.h"
#include "core/models/causal_names.h"
#include "core/models/weights.h"

namespace saccade
{

/// A transformer without weights: everything that the configuration alone says.
CausalTransformer declaredTransformer(const CausalConfiguration& configuration);

/// The rule by which a layer attends.
AttentionRule attentionRule(const CausalConfiguration& configuration, std::int64_t layer);

/// The whole transformer. A bias that is not stated is taken if any layer has it: then all must.
/// Throws Error naming file, tensor and reason for the first that is missing or does not fit.
CausalTransformer loadCausalTransformer(Weights& weights, const CausalConfiguration& configuration,
                                        const CausalNames& names);

} // namespace saccade
