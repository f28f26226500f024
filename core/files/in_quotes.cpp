#include "core/files/in_quotes.h"

#include <algorithm>

namespace saccade
{

std::string inQuotes(std::string_view name)
{
    constexpr std::size_t longest = 80;
    std::string text(name.substr(0, longest));
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c == '\x7f'; }, '?');
    return "\"" + text + (name.size() > longest ? "…\"" : "\"");
}

} // namespace saccade
