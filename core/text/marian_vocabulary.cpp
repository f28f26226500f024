#include "core/text/marian_vocabulary.h"

#include "core/base/error.h"
#include "core/text/sentence_piece_model.h"
#include "core/text/text_files.h"
#include "core/text/vocabulary.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr auto endEntry = "</s>";
constexpr auto unknownEntry = "<unk>";
constexpr std::array specials{endEntry, unknownEntry, "<pad>"};

Vocabulary vocabularyOf(const fs::path& path)
{
    const auto object = readJsonFile(path);
    if (!object.is_object() || !std::ranges::all_of(object, [](const nlohmann::json& id) {
            return id.is_number_integer();
        })) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1: a vocabulary must be a JSON object of tokens and ids."),
            {path.string()});
    }
    std::vector<std::pair<std::string, std::int64_t>> entries;
    for (const auto& [entry, id] : object.items()) {
        entries.emplace_back(entry, id.get<std::int64_t>());
    }
    return Vocabulary(std::move(entries), path.string());
}

// ">>fra<<" at the start of a text.
std::string_view languageCode(std::string_view text)
{
    const auto end = text.find("<<");
    return text.starts_with(">>") && end != std::string_view::npos ? text.substr(0, end + 2)
                                                                   : std::string_view();
}

class MarianTokenizer : public Tokenizer
{
public:
    MarianTokenizer(const fs::path& pieces, const fs::path& vocabulary)
        : m_model(pieces), m_vocabulary(vocabularyOf(vocabulary)),
          m_unknown(m_vocabulary.find(unknownEntry)), m_end(m_vocabulary.find(endEntry))
    {
        if (!m_unknown) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "%1: the unknown token \"%2\" is not in the vocabulary."),
                        {vocabulary.string(), unknownEntry});
        }
    }

    std::string kind() const override { return "SentencePiece"; }
    std::int64_t size() const override { return m_vocabulary.size(); }

    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens special) const override
    {
        std::vector<std::int32_t> ids;
        const auto code = languageCode(text);
        if (const auto id = m_vocabulary.find(code); id && !code.empty()) {
            ids.push_back(*id);
            text.remove_prefix(code.size());
        }
        for (const auto& piece : m_model.encodePieces(text)) {
            ids.push_back(m_vocabulary.find(piece).value_or(*m_unknown));
        }
        if (special == SpecialTokens::Add && m_end) {
            ids.push_back(*m_end);
        }
        return ids;
    }

    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override
    {
        std::string text;
        for (const auto id : ids) {
            requireToken(id, size());
            if (special == SpecialTokens::Add || !isSpecial(id)) {
                text += pieceText(id);
            }
        }
        return text.starts_with(' ') ? text.substr(1) : text;
    }

    std::string pieceText(std::int32_t id) const override
    {
        requireToken(id, size());
        return withSpaces(m_vocabulary.entry(id));
    }

    std::string entry(std::int32_t id) const override
    {
        requireToken(id, size());
        return m_vocabulary.entry(id);
    }

    std::optional<std::int32_t> find(std::string_view entry) const override
    {
        return m_vocabulary.find(entry);
    }
    std::optional<std::int32_t> beginToken() const override { return std::nullopt; }
    std::optional<std::int32_t> endToken() const override { return m_end; }

private:
    bool isSpecial(std::int32_t id) const
    {
        return std::ranges::find(specials, m_vocabulary.entry(id)) != specials.end();
    }

    SentencePieceModel m_model;
    Vocabulary m_vocabulary;
    std::optional<std::int32_t> m_unknown;
    std::optional<std::int32_t> m_end;
};

} // namespace

std::shared_ptr<const Tokenizer> readMarianVocabulary(const fs::path& folder, Side side)
{
    std::error_code error;
    const auto pieces = folder / (side == Side::Source ? "source.spm" : "target.spm");
    auto vocabulary = folder / "target_vocab.json";
    if (side == Side::Source || !fs::is_regular_file(vocabulary, error)) {
        vocabulary = folder / "vocab.json";
    }
    if (!fs::is_regular_file(pieces, error) || !fs::is_regular_file(vocabulary, error)) {
        return nullptr;
    }
    return std::make_shared<MarianTokenizer>(pieces, vocabulary);
}

} // namespace saccade
