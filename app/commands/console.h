// Standard output and standard error: results on the one, messages and progress on the other.
#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace saccade
{

/// A text of the context "Command", translated.
std::string commandText(const char* source);
/// "1 layer", "3 layers": of both patterns the one that is right for `count`, which stands for %1.
std::string countedText(std::int64_t count, const char* one, const char* several);
/// Help of --json.
std::string jsonHelp();

/// Writes to standard output at once.
void print(std::string_view text);
/// One document on one line.
void printJson(const nlohmann::json& document);
/// Throws Error if standard output did not take everything (a full disk, say).
void requirePrinted();

/// One line on standard error.
void note(const char* pattern, const std::vector<std::string>& arguments = {});
void complain(const Error& error);

/// A line on standard error that counts up while something lasts; only where standard error is a
/// terminal.
class ProgressLine
{
public:
    explicit ProgressLine(std::string label) : m_label(std::move(label)) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::int64_t done, std::int64_t total);
    void clear();

private:
    std::string m_label;
    bool m_isShown = false;
};

/// Rows of words in aligned columns.
std::string table(const std::vector<std::vector<std::string>>& rows);

/// "1.9 MB", "4.7 GB": powers of ten, as disks and downloads are counted.
std::string bytesText(std::int64_t bytes);

} // namespace saccade
