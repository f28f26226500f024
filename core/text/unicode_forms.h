// Unicode's normal forms and lower case (by ICU), for text that may hold invalid bytes.
#pragma once

#include "core/text/utf8.h"

#include <string>
#include <string_view>

namespace saccade
{

enum class UnicodeForm { NFC, NFD, NFKC, NFKD };

/// The text in a normal form (Unicode Standard Annex 15). Invalid bytes stay.
std::string unicodeForm(std::string_view text, UnicodeForm form);

/// Each character by itself in lower case, without regard to neighbours or language. Invalid bytes
/// stay.
std::string lowercase(std::string_view text);

/// Each valid character replaced by what `map(char32_t)` gives (a string). Invalid bytes stay.
template <typename Map>
std::string mapCharacters(std::string_view text, const Map& map)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (point.valid) {
            result += map(point.value);
        } else {
            result += text[at];
        }
        at += point.length;
    }
    return result;
}

} // namespace saccade
