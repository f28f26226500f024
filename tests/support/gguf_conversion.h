// What llama.cpp's converter makes of Hugging Face's checkpoints (conversion/*.py and gguf-py's
// tensor_mapping.py): names and keys, and how it reorders and changes the numbers.
#pragma once

#include "tests/support/family_checkpoints.h"

namespace saccade
{

struct GgufConversion {
    nlohmann::json metadata;
    std::map<std::string, Tensor, std::less<>> tensors;
};

/// The converters by "general.architecture". They read sizes from the configuration as it is; the
/// values that a converter leaves out must be the usual ones there.
using GgufConverter = GgufConversion (*)(const FamilyCheckpoint& from);
const std::map<std::string, GgufConverter>& ggufConverters();

/// Mixtral as it was converted before experts were stacked: a tensor for each.
GgufConversion mixtralApart(const FamilyCheckpoint& from);

} // namespace saccade
