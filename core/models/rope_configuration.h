// Rotary scaling as checkpoints state it.
#pragma once

#include "core/models/configuration.h"
#include "core/models/rope_scaling.h"

namespace saccade
{

struct Checkpoint;

/// "rope_theta", "rope_scaling" and, from transformers 5 on, "rope_parameters" of config.json.
/// Where the latter tells kinds of layers apart, those of `layerType` ("full_attention").
/// `rotated`: channels of a head that turn. Throws Error naming file, key and what was expected.
RopeScaling huggingFaceRope(const Configuration& config, std::int64_t rotated, std::int64_t context,
                            double base = 10000.0, std::string_view layerType = "full_attention");

/// Channels of a head that turn: `key` of config.json, a share of the head, 1 if it is not there.
std::int64_t rotatedChannels(const Configuration& config, std::int64_t headWidth,
                             std::string_view key = "partial_rotary_factor", double share = 1.0);

/// "rope.*" of GGUF and the tensors rope_freqs, rope_factors_short and rope_factors_long.
RopeScaling ggufRope(const Configuration& config, const Checkpoint& checkpoint,
                     std::int64_t headWidth, std::int64_t context);

/// The same channels turned as they were before any stretching.
RopeScaling unscaledRope(const RopeScaling& rope, double base);

/// `width` if it is even, as rotation in pairs needs it; else throws Error naming `key`.
std::int64_t evenWidth(const Configuration& config, std::string_view key, std::int64_t width);

} // namespace saccade
