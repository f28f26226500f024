// A file that a user named, who may have named a folder.
#pragma once

#include <filesystem>

namespace saccade
{

/// Throws UsageError if there is nothing of this name, or a folder.
void requireFile(const std::filesystem::path& path);

} // namespace saccade
