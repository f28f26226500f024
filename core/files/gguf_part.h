// One GGUF file, which may be a part of a model.
#pragma once

#include "core/graph/tensor.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

struct GgufPart {
    nlohmann::json metadata;                            // keys as in the file ("split.count")
    std::map<std::string, Tensor, std::less<>> tensors; // views of the mapped file
};

/// Throws Error (file, byte or tensor, reason) if the file is damaged, or has a tensor of a type
/// that Saccade does not compute with.
GgufPart readGgufPart(const std::filesystem::path& path);

/// A whole number of the metadata; `absent` if there is no such key, 0 if it is no whole number.
std::int64_t ggufInteger(const nlohmann::json& metadata, const char* key, std::int64_t absent);

} // namespace saccade
