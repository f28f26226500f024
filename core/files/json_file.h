// JSON from files that nobody has checked.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace saccade
{

enum class DuplicateKeys { Refuse, LastWins };

/// Parses text found at `offset` in `file`. Throws Error (file, byte, reason) on anything but one
/// JSON value (NaN and Infinity are no JSON), on nesting deeper than 64 levels and, if asked, on a
/// key that occurs twice in an object.
nlohmann::json parseJson(std::string_view text, const std::filesystem::path& file,
                         DuplicateKeys duplicates, std::size_t offset = 0);

/// What the library has against a value, without its own numbering: "key 'name' not found".
std::string jsonReason(const nlohmann::json::exception& error);

/// A whole file, up to 100 MB. Infinity, which Python writes, is read as null.
nlohmann::json readJson(const std::filesystem::path& file,
                        DuplicateKeys duplicates = DuplicateKeys::LastWins);

} // namespace saccade
