#include "core/text/word_piece.h"

#include "core/base/error.h"
#include "core/text/utf8.h"

#include <QtGlobal>

namespace saccade
{

WordPiece::WordPiece(Vocabulary vocabulary, const Options& options, const std::string& file)
    : m_vocabulary(std::move(vocabulary)), m_longestWord(options.longestWord)
{
    const auto unknown = m_vocabulary.find(options.unknownToken);
    if (!unknown) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1: the unknown token \"%2\" is not in the vocabulary."),
            {file, options.unknownToken.substr(0, 80)});
    }
    m_unknown = *unknown;
    for (std::int32_t id = 0; id < m_vocabulary.size(); ++id) {
        const std::string_view entry = m_vocabulary.entry(id);
        if (!entry.empty()) {
            m_starting.add(entry, id);
        }
        const std::size_t prefix = options.continuingPrefix.size();
        if (entry.size() > prefix && entry.starts_with(options.continuingPrefix)) {
            m_continuing.add(entry.substr(prefix), id);
        }
    }
}

std::vector<std::int32_t> WordPiece::tokenize(std::string_view word) const
{
    std::int64_t count = 0;
    std::vector<bool> endsCharacter(word.size() + 1, false);
    for (std::size_t at = 0; at < word.size(); ++count) {
        at += codePointAt(word, at).length;
        endsCharacter[at] = true;
    }
    if (count > m_longestWord) {
        return {m_unknown};
    }
    std::vector<std::int32_t> ids;
    for (std::size_t at = 0; at < word.size();) {
        std::size_t longest = 0;
        std::int32_t best = -1;
        const ByteTrie& trie = at == 0 ? m_starting : m_continuing;
        trie.visitAt(word, at, [&](std::size_t length, std::int32_t id) {
            if (endsCharacter[at + length]) {
                longest = length;
                best = id;
            }
        });
        if (best < 0) {
            return {m_unknown};
        }
        ids.push_back(best);
        at += longest;
    }
    return ids;
}

} // namespace saccade
