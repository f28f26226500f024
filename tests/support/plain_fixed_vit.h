// The vision transformer of bytes a second time, in whole numbers alone, as its circuit and
// golden_model.py of github.com/agentzz1/transformer_poc compute it.
#pragma once

#include "core/files/checkpoint.h"

#include <cstdint>
#include <vector>

namespace saccade
{

using WholeNumbers = std::vector<std::int64_t>;

struct PlainFixedVit {
    WholeNumbers embedding, pattern, middle, after; // [16, 32], [16, 16], [16, 32] …
    WholeNumbers logits;                            // bytes, [10]
};

/// `pixels`: normalised, [28, 28]. Of either file.
PlainFixedVit plainFixedVit(const Checkpoint& checkpoint, const std::vector<double>& pixels);

} // namespace saccade
