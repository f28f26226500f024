// Writes small GGUF files, as llama.cpp's converter would.
#pragma once

#include "core/files/checkpoint.h"

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

/// Version 3. Metadata: strings, flags, whole numbers (as 32 bits without sign), fractions (as
/// 32-bit floats) and lists of one kind of these; tensors of any type that GGUF has.
void writeGguf(const std::filesystem::path& path, const nlohmann::json& metadata,
               const std::map<std::string, Tensor, std::less<>>& tensors);

/// The checkpoint, whose metadata and tensors are GGUF's already, written and opened again.
std::shared_ptr<const Checkpoint> throughGgufFile(const Checkpoint& checkpoint);

} // namespace saccade
