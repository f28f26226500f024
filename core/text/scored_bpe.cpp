#include "core/text/scored_bpe.h"

#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/symbol_merging.h"
#include "core/text/utf8.h"

#include <QtGlobal>
#include <cmath>
#include <limits>

namespace saccade
{

void checkScores(const std::vector<float>& scores, std::int64_t size, const std::string& file)
{
    if (std::ssize(scores) != size) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1: there are %2 scores for %3 tokens. The file is damaged."),
                    {file, std::to_string(scores.size()), std::to_string(size)});
    }
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!std::isfinite(scores[i])) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "%1: the score of token %2 is not a finite number. The "
                                          "file is damaged."),
                        {file, std::to_string(i)});
        }
    }
}

ScoredBpe::ScoredBpe(Vocabulary vocabulary, std::vector<float> scores, std::int32_t unknown,
                     const std::string& file)
    : m_vocabulary(std::move(vocabulary)), m_scores(std::move(scores)), m_unknown(unknown)
{
    checkScores(m_scores, m_vocabulary.size(), file);
    for (std::size_t byte = 0; byte < m_byteIds.size(); ++byte) {
        m_byteIds[byte] =
            m_vocabulary.find(byteEntry(static_cast<unsigned char>(byte))).value_or(-1);
    }
}

std::vector<std::int32_t> ScoredBpe::tokenize(std::string_view word) const
{
    if (word.size() > std::numeric_limits<std::int32_t>::max()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The text is longer than 2 GiB. Use a part of it."));
    }
    std::vector<Symbol> symbols;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t length = codePointAt(word, at).length;
        symbols.push_back({m_vocabulary.find(word.substr(at, length)).value_or(-1),
                           static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(length)});
        at += length;
    }
    const auto merged = mergeSymbols(
        std::move(symbols),
        [&](const Symbol& left, const Symbol& right) -> std::optional<SymbolMerge> {
            const std::size_t length = left.length + right.length;
            if (length > m_vocabulary.longest()) {
                return std::nullopt;
            }
            const auto id = m_vocabulary.find(word.substr(left.begin, length));
            if (!id) {
                return std::nullopt;
            }
            return SymbolMerge{-static_cast<double>(m_scores[static_cast<std::size_t>(*id)]), *id};
        });
    std::vector<std::int32_t> ids;
    ids.reserve(merged.size());
    for (const Symbol& symbol : merged) {
        if (symbol.id >= 0) {
            ids.push_back(symbol.id);
            continue;
        }
        for (const char byte : word.substr(symbol.begin, symbol.length)) {
            const std::int32_t byteId = m_byteIds[static_cast<unsigned char>(byte)];
            const std::int32_t id = byteId >= 0 ? byteId : m_unknown;
            const bool repeats = id == m_unknown && !ids.empty() && ids.back() == m_unknown;
            if (id >= 0 && !repeats) {
                ids.push_back(id);
            }
        }
    }
    return ids;
}

} // namespace saccade
