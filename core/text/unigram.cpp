#include "core/text/unigram.h"

#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/scored_bpe.h"
#include "core/text/utf8.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

Unigram::Unigram(Vocabulary vocabulary, std::vector<float> scores,
                 std::optional<std::int64_t> unknown, UnknownAs unknownAs, const std::string& file)
    : m_vocabulary(std::move(vocabulary)), m_scores(std::move(scores))
{
    checkScores(m_scores, m_vocabulary.size(), file);
    if (unknown && (*unknown < 0 || *unknown >= m_vocabulary.size())) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1: the unknown token's id %2 is not in the vocabulary of %3."),
                    {file, std::to_string(*unknown), std::to_string(m_vocabulary.size())});
    }
    if (unknown) {
        m_unknown = static_cast<std::int32_t>(*unknown);
    }
    for (std::int32_t id = 0; id < m_vocabulary.size(); ++id) {
        if (!m_vocabulary.entry(id).empty()) {
            m_trie.add(m_vocabulary.entry(id), id);
        }
    }
    const double worst = m_scores.empty() ? 0.0 : *std::ranges::min_element(m_scores);
    m_unknownScore = worst - 10.0;
    for (std::size_t byte = 0; byte < m_byteIds.size(); ++byte) {
        const auto id = m_vocabulary.find(byteEntry(static_cast<unsigned char>(byte)));
        m_byteIds[byte] = unknownAs == UnknownAs::Bytes ? id.value_or(-1) : -1;
    }
}

std::vector<Unigram::Step> Unigram::bestSteps(std::string_view word) const
{
    std::vector<Step> steps(word.size() + 1); // by the byte where a piece ends
    steps[0].isReached = true;
    const auto offer = [&](std::size_t from, std::size_t length, std::int32_t id, double score) {
        Step& step = steps[from + length];
        const double total = steps[from].score + score;
        if (!step.isReached || total > step.score) {
            step = {id, from, total, true};
        }
    };
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t characterLength = codePointAt(word, at).length;
        bool isSpelt = false;
        m_trie.visitAt(word, at, [&](std::size_t length, std::int32_t id) {
            if (id != m_unknown) {
                offer(at, length, id, m_scores[static_cast<std::size_t>(id)]);
                isSpelt = isSpelt || length == characterLength;
            }
        });
        if (!isSpelt) {
            offer(at, characterLength, -1, m_unknownScore);
        }
        at += characterLength;
    }
    return steps;
}

std::vector<std::int32_t> Unigram::tokenize(std::string_view word) const
{
    const std::vector<Step> steps = bestSteps(word);
    struct Piece {
        std::int32_t id;
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Piece> pieces; // from right to left
    for (std::size_t end = word.size(); end > 0; end = steps[end].from) {
        const bool isUnknown = steps[end].id < 0;
        if (isUnknown && !pieces.empty() && pieces.back().id < 0) {
            pieces.back().begin = steps[end].from;
        } else {
            pieces.push_back({steps[end].id, steps[end].from, end});
        }
    }
    std::vector<std::int32_t> ids;
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        if (piece->id >= 0) {
            ids.push_back(piece->id);
            continue;
        }
        for (const std::int32_t id :
             unknownIds(word.substr(piece->begin, piece->end - piece->begin))) {
            ids.push_back(id);
        }
    }
    return ids;
}

std::vector<std::int32_t> Unigram::unknownIds(std::string_view piece) const
{
    std::vector<std::int32_t> bytes;
    for (const char byte : piece) {
        const std::int32_t id = m_byteIds[static_cast<unsigned char>(byte)];
        if (id >= 0) {
            bytes.push_back(id);
        }
    }
    if (bytes.size() == piece.size()) {
        return bytes;
    }
    return m_unknown ? std::vector{*m_unknown} : std::vector<std::int32_t>();
}

} // namespace saccade
