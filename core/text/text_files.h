// Whole small files: descriptions and lists.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

/// The bytes of a file. Throws Error if it cannot be read or is larger than 256 MiB.
std::string readWholeFile(const std::filesystem::path& path);

/// Throws Error (file, place, reason) if the file is no JSON.
nlohmann::json readJsonFile(const std::filesystem::path& path);

/// The lines without their ends ("\n" or "\r\n"); an empty last line is none.
std::vector<std::string> readLines(const std::filesystem::path& path);

} // namespace saccade
