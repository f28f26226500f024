// A file mapped into memory for reading.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace saccade {

struct MappedFile {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner; // keeps the mapping alive
};

/// Throws Error (with the system's reason) if the file cannot be opened or is no regular file.
MappedFile mapFile(const std::filesystem::path& path);

} // namespace saccade
