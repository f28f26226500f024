#include "core/text/added_tokens.h"

#include "core/base/error.h"
#include "core/text/character_classes.h"
#include "core/text/utf8.h"
#include "core/text/vocabulary.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

/// Start of the character that ends before byte `end` (> 0).
std::size_t characterBefore(std::string_view text, std::size_t end)
{
    for (std::size_t length = std::min<std::size_t>(4, end); length > 1; --length) {
        const CodePoint point = codePointAt(text, end - length);
        if (point.valid && point.length == length) {
            return end - length;
        }
    }
    return end - 1;
}

bool standsAlone(std::string_view text, TextRange range)
{
    const bool wordBefore =
        range.begin > 0 &&
        isWordCharacter(codePointAt(text, characterBefore(text, range.begin)).value);
    const bool wordAfter =
        range.end < text.size() && isWordCharacter(codePointAt(text, range.end).value);
    return !wordBefore && !wordAfter;
}

TextRange widened(std::string_view text, TextRange range, std::size_t done, const AddedToken& token)
{
    while (token.stripsLeft && range.begin > done) {
        const std::size_t before = characterBefore(text, range.begin);
        if (before < done || !isWhitespace(codePointAt(text, before).value)) {
            break;
        }
        range.begin = before;
    }
    while (token.stripsRight && range.end < text.size()) {
        const CodePoint point = codePointAt(text, range.end);
        if (!isWhitespace(point.value)) {
            break;
        }
        range.end += point.length;
    }
    return range;
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens, std::int64_t idLimit,
                         const std::function<std::string(std::string_view)>& normalize,
                         const std::string& file)
    : m_tokens(std::move(tokens))
{
    constexpr std::size_t longest = 1024;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const AddedToken& token = m_tokens[i];
        if (token.id < 0 || token.id >= idLimit) {
            throw Error(
                QT_TRANSLATE_NOOP("Error",
                                  "%1: the added token \"%2\" has the id %3, which is not between "
                                  "0 and %4. The file is damaged."),
                {file, token.content.substr(0, 80), std::to_string(token.id),
                 std::to_string(idLimit - 1)});
        }
        if (token.content.empty() || token.content.size() > longest) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "%1: the added token %2 is %3 bytes long instead of 1 to "
                                          "%4. The file is damaged."),
                        {file, std::to_string(token.id), std::to_string(token.content.size()),
                         std::to_string(longest)});
        }
        m_byId.insert_or_assign(token.id, i);
        m_byContent.insert_or_assign(token.content, i);
        m_size = std::max<std::int64_t>(m_size, token.id + std::int64_t{1});
        const std::string sought = token.isNormalized ? normalize(token.content) : token.content;
        if (!sought.empty()) {
            (token.isNormalized ? m_normalized : m_original)
                .add(sought, static_cast<std::int32_t>(i));
        }
    }
}

std::vector<TextOrToken> AddedTokens::split(std::string_view text, Text kind) const
{
    const ByteTrie& trie = kind == Text::Original ? m_original : m_normalized;
    std::vector<TextOrToken> result;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 0;
        std::int32_t index = -1;
        trie.visitAt(text, at, [&](std::size_t matched, std::int32_t value) {
            length = matched;
            index = value;
        });
        const TextRange found{at, at + length};
        if (index < 0) {
            ++at;
            continue;
        }
        const AddedToken& token = m_tokens[static_cast<std::size_t>(index)];
        if (token.isSingleWord && !standsAlone(text, found)) {
            at = found.end;
            continue;
        }
        const TextRange range = widened(text, found, done, token);
        if (range.begin > done) {
            result.push_back({{done, range.begin}, std::nullopt});
        }
        result.push_back({range, token.id});
        done = range.end;
        at = done;
    }
    if (done < text.size()) {
        result.push_back({{done, text.size()}, std::nullopt});
    }
    return result;
}

const AddedToken* AddedTokens::withId(std::int32_t id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &m_tokens[found->second];
}

const AddedToken* AddedTokens::withContent(std::string_view content) const
{
    const auto found = m_byContent.find(std::string(content));
    return found == m_byContent.end() ? nullptr : &m_tokens[found->second];
}

} // namespace saccade
