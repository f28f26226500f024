// What all Displays write their numbers with: NumPy's arrays, comma-separated values, files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace saccade
{

/// An array of F32 in NumPy's format, version 1.0 (numpy.lib.format). Throws Error if the values do
/// not fill the shape.
std::string npyBytes(std::span<const std::int64_t> shape, std::span<const float> values);

/// A line of comma-separated values, its end included; quoted where necessary (RFC 4180).
std::string csvLine(const std::vector<std::string>& fields);

/// The label of position `index`; its number where there are not so many labels.
std::string labelAt(const std::vector<std::string>& labels, std::int64_t index);

/// The numbers with the shortest texts that read back the same, for a JSON document.
std::vector<double> shortestNumbers(std::span<const float> values);

/// The file's extension in small letters: ".npy".
std::string lowerExtension(const std::filesystem::path& path);

/// Replaces the file at once. Throws Error naming the file and the reason.
void writeFile(const std::string& bytes, const std::filesystem::path& path);

} // namespace saccade
