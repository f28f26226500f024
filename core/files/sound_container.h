// The chunks of WAV and AIFF files: what libsndfile forgives, a user must hear of.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace saccade
{

/// Throws Error (file, byte, reason) if a WAV or AIFF file ends before its samples do, as their
/// chunk states its length, or has samples of impossible widths. Other files are not looked at; nor
/// are lengths that a program wrote before it knew them (none, or more than 2 GiB).
void requireWholeSamples(const std::filesystem::path& path, std::span<const std::byte> bytes);

} // namespace saccade
