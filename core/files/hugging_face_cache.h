// How Hugging Face's cache lays models out: models--org--name/{refs, snapshots/<commit>, blobs}.
#pragma once

#include <filesystem>
#include <string>

namespace saccade
{

/// "org/name" of a folder models--org--name, or of anything inside it; empty for other paths.
std::string hubName(const std::filesystem::path& path);

/// What a folder models--org--name stands for: the snapshot of its main branch, else the newest;
/// where that is a single GGUF file and no configuration, the file. Any other path unchanged.
std::filesystem::path snapshotOf(const std::filesystem::path& path);

} // namespace saccade
