// What several commands ask of their arguments.
#pragma once

#include "core/graph/backend.h"
#include "core/models/model.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace CLI
{
class App;
}

namespace saccade
{

/// Help for --model, wherever it is an option.
std::string modelHelp();
std::string deviceHelp();

/// Throws UsageError if the option was not given.
void requireGiven(const std::string& value, const char* option);

/// Throws UsageError if there is no such file or folder, naming one of a similar name beside it.
/// `further`: names that would have been right as well.
void requireExisting(const std::filesystem::path& path, std::vector<std::string> further = {});
/// The same for files: a folder is none.
void requireExistingFile(const std::filesystem::path& path);

/// The model at a path, or the one that the program carries for "demo".
std::shared_ptr<const Model> openNamedModel(const std::string& name);

/// As openBackend; with "auto", a note says which device was taken if it is no GPU, and why.
std::shared_ptr<Backend> openChosenDevice(const std::string& choice);

/// Adds --text and --text-file.
void addTextOptions(CLI::App& app, std::optional<std::string>& text, std::string& file);

/// The text itself, or that of the file, or standard input where either is "-" (one line end at the
/// end of standard input is left out: `echo` adds it).
std::string givenText(const std::optional<std::string>& text, const std::string& file);

/// "1,2,3". Throws UsageError naming the nearest text that is such a list.
std::vector<std::int32_t> parseTokens(const std::string& text, const char* option);

/// "3:7", ":7", "3:": first and last (not included; −1: to the end).
std::pair<std::int64_t, std::int64_t> parseRange(const std::string& text, const char* option);

/// One of `choices`, or UsageError naming the nearest.
std::size_t chosenIndex(const std::string& word, const std::vector<std::string>& choices,
                        const char* option);

} // namespace saccade
