// The variables of a CTranslate2 model by the names of its newer versions, in types that compute.
#pragma once

#include "core/files/checkpoint.h"

#include <optional>

namespace saccade
{

/// Names of the first version's files ("transformer/encoder/layer_0/multi_head/conv1d/kernel:0")
/// turned into the later ones ("encoder/layer_0/self_attention/linear_0/weight"); 8- and 16-bit
/// integers divided by their "…_scale" (one a row, or one for all). Throws Error naming file and
/// tensor where a scale is missing or does not fit.
Checkpoint ctranslate2Floats(const Checkpoint& checkpoint);

/// A scalar of any type: heads, flags, factors.
std::optional<double> ctranslate2Number(const Checkpoint& checkpoint, std::string_view name);

} // namespace saccade
