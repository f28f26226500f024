// Choosing one token from logits.
#pragma once

#include "core/decoders/decoder.h"

#include <span>

namespace saccade
{

struct SamplingRules {
    double temperature = 0.0;       // 0: the most probable token
    std::int64_t topK = 0;          // 0: all
    double topP = 1.0;              // 1: all
    double minP = 0.0;              // 0: all
    double repetitionPenalty = 1.0; // 1: none
};

/// What was chosen, with the raw distribution's figures: all of Step but position, passes and time.
/// `logits` [vocabulary]; `before`: tokens that the penalty falls on; `random` in [0, 1) decides.
/// Repetition penalty (Keskar et al., arXiv:1909.05858), temperature, top-k (Fan et al.,
/// arXiv:1805.04833), top-p (Holtzman et al., arXiv:1904.09751), min-p (Nguyen et al.,
/// arXiv:2407.01082), in this order, each on what the one before left.
Step chooseToken(std::span<const float> logits, std::span<const std::int32_t> before,
                 const SamplingRules& rules, double random);

} // namespace saccade
