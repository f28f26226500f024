// Texts and random data that the tests of tokenizers share.
#pragma once

#include "core/text/utf8.h"
#include "tests/support/shared.h"

#include <QByteArray>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace saccade
{

inline std::string fileContents(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::string shakespeare()
{
    return fileContents(sharedPath("assets/text/tinyshakespeare/input.txt"));
}

/// Ids in a form that a failed comparison shows whole.
inline QByteArray listed(const std::vector<std::int32_t>& ids)
{
    QByteArray result;
    for (const std::int32_t id : ids) {
        result += QByteArray::number(id) + ' ';
    }
    return result.trimmed();
}

inline std::string randomBytes(std::mt19937& random, std::size_t length)
{
    std::uniform_int_distribution<int> byte(0, 255);
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        text += static_cast<char>(byte(random));
    }
    return text;
}

/// Characters from every plane that is in use, with many spaces and letters among them.
inline std::string randomUnicode(std::mt19937& random, std::size_t length)
{
    std::uniform_int_distribution<int> kind(0, 5);
    std::uniform_int_distribution<std::uint32_t> ascii(0x20, 0x7E);
    std::uniform_int_distribution<std::uint32_t> basic(0xA0, 0xD7FF);
    std::uniform_int_distribution<std::uint32_t> beyond(0x10000, 0x1FFFF);
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        const int which = kind(random);
        text += which == 0 ? std::string(" ")
                           : utf8(which < 4    ? ascii(random)
                                  : which == 4 ? basic(random)
                                               : beyond(random));
    }
    return text;
}

/// Runs of white space as one space, none at the ends.
inline std::string squeezed(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        const bool isSpace = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!isSpace) {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    while (result.ends_with(' ')) {
        result.pop_back();
    }
    return result;
}

inline std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) {
            lines.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return lines;
}

} // namespace saccade
