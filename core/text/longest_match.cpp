#include "core/text/longest_match.h"

#include "core/base/error.h"

#include <QtGlobal>

namespace saccade
{

LongestMatchTokenizer::LongestMatchTokenizer(std::string kind, std::vector<std::string> entries,
                                             std::optional<std::int32_t> end)
    : m_kind(std::move(kind)), m_entries(std::move(entries)), m_end(end)
{
    for (std::size_t id = 0; id < m_entries.size(); ++id) {
        if (!m_entries[id].empty()) {
            m_trie.add(m_entries[id], static_cast<std::int32_t>(id));
            m_ids.insert_or_assign(m_entries[id], static_cast<std::int32_t>(id));
        }
    }
}

std::vector<std::int32_t> LongestMatchTokenizer::encode(std::string_view text, SpecialTokens) const
{
    std::vector<std::int32_t> ids;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t taken = 0;
        std::int32_t longest = -1;
        m_trie.visitAt(text, at, [&](std::size_t length, std::int32_t id) {
            taken = length;
            longest = id;
        });
        if (longest < 0) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "The vocabulary has no token for the text "
                                                        "at byte %1."),
                             {std::to_string(at)});
        }
        ids.push_back(longest);
        at += taken;
    }
    return ids;
}

std::string LongestMatchTokenizer::decode(std::span<const std::int32_t> ids, SpecialTokens) const
{
    std::string text;
    for (const auto id : ids) {
        text += entry(id);
    }
    return text;
}

std::string LongestMatchTokenizer::entry(std::int32_t id) const
{
    if (id < 0 || id >= size()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(id), std::to_string(size())});
    }
    return m_entries[static_cast<std::size_t>(id)];
}

std::optional<std::int32_t> LongestMatchTokenizer::find(std::string_view entry) const
{
    const auto found = m_ids.find(entry);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

std::shared_ptr<const Tokenizer> byteTokenizer()
{
    std::vector<std::string> entries;
    for (int byte = 0; byte < 256; ++byte) {
        entries.emplace_back(1, static_cast<char>(byte));
    }
    return std::make_shared<LongestMatchTokenizer>("bytes", std::move(entries));
}

} // namespace saccade
