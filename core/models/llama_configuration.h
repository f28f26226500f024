// The hyper-parameters of Llama-like models, which many families differ from in a few.
#pragma once

#include "core/models/causal_configuration.h"

namespace saccade
{

/// config.json of a Llama: RMS norms, gated MLP, rotary positions in halves, biases as stated, no
/// windows. Throws Error naming file, key and what was expected.
CausalConfiguration llamaConfiguration(const Configuration& config, std::size_t tensors,
                                       const CausalConfiguration& defaults = {},
                                       const SizeKeys& keys = {});

/// config.json or the metadata of a GGUF file, where a Llama has no keys of its own: the format
/// decides.
CausalConfiguration llamaConfiguration(const Checkpoint& checkpoint);

/// "sliding_window" (0: none) of config.json.
std::int64_t statedWindow(const Configuration& config);

} // namespace saccade
