#include "core/files/in_quotes.h"

#include <algorithm>

namespace saccade
{

namespace
{

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

} // namespace

std::string inQuotes(std::string_view name)
{
    constexpr std::size_t longest = 80;
    auto size = std::min(name.size(), longest);
    while (size < name.size() && size > 0 && isContinuation(name[size])) {
        --size; // not in the middle of a UTF-8 character
    }
    std::string text(name.substr(0, size));
    for (std::size_t i = 0; i < text.size(); ++i) {
        // U+0080 … U+009F: a second set of control characters, which UTF-8 writes as C2 80 … C2 9F.
        const bool isSecondSet = text[i] == '\xc2' && i + 1 < text.size() &&
                                 static_cast<unsigned char>(text[i + 1]) < 0xa0U;
        if (isSecondSet) {
            text.replace(i, 2, "?");
        } else if (isControl(text[i])) {
            text[i] = '?';
        }
    }
    return "\"" + text + (size < name.size() ? "…\"" : "\"");
}

} // namespace saccade
