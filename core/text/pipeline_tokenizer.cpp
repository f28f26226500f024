#include "core/text/pipeline_tokenizer.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <unordered_map>

namespace saccade
{

/// The tokens of the words of one text: most words of a text are repetitions. It lives for one call
/// of encode(), so that a tokenizer can be shared by threads.
class PipelineTokenizer::WordCache
{
public:
    explicit WordCache(const TokenModel& model) : m_model(model) {}

    std::vector<std::int32_t> tokens(const std::string& word)
    {
        constexpr std::size_t longestWord = 64;
        constexpr std::size_t mostWords = 1 << 17;
        if (word.size() > longestWord || m_known.size() >= mostWords) {
            return m_model.tokenize(word);
        }
        const auto [place, isNew] = m_known.try_emplace(word);
        if (isNew) {
            place->second = m_model.tokenize(word);
        }
        return place->second;
    }

private:
    const TokenModel& m_model;
    std::unordered_map<std::string, std::vector<std::int32_t>> m_known;
};

PipelineTokenizer::PipelineTokenizer(TokenizerParts parts) : m_parts(std::move(parts)) {}

std::int64_t PipelineTokenizer::size() const
{
    return std::max(m_parts.model->vocabulary().size(), m_parts.added.size());
}

std::vector<std::int32_t> PipelineTokenizer::encode(std::string_view text,
                                                    SpecialTokens special) const
{
    std::vector<std::int32_t> ids;
    WordCache cache(*m_parts.model);
    const auto encodePiece = [&](TextPiece piece) {
        std::vector<TextPiece> pieces;
        pieces.push_back(std::move(piece));
        if (m_parts.preTokenizer) {
            pieces = m_parts.preTokenizer->split(std::move(pieces));
        }
        for (const TextPiece& word : pieces) {
            const auto tokens = cache.tokens(word.text);
            ids.insert(ids.end(), tokens.begin(), tokens.end());
        }
    };
    for (const TextOrToken& part : m_parts.added.split(text, AddedTokens::Text::Original)) {
        if (part.token) {
            ids.push_back(*part.token);
            continue;
        }
        const std::string_view original = text.substr(part.range.begin, part.range.size());
        const std::string normal =
            m_parts.normalizer ? m_parts.normalizer->apply(original) : std::string(original);
        for (const TextOrToken& inner :
             m_parts.added.split(normal, AddedTokens::Text::Normalized)) {
            if (inner.token) {
                ids.push_back(*inner.token);
            } else {
                encodePiece({normal.substr(inner.range.begin, inner.range.size()),
                             part.range.begin == 0 && inner.range.begin == 0});
            }
        }
    }
    return special == SpecialTokens::Add ? m_parts.special.around(std::move(ids)) : ids;
}

TokenPair PipelineTokenizer::encodePair(std::string_view first, std::string_view second) const
{
    return m_parts.special.join(encode(first, SpecialTokens::Omit),
                                encode(second, SpecialTokens::Omit));
}

std::string PipelineTokenizer::decode(std::span<const std::int32_t> ids,
                                      SpecialTokens special) const
{
    return decodeAt(ids, special, TextPlace::Start);
}

std::string PipelineTokenizer::pieceText(std::int32_t id) const
{
    const AddedToken* added = m_parts.added.withId(id);
    if (added != nullptr) {
        return added->content;
    }
    return decodeAt({&id, 1}, SpecialTokens::Add, TextPlace::Middle);
}

std::string PipelineTokenizer::decodeAt(std::span<const std::int32_t> ids, SpecialTokens special,
                                        TextPlace place) const
{
    std::vector<DecodedPiece> pieces;
    pieces.reserve(ids.size());
    for (const std::int32_t id : ids) {
        checkId(id);
        const AddedToken* added = m_parts.added.withId(id);
        if (added != nullptr && added->isSpecial && special == SpecialTokens::Omit) {
            continue;
        }
        std::string text =
            added != nullptr ? added->content : m_parts.model->vocabulary().entry(id);
        if (!text.empty()) {
            pieces.push_back({std::move(text), added != nullptr});
        }
    }
    if (m_parts.decoder) {
        pieces = m_parts.decoder->apply(std::move(pieces), place);
    }
    std::string text;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        text += !m_parts.decoder && i > 0 ? " " + pieces[i].text : pieces[i].text;
    }
    return text;
}

std::string PipelineTokenizer::entry(std::int32_t id) const
{
    checkId(id);
    const AddedToken* added = m_parts.added.withId(id);
    return added != nullptr ? added->content : m_parts.model->vocabulary().entry(id);
}

std::optional<std::int32_t> PipelineTokenizer::find(std::string_view entry) const
{
    if (const AddedToken* added = m_parts.added.withContent(entry)) {
        return added->id;
    }
    return m_parts.model->vocabulary().find(entry);
}

void PipelineTokenizer::checkId(std::int32_t id) const
{
    if (id < 0 || id >= size()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "There is no token %1; the vocabulary's tokens are 0 to "
                                           "%2."),
                         {std::to_string(id), std::to_string(size() - 1)});
    }
}

} // namespace saccade
