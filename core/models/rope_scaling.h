// Rotary frequencies as checkpoints scale them for contexts longer than they were trained with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saccade
{

enum class RopeKind { Default, Linear, Dynamic, Llama3, Yarn, LongRope };

/// Everything that the variants need; each reads its own part.
struct RopeScaling {
    RopeKind kind = RopeKind::Default;
    double base = 10000.0;    // θ
    std::int64_t rotated = 0; // channels of a head that turn, two a frequency
    double factor = 1.0;
    double originalContext = 0;                                 // positions of the first training
    double context = 0;                                         // positions of the model
    double lowFrequencyFactor = 1.0, highFrequencyFactor = 4.0; // Llama3
    double betaFast = 32.0, betaSlow = 1.0;                     // Yarn
    double attentionFactor = 0.0; // Yarn, LongRope; 0: by the variant's own formula
    std::vector<double> shortFactors{}, longFactors{}; // LongRope, one a frequency
    std::vector<double> divisors{}; // GGUF's rope_freqs; on top of the variant, may be empty
};

struct RotaryTable {
    std::vector<float> frequencies; // [rotated / 2] radians per position
    double magnitude = 1.0;         // factor of the turned channels
};

/// The table for sequences of up to `capacity` positions (LongRope chooses by it; Dynamic is the
/// default within the context, for which it is asked). Formulas as in transformers'
/// modeling_rope_utils and the papers: linear (Chen et al., arXiv:2306.15595), YaRN (Peng et al.,
/// arXiv:2309.00071), LongRoPE (Ding et al., arXiv:2402.13753), Llama 3 (arXiv:2407.21783).
RotaryTable rotaryTable(const RopeScaling& scaling, std::int64_t capacity);

} // namespace saccade
