#include "app/commands/arguments.h"

#include "app/commands/console.h"
#include "app/commands/demo_model.h"
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/files/mapped_file.h"
#include "core/files/named_file.h"
#include "core/models/devices.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <iterator>
#include <optional>
#include <system_error>

namespace saccade
{

namespace
{

template <typename T>
std::optional<T> parsed(std::string_view text)
{
    T value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                   : std::nullopt;
}

std::string whyNoGpu()
{
    std::string reasons;
    for (const auto& device : allDevices()) {
        if (device.identifier == "cpu") {
            continue;
        }
        const auto reason =
            !device.remark.empty() ? device.remark
            : device.isSoftware
                ? commandText(QT_TRANSLATE_NOOP("Command", "emulated on the CPU"))
                : commandText(QT_TRANSLATE_NOOP("Command", "it could not be opened"));
        reasons += (reasons.empty() ? "" : "; ") + device.name + ": " + reason;
    }
    return reasons.empty() ? commandText(QT_TRANSLATE_NOOP("Command", "no GPU was found"))
                           : reasons;
}

// The token ids that a text holds, written as they should be; an example if there are none.
std::string nearestTokens(const std::string& text)
{
    constexpr auto digits = "0123456789";
    std::string list;
    for (auto at = text.find_first_of(digits); at < text.size();) {
        const auto end = std::min(text.find_first_not_of(digits, at), text.size());
        const auto word = text.substr(at, end - at);
        if (parsed<std::int32_t>(word)) {
            list += list.empty() ? "" : ",";
            list += word;
        }
        at = text.find_first_of(digits, end);
    }
    return list.empty() ? "1,2,3" : list;
}

} // namespace

std::string modelHelp()
{
    return commandText(QT_TRANSLATE_NOOP(
        "Command", "A folder, or a .gguf, .safetensors, .bin, .pt, .pth or .ckpt file; demo: the "
                   "built-in model"));
}

std::string deviceHelp()
{
    return commandText(QT_TRANSLATE_NOOP("Command", "auto, cpu, gpu or gpu:N (`saccade devices`)"));
}

void requireGiven(const std::string& value, const char* option)
{
    if (value.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The option %1 is missing."), {option});
    }
}

void requireExisting(const std::filesystem::path& path, std::vector<std::string> further)
{
    std::error_code code;
    if (std::filesystem::exists(path, code)) {
        return;
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    auto names = path.has_parent_path() ? std::vector<std::string>() : std::move(further);
    for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        names.push_back(entry->path().filename().string());
    }
    const auto meant = similar(path.filename().string(), names);
    if (meant.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no file or folder “%1”."),
                         {path.string()});
    }
    throw UsageError(
        QT_TRANSLATE_NOOP("Error", "There is no file or folder “%1”. Did you mean “%2”?"),
        {path.string(), (path.parent_path() / meant).string()});
}

void requireExistingFile(const std::filesystem::path& path)
{
    requireExisting(path);
    requireFile(path);
}

std::shared_ptr<const Model> openNamedModel(const std::string& name)
{
    requireGiven(name, "--model");
    if (name == demoModelName) {
        return openModel(demoModelFolder());
    }
    requireExisting(name, {demoModelName});
    return openModel(name);
}

std::shared_ptr<Backend> openChosenDevice(const std::string& choice)
{
    auto backend = openBackend(choice);
    if (choice == "auto" && backend->device().identifier == "cpu") {
        note(QT_TRANSLATE_NOOP("Command", "Running on the CPU (%1)."), {whyNoGpu()});
    }
    return backend;
}

void addTextOptions(CLI::App& app, std::optional<std::string>& text, std::string& file)
{
    app.add_option(
           "--text", text,
           commandText(QT_TRANSLATE_NOOP("Command", "The text; -: read from standard input")))
        ->type_name("T");
    app.add_option(
           "--text-file", file,
           commandText(QT_TRANSLATE_NOOP("Command", "The text of a file; -: standard input")))
        ->type_name("FILE");
}

std::string givenText(const std::optional<std::string>& text, const std::string& file)
{
    if (text && *text != "-") {
        return *text;
    }
    if (text || file == "-") {
        std::string input{std::istreambuf_iterator<char>(std::cin), {}};
        if (input.ends_with('\n')) {
            input.pop_back();
        }
        return input;
    }
    requireExistingFile(file);
    const auto mapped = mapFile(file);
    return {reinterpret_cast<const char*>(mapped.bytes.data()), mapped.bytes.size()};
}

std::vector<std::int32_t> parseTokens(const std::string& text, const char* option)
{
    std::vector<std::int32_t> tokens;
    for (std::size_t start = 0; start <= text.size();) {
        const auto comma = std::min(text.find(',', start), text.size());
        auto word = std::string_view(text).substr(start, comma - start);
        word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
        const auto token = parsed<std::int32_t>(word);
        if (!token || *token < 0) {
            throw UsageError(QT_TRANSLATE_NOOP("Error",
                                               "“%1” is no list of token ids: %2 takes numbers "
                                               "separated by commas, as in %3."),
                             {text, option, nearestTokens(text)});
        }
        tokens.push_back(*token);
        start = comma + 1;
    }
    return tokens;
}

std::pair<std::int64_t, std::int64_t> parseRange(const std::string& text, const char* option)
{
    const auto colon = text.find(':');
    const auto firstWord = text.substr(0, colon);
    const auto lastWord = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    const auto first =
        firstWord.empty() ? std::optional<std::int64_t>(0) : parsed<std::int64_t>(firstWord);
    const auto last =
        lastWord.empty() ? std::optional<std::int64_t>(-1) : parsed<std::int64_t>(lastWord);
    const bool isRange = colon != std::string::npos && first && last && *first >= 0 &&
                         (lastWord.empty() || *last > *first);
    if (!isRange) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "“%1” is no range for %2: FIRST:LAST is expected, LAST "
                                           "not included, as in 0:32."),
                         {text, option});
    }
    return {*first, *last};
}

std::size_t chosenIndex(const std::string& word, const std::vector<std::string>& choices,
                        const char* option)
{
    const auto found = std::ranges::find(choices, word);
    if (found == choices.end()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” is no value for %2. Did you mean “%3”?"),
                         {word, option, nearest(word, choices)});
    }
    return static_cast<std::size_t>(found - choices.begin());
}

} // namespace saccade
