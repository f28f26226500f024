// Running encoder–decoders in tests.
#pragma once

#include "core/models/session.h"

#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// What was tapped while the encoder read the options' input and the decoder computed `tokens`, by
/// name: [n, …] or [heads, n, keys], the keys of causal patterns cut to the tokens. "logits" are
/// there, asked for or not.
std::map<std::string, Tensor> encodedAndDecoded(const std::shared_ptr<const Model>& model,
                                                const std::shared_ptr<Backend>& backend,
                                                std::span<const std::int32_t> tokens,
                                                const SessionOptions& options);

/// `start` and the `steps` most probable tokens after it, none of them a stop; `stop` ends it
/// earlier.
std::vector<std::int32_t> greedyAfter(const std::shared_ptr<const Model>& model,
                                      const std::shared_ptr<Backend>& backend,
                                      const EncoderInput& input, std::vector<std::int32_t> start,
                                      std::int64_t steps, std::int32_t stop = -1);

} // namespace saccade
