// Mixtures of experts as checkpoints state them.
#pragma once

#include "core/models/causal_configuration.h"
#include "core/models/causal_names.h"

namespace saccade
{

/// Throws Error naming `key` unless 1 ≤ chosen ≤ count.
void requireChosen(const Configuration& config, std::string_view key,
                   const ExpertConfiguration& experts);

/// "expert_count" and its kin of a GGUF file; none where they are 0 or absent. Without
/// "expert_feed_forward_length" an expert is as wide as the plain MLP would be.
std::optional<ExpertConfiguration> ggufExperts(const Checkpoint& checkpoint,
                                               const CausalConfiguration& sizes);

/// Adds the names of experts: one tensor for all of a layer or, in older files, one for each.
void nameGgufExperts(CausalNames& names, const Checkpoint& checkpoint);

} // namespace saccade
