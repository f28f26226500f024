#include "core/text/character_tokenizer.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"
#include "core/text/utf8.h"

#include <QtGlobal>

namespace saccade
{

CharacterTokenizer::CharacterTokenizer(std::vector<std::string> characters)
    : m_characters(std::move(characters))
{
    for (std::size_t id = 0; id < m_characters.size(); ++id) {
        m_ids.emplace(m_characters[id], static_cast<std::int32_t>(id));
    }
}

std::vector<std::int32_t> CharacterTokenizer::encode(std::string_view text, SpecialTokens) const
{
    std::vector<std::int32_t> ids;
    for (const auto character : characters(text)) {
        const auto id = find(character);
        if (!id) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "This model's alphabet of %2 characters "
                                                        "lacks %1."),
                             {inQuotes(character), std::to_string(size())});
        }
        ids.push_back(*id);
    }
    return ids;
}

std::string CharacterTokenizer::decode(std::span<const std::int32_t> ids, SpecialTokens) const
{
    std::string text;
    for (const auto id : ids) {
        text += entry(id);
    }
    return text;
}

std::string CharacterTokenizer::entry(std::int32_t id) const
{
    if (id < 0 || id >= size()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(id), std::to_string(size())});
    }
    return m_characters[static_cast<std::size_t>(id)];
}

std::optional<std::int32_t> CharacterTokenizer::find(std::string_view entry) const
{
    const auto found = m_ids.find(entry);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

} // namespace saccade
