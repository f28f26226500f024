#include "core/text/sentence_piece.h"

#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/text_files.h"

#include <QtGlobal>
#include <cmath>
#include <sentencepiece_processor.h>

namespace saccade
{

namespace
{

class SentencePieceTokenizer : public Tokenizer
{
public:
    SentencePieceTokenizer(const std::filesystem::path& path, const TokenizerSettings& settings)
        : m_file(path.string()), m_chatTemplate(settings.chatTemplate)
    {
        const std::string bytes = readWholeFile(path);
        check(m_processor.LoadFromSerializedProto(bytes));
        std::vector<AddedToken> controls;
        for (std::int32_t id = 0; id < m_processor.GetPieceSize(); ++id) {
            if (!std::isfinite(m_processor.GetScore(id))) {
                throw Error(QT_TRANSLATE_NOOP(
                                "Error", "%1: the score of token %2 is not a finite number. The "
                                         "file is damaged."),
                            {m_file, std::to_string(id)});
            }
            if (m_processor.IsControl(id) && !m_processor.IdToPiece(id).empty()) {
                controls.push_back({m_processor.IdToPiece(id), id, true});
            }
        }
        m_controls = AddedTokens(
            std::move(controls), m_processor.GetPieceSize(),
            [](std::string_view text) { return std::string(text); }, m_file);
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
            std::vector<int> found;
            const std::string_view stretch = text.substr(part.range.begin, part.range.size());
            check(m_processor.Encode({stretch.data(), stretch.size()}, &found));
            ids.insert(ids.end(), found.begin(), found.end());
        }
        return special == SpecialTokens::Add ? m_special.around(std::move(ids)) : ids;
    }

    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override
    {
        std::string text;
        std::vector<int> run;
        const auto flush = [&] {
            std::string part;
            check(m_processor.Decode(run, &part));
            text += part;
            run.clear();
        };
        for (const std::int32_t id : ids) {
            checkId(id);
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
        checkId(id);
        const std::string& piece = m_processor.IdToPiece(id);
        if (const auto byte = m_processor.IsByte(id) ? byteOfEntry(piece) : std::nullopt) {
            return {static_cast<char>(*byte)};
        }
        if (m_processor.IsControl(id) || m_processor.IsUnknown(id)) {
            return piece;
        }
        std::string text;
        std::size_t done = 0;
        for (const TextRange mark : placesOf("\u2581", piece)) {
            text += piece.substr(done, mark.begin - done) + " ";
            done = mark.end;
        }
        return text + piece.substr(done);
    }

    std::string entry(std::int32_t id) const override
    {
        checkId(id);
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
    void check(const sentencepiece::util::Status& status) const
    {
        if (!status.ok()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1: the SentencePiece library reports: %2."),
                        {m_file, status.ToString()});
        }
    }

    void checkId(std::int32_t id) const
    {
        if (id < 0 || id >= size()) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "There is no token %1; the vocabulary's tokens are 0 "
                                           "to %2."),
                {std::to_string(id), std::to_string(size() - 1)});
        }
    }

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

    std::string m_file;
    sentencepiece::SentencePieceProcessor m_processor;
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
