#include "core/text/ranked_bpe.h"

#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/symbol_merging.h"
#include "core/text/utf8.h"

#include <QtGlobal>
#include <limits>

namespace saccade
{

namespace
{

std::uint64_t pairKey(std::int32_t left, std::int32_t right)
{
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U) |
           static_cast<std::uint32_t>(right);
}

} // namespace

RankedBpe::RankedBpe(Vocabulary vocabulary, const Merges& merges, RankedBpeOptions options,
                     const std::string& file)
    : m_vocabulary(std::move(vocabulary)), m_options(std::move(options))
{
    if (!m_options.unknownToken.empty()) {
        m_unknown = m_vocabulary.find(m_options.unknownToken);
        if (!m_unknown) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "%1: the unknown token \"%2\" is not in the vocabulary."),
                        {file, m_options.unknownToken.substr(0, 80)});
        }
    }
    m_merges.reserve(merges.size());
    const std::size_t prefix = m_options.continuingPrefix.size();
    std::int32_t rank = 0;
    for (const auto& [left, right] : merges) {
        const auto known = [&](const std::string& entry) {
            if (const auto id = m_vocabulary.find(entry)) {
                return *id;
            }
            throw Error(
                QT_TRANSLATE_NOOP("Error",
                                  "%1: merge %2 (\"%3\" with \"%4\") needs the token \"%5\", which "
                                  "is not in the vocabulary. The files do not belong together."),
                {file, std::to_string(rank + 1), left.substr(0, 80), right.substr(0, 80),
                 entry.substr(0, 80)});
        };
        const std::string tail = right.size() >= prefix ? right.substr(prefix) : right;
        const std::int32_t leftId = known(left);
        const std::int32_t rightId = known(right);
        m_merges.try_emplace(pairKey(leftId, rightId), RankedMerge{rank, known(left + tail)});
        ++rank;
    }
}

std::vector<Symbol> RankedBpe::symbolsOf(std::string_view word) const
{
    std::vector<Symbol> symbols;
    const auto append = [&](std::int32_t id, std::size_t begin, std::size_t length) {
        symbols.push_back(
            {id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)});
    };
    std::string decorated;
    bool isAfterUnknown = false;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t length = codePointAt(word, at).length;
        std::string_view entry = word.substr(at, length);
        const bool takesPrefix = at > 0 && !m_options.continuingPrefix.empty();
        const bool takesEnd = at + length == word.size() && !m_options.endOfWord.empty();
        if (takesPrefix || takesEnd) {
            decorated = (takesPrefix ? m_options.continuingPrefix : std::string()) +
                        std::string(entry) + (takesEnd ? m_options.endOfWord : std::string());
            entry = decorated;
        }
        const auto id = m_vocabulary.find(entry);
        bool isUnknown = false;
        if (id) {
            append(*id, at, length);
        } else {
            std::vector<std::int32_t> bytes;
            for (std::size_t i = at; i < at + length && m_options.byteFallback; ++i) {
                const auto byte = m_vocabulary.find(byteEntry(static_cast<unsigned char>(word[i])));
                if (byte) {
                    bytes.push_back(*byte);
                }
            }
            if (bytes.size() == length) {
                for (std::size_t i = 0; i < length; ++i) {
                    append(bytes[i], at + i, 1);
                }
            } else if (m_unknown) {
                isUnknown = true;
                if (isAfterUnknown && m_options.fuseUnknown) {
                    symbols.back().length += static_cast<std::uint32_t>(length);
                } else {
                    append(*m_unknown, at, length);
                }
            }
        }
        isAfterUnknown = isUnknown;
        at += length;
    }
    return symbols;
}

std::vector<std::int32_t> RankedBpe::tokenize(std::string_view word) const
{
    if (word.size() > std::numeric_limits<std::int32_t>::max()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The text is longer than 2 GiB. Use a part of it."));
    }
    if (m_options.ignoreMerges) {
        if (const auto id = m_vocabulary.find(word)) {
            return {*id};
        }
    }
    const auto merged = mergeSymbols(
        symbolsOf(word),
        [this](const Symbol& left, const Symbol& right) -> std::optional<SymbolMerge> {
            const auto found = m_merges.find(pairKey(left.id, right.id));
            if (found == m_merges.end()) {
                return std::nullopt;
            }
            return SymbolMerge{static_cast<double>(found->second.rank), found->second.id};
        });
    std::vector<std::int32_t> ids;
    ids.reserve(merged.size());
    for (const Symbol& symbol : merged) {
        ids.push_back(symbol.id);
    }
    return ids;
}

} // namespace saccade
