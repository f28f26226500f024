// Writes small GGUF files, as llama.cpp's converter would.
#pragma once

#include "core/graph/tensor.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

/// Version 3. Metadata: strings, flags, whole numbers (as 32 bits without sign) and fractions (as
/// 32-bit floats); tensors: F32, F16 and Q8_0.
void writeGguf(const std::filesystem::path& path, const nlohmann::json& metadata,
               const std::map<std::string, Tensor, std::less<>>& tensors);

} // namespace saccade
