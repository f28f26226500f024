#include "core/base/error.h"
#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"
#include "core/text/charsmap_normalizer.h"
#include "core/text/json_fields.h"
#include "core/text/normalizer.h"
#include "core/text/text_replacement.h"
#include "core/text/unicode_forms.h"
#include "core/text/utf8.h"

#include <QtGlobal>
#include <functional>
#include <map>
#include <vector>

namespace saccade
{

namespace
{

/// A normalizer that is one function of the text.
class FunctionNormalizer : public Normalizer
{
public:
    explicit FunctionNormalizer(std::function<std::string(std::string_view)> change)
        : m_change(std::move(change))
    {
    }
    std::string apply(std::string_view text) const override { return m_change(text); }

private:
    std::function<std::string(std::string_view)> m_change;
};

class SequenceNormalizer : public Normalizer
{
public:
    explicit SequenceNormalizer(std::vector<std::unique_ptr<const Normalizer>> parts)
        : m_parts(std::move(parts))
    {
    }
    std::string apply(std::string_view text) const override
    {
        std::string result(text);
        for (const auto& part : m_parts) {
            result = part->apply(result);
        }
        return result;
    }

private:
    std::vector<std::unique_ptr<const Normalizer>> m_parts;
};

std::string strip(std::string_view text, bool left, bool right)
{
    const auto all = characters(text);
    std::size_t first = 0;
    std::size_t last = all.size();
    const auto isSpace = [&](std::size_t i) { return isWhitespace(codePointAt(all[i], 0).value); };
    while (left && first < last && isSpace(first)) {
        ++first;
    }
    while (right && last > first && isSpace(last - 1)) {
        --last;
    }
    std::string result;
    for (std::size_t i = first; i < last; ++i) {
        result += all[i];
    }
    return result;
}

/// sentencepiece's "nmt" rule: controls vanish, every kind of space and break becomes a space.
std::string nmt(std::string_view text)
{
    return mapCharacters(text, [](char32_t c) -> std::string {
        const bool vanishes = (c >= 0x01 && c <= 0x08) || c == 0x0B || (c >= 0x0E && c <= 0x1F) ||
                              c == 0x7F || c == 0x8F || c == 0x9F;
        const bool isSpace = c == 0x09 || c == 0x0A || c == 0x0C || c == 0x0D || c == 0x1680 ||
                             (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 ||
                             c == 0x2581 || c == 0xFEFF || c == 0xFFFD;
        return vanishes ? "" : isSpace ? " " : utf8(c);
    });
}

struct BertRules {
    bool cleanText = true;
    bool spaceIdeographs = true;
    bool stripAccents = true;
    bool lowercase = true;
};

std::string bert(std::string_view text, const BertRules& rules)
{
    std::string result(text);
    if (rules.cleanText || rules.spaceIdeographs) {
        result = mapCharacters(result, [&](char32_t c) -> std::string {
            const bool isSpace = isWhitespace(c);
            if (rules.cleanText && (c == 0 || c == 0xFFFD || (isControl(c) && !isSpace))) {
                return "";
            }
            if (rules.cleanText && isSpace) {
                return " ";
            }
            const std::string self = utf8(c);
            return rules.spaceIdeographs && isIdeograph(c)
                       ? std::string(" ").append(self).append(" ")
                       : self;
        });
    }
    if (rules.stripAccents) {
        result = mapCharacters(unicodeForm(result, UnicodeForm::NFD), [](char32_t c) {
            return isNonspacingMark(c) ? std::string() : utf8(c);
        });
    }
    return rules.lowercase ? lowercase(result) : result;
}

using Maker = std::function<std::string(std::string_view)> (*)(const nlohmann::json& description,
                                                               const std::string& file);
using Change = std::function<std::string(std::string_view)>;

template <UnicodeForm form>
Change makeForm(const nlohmann::json& /*description*/, const std::string& /*file*/)
{
    return [](std::string_view text) { return unicodeForm(text, form); };
}

Change makeBert(const nlohmann::json& description, const std::string& /*file*/)
{
    BertRules rules;
    rules.cleanText = fieldOr(description, "clean_text", true);
    rules.spaceIdeographs = fieldOr(description, "handle_chinese_chars", true);
    rules.lowercase = fieldOr(description, "lowercase", true);
    rules.stripAccents = fieldOr(description, "strip_accents", rules.lowercase);
    return [rules](std::string_view text) { return bert(text, rules); };
}

Change makeReplace(const nlohmann::json& description, const std::string& file)
{
    auto replacement = std::make_shared<const TextReplacement>(description, file);
    return [replacement](std::string_view text) { return replacement->apply(text); };
}

Change makePrepend(const nlohmann::json& description, const std::string& /*file*/)
{
    return [prefix = description.at("prepend").get<std::string>()](std::string_view text) {
        return text.empty() ? std::string() : prefix + std::string(text);
    };
}

Change makeStrip(const nlohmann::json& description, const std::string& /*file*/)
{
    const bool left = fieldOr(description, "strip_left", true);
    const bool right = fieldOr(description, "strip_right", true);
    return [left, right](std::string_view text) { return strip(text, left, right); };
}

Change makeCharsmap(const nlohmann::json& description, const std::string& file)
{
    auto map = std::make_shared<const CharsmapNormalizer>(
        CharsmapNormalizer::fromBase64(textOr(description, "precompiled_charsmap"), file));
    return [map](std::string_view text) { return map->apply(text); };
}

const std::map<std::string, Maker, std::less<>>& makers()
{
    static const std::map<std::string, Maker, std::less<>> all{
        {"NFC", makeForm<UnicodeForm::NFC>},
        {"NFD", makeForm<UnicodeForm::NFD>},
        {"NFKC", makeForm<UnicodeForm::NFKC>},
        {"NFKD", makeForm<UnicodeForm::NFKD>},
        {"BertNormalizer", makeBert},
        {"Replace", makeReplace},
        {"Prepend", makePrepend},
        {"Strip", makeStrip},
        {"Precompiled", makeCharsmap},
        {"Lowercase",
         [](const nlohmann::json&, const std::string&) -> Change { return lowercase; }},
        {"Nmt", [](const nlohmann::json&, const std::string&) -> Change { return nmt; }},
        {"ByteLevel",
         [](const nlohmann::json&, const std::string&) -> Change { return toByteAlphabet; }},
        {"StripAccents", [](const nlohmann::json&, const std::string&) -> Change {
             return [](std::string_view text) {
                 return mapCharacters(
                     text, [](char32_t c) { return isMark(c) ? std::string() : utf8(c); });
             };
         }}};
    return all;
}

} // namespace

std::unique_ptr<const Normalizer> makeNormalizer(const nlohmann::json& description,
                                                 const std::string& file)
{
    if (description.is_null()) {
        return nullptr;
    }
    const auto type = description.at("type").get<std::string>();
    if (type == "Sequence") {
        std::vector<std::unique_ptr<const Normalizer>> parts;
        for (const auto& part : description.at("normalizers")) {
            parts.push_back(makeNormalizer(part, file));
        }
        return std::make_unique<SequenceNormalizer>(std::move(parts));
    }
    const auto found = makers().find(type);
    if (found == makers().end()) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1: the normalizer \"%2\" is not known to this version."),
            {file, type.substr(0, 80)});
    }
    return std::make_unique<FunctionNormalizer>(found->second(description, file));
}

} // namespace saccade
