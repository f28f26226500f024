#include "core/text/sentence_piece.h"

#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/sentence_piece_model.h"

#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

class SentencePieceTokenizer : public Tokenizer
{
public:
    SentencePieceTokenizer(const std::filesystem::path& path, const TokenizerSettings& settings)
        : m_model(path), m_chatTemplate(settings.chatTemplate)
    {
        std::vector<AddedToken> controls;
        for (std::int32_t id = 0; id < m_processor.GetPieceSize(); ++id) {
            if (!std::isfinite(m_processor.GetScore(id))) {
                throw Error(QT_TRANSLATE_NOOP(
                                "Error", "%1: the score of token %2 is not a finite number. The "
                                         "file is damaged."),
                            {m_model.file(), std::to_string(id)});
            }
            if (m_processor.IsControl(id) && !m_processor.IdToPiece(id).empty()) {
                controls.push_back({m_processor.IdToPiece(id), id, true});
            }
        }
        m_controls = AddedTokens(
            std::move(controls), m_processor.GetPieceSize(),
            [](std::string_view text) { return std::string(text); }, m_model.file());
        readEnds(settings);
    }

    std::string kind() const override { return "SentencePiece"; }
    std::int64_t size() const override { return m_processor.GetPieceSize(); }

    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens special) const override
    {
        std::vector<std::int32_t> ids;
        for (const TextOrToken& part : m_controls.split(text, AddedTokens::Text::Original)) {
            if (part.token) {
                ids.push_back(*part.token);
                continue;
            }
            const auto found = m_model.encodeIds(text.substr(part.range.begin, part.range.size()));
            ids.insert(ids.end(), found.begin(), found.end());
        }
        return special == SpecialTokens::Add ? m_special.around(std::move(ids)) : ids;
    }

    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override
    {
        std::string text;
        std::vector<int> run;
        const auto flush = [&] {
            text += m_model.decode(run);
            run.clear();
        };
        for (const std::int32_t id : ids) {
            requireToken(id, size());
            if (!m_processor.IsControl(id)) {
                run.push_back(id);
            } else if (special == SpecialTokens::Add) {
                flush();
                text += m_processor.IdToPiece(id);
            }
        }
        flush();
        return text;
    }

    std::string pieceText(std::int32_t id) const override
    {
        requireToken(id, size());
        const std::string& piece = m_processor.IdToPiece(id);
        if (const auto byte = m_processor.IsByte(id) ? byteOfEntry(piece) : std::nullopt) {
            return {static_cast<char>(*byte)};
        }
        if (m_processor.IsControl(id) || m_processor.IsUnknown(id)) {
            return piece;
        }
        return withSpaces(piece);
    }

    std::string entry(std::int32_t id) const override
    {
        requireToken(id, size());
        return m_processor.IdToPiece(id);
    }

    std::optional<std::int32_t> find(std::string_view entry) const override
    {
        const int id = m_processor.PieceToId({entry.data(), entry.size()});
        const bool isThere =
            id >= 0 && id < m_processor.GetPieceSize() && m_processor.IdToPiece(id) == entry;
        return isThere ? std::optional<std::int32_t>(id) : std::nullopt;
    }

    std::optional<std::int32_t> beginToken() const override { return m_begin; }
    std::optional<std::int32_t> endToken() const override { return m_end; }
    std::string chatTemplate() const override { return m_chatTemplate; }

private:
    /// The model names its end tokens; which of them stand around a text is up to the model's
    /// family.
    void readEnds(const TokenizerSettings& settings)
    {
        const auto known = [](int id) {
            return id >= 0 ? std::optional<std::int32_t>(id) : std::nullopt;
        };
        m_begin = settings.begin ? find(*settings.begin) : known(m_processor.bos_id());
        m_end = settings.end ? find(*settings.end) : known(m_processor.eos_id());
        const bool isLlama = followsSwitches(settings) || settings.modelType == "llama" ||
                             settings.modelType == "mistral" ||
                             settings.modelType.starts_with("gemma");
        const bool isT5 = settings.tokenizerClass.starts_with("T5") || settings.modelType == "t5";
        if (m_begin && settings.addsBegin.value_or(isLlama)) {
            m_special.before.push_back(*m_begin);
        }
        if (m_end && settings.addsEnd.value_or(isT5)) {
            m_special.after.push_back(*m_end);
        }
    }

    SentencePieceModel m_model;
    const sentencepiece::SentencePieceProcessor& m_processor = m_model.pieces();
    AddedTokens m_controls;
    TokenTemplate m_special;
    std::optional<std::int32_t> m_begin;
    std::optional<std::int32_t> m_end;
    std::string m_chatTemplate;
};

} // namespace

std::shared_ptr<const Tokenizer> readSentencePiece(const std::filesystem::path& path,
                                                   const TokenizerSettings& settings)
{
    return std::make_shared<SentencePieceTokenizer>(path, settings);
}

} // namespace saccade
