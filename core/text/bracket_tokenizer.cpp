#include "core/text/bracket_tokenizer.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

constexpr std::array<std::string_view, 5> entries{"[START]", "[PAD]", "[END]", "(", ")"};
constexpr std::int32_t specials = 3;

} // namespace

std::int64_t BracketTokenizer::size() const
{
    return std::ssize(entries);
}

std::vector<std::int32_t> BracketTokenizer::encode(std::string_view text,
                                                   SpecialTokens special) const
{
    std::vector<std::int32_t> ids;
    for (const char letter : text) {
        if (letter == '(' || letter == ')') {
            ids.push_back(letter == '(' ? specials : specials + 1);
        } else if (std::string_view(" \t\r\n").find(letter) == std::string_view::npos) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "This model reads brackets, ( and ), and "
                                                        "nothing else."));
        }
    }
    if (special == SpecialTokens::Add) {
        ids.insert(ids.begin(), *beginToken());
        ids.push_back(*endToken());
    }
    return ids;
}

std::string BracketTokenizer::decode(std::span<const std::int32_t> ids, SpecialTokens special) const
{
    std::string text;
    for (const auto id : ids) {
        const auto piece = entry(id);
        text += id >= specials || special == SpecialTokens::Add ? piece : std::string();
    }
    return text;
}

std::string BracketTokenizer::entry(std::int32_t id) const
{
    if (id < 0 || id >= size()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(id), std::to_string(size())});
    }
    return std::string(entries[static_cast<std::size_t>(id)]);
}

std::optional<std::int32_t> BracketTokenizer::find(std::string_view entry) const
{
    const auto found = std::ranges::find(entries, entry);
    return found == entries.end()
               ? std::nullopt
               : std::optional(static_cast<std::int32_t>(found - entries.begin()));
}

} // namespace saccade
