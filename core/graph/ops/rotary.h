// Rotary position embedding.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

enum class RotaryPairs {
    Halves,     // (x_i, x_{i + d/2}): Hugging Face, GPT-NeoX
    Neighbours, // (x_2i, x_{2i+1}): the paper, llama2.c, GGUF llama
};

/// Rotates pairs of x by (first + row) · frequency (Su et al., arXiv:2104.09864), times `magnitude`
/// (YaRN's attention factor, else 1). x: F32 [heads, n, head_width]; first: I32 [1], position of
/// row 0; frequencies: F32 Constant [rotated / 2], radians per position with the checkpoint's
/// scaling already in. Channels from `rotated` on stay as they are.
Value rotary(Value x, Value first, Value frequencies, RotaryPairs pairs, double magnitude = 1.0);

extern const Op rotaryOp; // "rotary": word pairs = "halves" | "neighbours"; number magnitude

} // namespace saccade
