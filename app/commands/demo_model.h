// The model that the program carries.
#pragma once

#include <filesystem>

namespace saccade
{

/// What --model takes for it.
constexpr auto demoModelName = "demo";

/// A folder that holds it. Unpacked once into the user's cache, because weights are mapped from
/// disk; its parent's name is a checksum, so that another version of the program unpacks its own.
/// Throws Error if it cannot be written.
std::filesystem::path demoModelFolder();

} // namespace saccade
