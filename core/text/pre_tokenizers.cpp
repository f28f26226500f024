#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"
#include "core/text/json_fields.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/splitting.h"
#include "core/text/text_replacement.h"

#include <QtGlobal>
#include <functional>
#include <map>

namespace saccade
{

namespace
{

using Pieces = std::vector<TextPiece>;

/// Cuts each piece by one function.
class SplittingPreTokenizer : public PreTokenizer
{
public:
    using Cut = std::function<std::vector<std::string_view>(std::string_view)>;
    explicit SplittingPreTokenizer(Cut cut) : m_cut(std::move(cut)) {}

    Pieces split(Pieces pieces) const override
    {
        Pieces result;
        for (const TextPiece& piece : pieces) {
            for (const std::string_view part : m_cut(piece.text)) {
                result.push_back(
                    {std::string(part), piece.isFirst && part.data() == piece.text.data()});
            }
        }
        return result;
    }

private:
    Cut m_cut;
};

class SequencePreTokenizer : public PreTokenizer
{
public:
    explicit SequencePreTokenizer(std::vector<std::unique_ptr<const PreTokenizer>> parts)
        : m_parts(std::move(parts))
    {
    }
    Pieces split(Pieces pieces) const override
    {
        for (const auto& part : m_parts) {
            pieces = part->split(std::move(pieces));
        }
        return pieces;
    }

private:
    std::vector<std::unique_ptr<const PreTokenizer>> m_parts;
};

/// GPT-2's: words by the pattern, each byte written as a visible character.
class ByteLevelPreTokenizer : public PreTokenizer
{
public:
    ByteLevelPreTokenizer(const nlohmann::json& description, const std::string& file)
        : m_addsSpace(fieldOr(description, "add_prefix_space", true))
    {
        if (fieldOr(description, "use_regex", true)) {
            m_pattern.emplace(gpt2Pattern, file);
        }
    }

    Pieces split(Pieces pieces) const override
    {
        Pieces result;
        for (TextPiece& piece : pieces) {
            if (m_addsSpace && !piece.text.starts_with(' ')) {
                piece.text.insert(piece.text.begin(), ' ');
            }
            if (!m_pattern) {
                result.push_back({toByteAlphabet(piece.text), piece.isFirst});
                continue;
            }
            for (const std::string_view part :
                 splitAt(piece.text, m_pattern->matches(piece.text), SplitBehaviour::Isolated)) {
                const bool isFirst = piece.isFirst && part.data() == piece.text.data();
                result.push_back({toByteAlphabet(part), isFirst});
            }
        }
        return result;
    }

private:
    bool m_addsSpace;
    std::optional<SplitPattern> m_pattern;
};

/// SentencePiece's: spaces become "▁", one may be put before the text, words begin at it.
class MetaspacePreTokenizer : public PreTokenizer
{
public:
    MetaspacePreTokenizer(const nlohmann::json& description, const std::string& file)
        : m_mark(textOr(description, "replacement", "\u2581")),
          m_splits(fieldOr(description, "split", true))
    {
        // Older files say add_prefix_space instead.
        const bool adds = fieldOr(description, "add_prefix_space", true);
        const std::string scheme = textOr(description, "prepend_scheme", adds ? "always" : "never");
        if (scheme != "always" && scheme != "first" && scheme != "never") {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "%1: the prepend scheme \"%2\" is not known to this version."),
                        {file, scheme.substr(0, 80)});
        }
        m_prependsAlways = scheme == "always";
        m_prependsFirst = scheme == "first";
    }

    Pieces split(Pieces pieces) const override
    {
        Pieces result;
        for (const TextPiece& piece : pieces) {
            std::string text;
            for (const char byte : piece.text) {
                byte == ' ' ? text += m_mark : text += byte;
            }
            if ((m_prependsAlways || (m_prependsFirst && piece.isFirst)) &&
                !text.starts_with(m_mark)) {
                text.insert(0, m_mark);
            }
            if (!m_splits) {
                result.push_back({std::move(text), piece.isFirst});
                continue;
            }
            for (const std::string_view part :
                 splitAt(text, placesOf(m_mark, text), SplitBehaviour::MergedWithNext)) {
                result.push_back({std::string(part), piece.isFirst && part.data() == text.data()});
            }
        }
        return result;
    }

private:
    std::string m_mark;
    bool m_splits;
    bool m_prependsAlways = false;
    bool m_prependsFirst = false;
};

using Made = std::unique_ptr<const PreTokenizer>;
using Maker = Made (*)(const nlohmann::json& description, const std::string& file);

Made splitting(SplittingPreTokenizer::Cut cut)
{
    return std::make_unique<SplittingPreTokenizer>(std::move(cut));
}

Made makeSplit(const nlohmann::json& description, const std::string& file)
{
    auto pattern = std::make_shared<const TextPattern>(description.at("pattern"), file);
    const auto behaviour = splitBehaviour(description.at("behavior").get<std::string>(), file);
    const auto separators =
        fieldOr(description, "invert", false) ? Separators::Between : Separators::Matches;
    return splitting([=](std::string_view text) {
        return splitAt(text, pattern->matches(text), behaviour, separators);
    });
}

/// Runs of word characters and runs of other signs; what is white vanishes.
std::vector<std::string_view> wordsAndSigns(std::string_view text)
{
    std::vector<std::string_view> words;
    for (const std::string_view word :
         splitAt(text, placesWhere(text, isWhitespace), SplitBehaviour::Removed)) {
        for (const auto part :
             splitAt(word, placesWhere(word, isWordCharacter), SplitBehaviour::Contiguous)) {
            words.push_back(part);
        }
    }
    return words;
}

Made makeBert(const nlohmann::json& /*description*/, const std::string& /*file*/)
{
    return splitting([](std::string_view text) {
        std::vector<std::string_view> words;
        for (const std::string_view word :
             splitAt(text, placesWhere(text, isWhitespace), SplitBehaviour::Removed)) {
            for (const auto part :
                 splitAt(word, placesWhere(word, isPunctuation), SplitBehaviour::Isolated)) {
                words.push_back(part);
            }
        }
        return words;
    });
}

Made makePunctuation(const nlohmann::json& description, const std::string& file)
{
    const auto behaviour = splitBehaviour(textOr(description, "behavior", "Isolated"), file);
    return splitting([behaviour](std::string_view text) {
        return splitAt(text, placesWhere(text, isPunctuation), behaviour);
    });
}

Made makeDigits(const nlohmann::json& description, const std::string& /*file*/)
{
    const auto behaviour = fieldOr(description, "individual_digits", false)
                               ? SplitBehaviour::Isolated
                               : SplitBehaviour::Contiguous;
    return splitting([behaviour](std::string_view text) {
        return splitAt(text, placesWhere(text, isNumeric), behaviour);
    });
}

Made makeWhitespaceSplit(const nlohmann::json& /*description*/, const std::string& /*file*/)
{
    return splitting([](std::string_view text) {
        return splitAt(text, placesWhere(text, isWhitespace), SplitBehaviour::Removed);
    });
}

template <typename T>
Made make(const nlohmann::json& description, const std::string& file)
{
    return std::make_unique<T>(description, file);
}

const std::map<std::string, Maker, std::less<>>& makers()
{
    static const std::map<std::string, Maker, std::less<>> all{
        {"ByteLevel", make<ByteLevelPreTokenizer>},
        {"Metaspace", make<MetaspacePreTokenizer>},
        {"Split", makeSplit},
        {"BertPreTokenizer", makeBert},
        {"Punctuation", makePunctuation},
        {"Digits", makeDigits},
        {"WhitespaceSplit", makeWhitespaceSplit},
        {"Whitespace",
         [](const nlohmann::json&, const std::string&) { return splitting(wordsAndSigns); }}};
    return all;
}

} // namespace

std::unique_ptr<const PreTokenizer> makePreTokenizer(const nlohmann::json& description,
                                                     const std::string& file)
{
    if (description.is_null()) {
        return nullptr;
    }
    const auto type = description.at("type").get<std::string>();
    if (type == "Sequence") {
        std::vector<std::unique_ptr<const PreTokenizer>> parts;
        for (const auto& part : description.at("pretokenizers")) {
            parts.push_back(makePreTokenizer(part, file));
        }
        return std::make_unique<SequencePreTokenizer>(std::move(parts));
    }
    const auto found = makers().find(type);
    if (found == makers().end()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1: the pre-tokenizer \"%2\" is not known to this version."),
                    {file, type.substr(0, 80)});
    }
    return found->second(description, file);
}

} // namespace saccade
