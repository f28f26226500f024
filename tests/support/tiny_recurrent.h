// Recurrent models with random weights of which there is a second implementation, by name.
#pragma once

#include "core/files/checkpoint.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace saccade
{

/// "mamba2", "rwkv6", "retnet", "gla", "linear-product", "linear-elu".
std::optional<Checkpoint> tinyRecurrent(const std::string& name);
/// Logits after each token, [tokens, vocabulary], of the second implementation.
std::vector<double> plainRecurrent(const std::string& name, const Checkpoint& checkpoint,
                                   std::span<const std::int32_t> tokens);

} // namespace saccade
