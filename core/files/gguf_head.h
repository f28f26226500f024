// What a GGUF file says of itself in its first bytes: enough for a list of models.
#pragma once

#include <filesystem>
#include <string>

namespace saccade
{

struct GgufHead {
    std::string architecture{}; // empty: not within the part that is read
    std::string quantisation; // "Q4_K_M" …; empty: not stated
};

/// Reads 64 KiB at most and throws nothing: what cannot be read stays empty. The numbers of
/// "general.file_type" are those of llama.cpp's enum llama_ftype.
GgufHead readGgufHead(const std::filesystem::path& file);

} // namespace saccade
