// The tensors and plain values of a checkpoint, out of the nested dictionaries of its pickle.
#pragma once

#include "core/files/pickle.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

struct PickleContent {
    std::map<std::string, PickleIndex> tensors; // by dotted names
    nlohmann::json values;                      // an object
};

/// Training programs wrap the weights ("state_dict", "model" …): where there is such a dictionary,
/// its tensors are taken without the prefix and others (an optimizer's) are left aside; where there
/// is none, all tensors are taken. "module." and "_orig_mod." go where every name starts so. Throws
/// Error on values that contain themselves, are nested deeper than 64 levels, or together are too
/// many because they share parts.
PickleContent contentOf(const Pickle& pickle, const std::filesystem::path& path);

} // namespace saccade
