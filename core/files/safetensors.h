// The safetensors format: an 8-byte length, a JSON header, raw little-endian tensors.
#pragma once

#include "core/graph/tensor.h"

#include <filesystem>
#include <map>
#include <string>

namespace saccade {

struct SafetensorsFile {
    std::map<std::string, Tensor, std::less<>> tensors; // views of the mapped file
    std::map<std::string, std::string, std::less<>> metadata;
};

/// Throws Error (file, tensor, reason) on a header that is too large, malformed JSON, overlapping or
/// out-of-range offsets, sizes that do not fit dtype and shape, unknown dtypes, trailing or missing bytes.
SafetensorsFile readSafetensors(const std::filesystem::path& path);

/// Writes beside the target and renames, so that a failed write leaves nothing behind.
void writeSafetensors(const std::filesystem::path& path,
                      const std::map<std::string, Tensor, std::less<>>& tensors,
                      const std::map<std::string, std::string, std::less<>>& metadata);

} // namespace saccade
