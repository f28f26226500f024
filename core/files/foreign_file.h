// Files that are no checkpoint of ours, recognised by their first bytes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace saccade
{

/// Throws UsageError with what the file is and what to do instead, if its first bytes (64 are
/// enough) are those of an empty file, a Git LFS pointer, a web page, ONNX, a pickle …; returns if
/// not.
void refuseForeign(const std::filesystem::path& path, std::span<const std::byte> head);

/// The same for folders: TensorFlow's SavedModel, Core ML's packages.
void refuseForeignFolder(const std::filesystem::path& path);

} // namespace saccade
