// UTF-8 as it comes from anywhere: a byte that belongs to no character is an item of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct CodePoint {
    char32_t value = 0;     // U+FFFD where the byte is part of no character
    std::size_t length = 0; // bytes, 1 where not valid
    bool valid = false;
};

/// The character that starts at byte `at` (< text.size()). Overlong forms, surrogates and values
/// beyond U+10FFFF are not valid.
CodePoint codePointAt(std::string_view text, std::size_t at);

/// The bytes of one character; of U+FFFD for what is no character.
std::string utf8(char32_t character);

bool isValidUtf8(std::string_view text);

/// `text` cut into its characters; each invalid byte alone.
std::vector<std::string_view> characters(std::string_view text);

/// Applies `change` to each longest run of valid characters and keeps the invalid bytes between
/// them.
template <typename Change>
std::string changeValid(std::string_view text, const Change& change)
{
    std::string result;
    std::size_t start = 0;
    std::size_t at = 0;
    const auto flush = [&] {
        if (at > start) {
            result += change(text.substr(start, at - start));
        }
    };
    while (at < text.size()) {
        const CodePoint point = codePointAt(text, at);
        if (!point.valid) {
            flush();
            result += text[at];
            start = at + 1;
        }
        at += point.length;
    }
    flush();
    return result;
}

} // namespace saccade
