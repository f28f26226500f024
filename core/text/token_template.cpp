#include "core/text/token_template.h"

#include "core/base/error.h"
#include "core/text/json_fields.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

std::int32_t knownToken(const std::string& entry, const TokenSearch& find, const std::string& file)
{
    if (const auto id = find(entry)) {
        return *id;
    }
    throw Error(QT_TRANSLATE_NOOP(
                    "Error", "%1: the template of special tokens names \"%2\", which is not in the "
                             "vocabulary."),
                {file, entry.substr(0, 80)});
}

TokenTemplate readTemplate(const nlohmann::json& description, const TokenSearch& find,
                           const std::string& file)
{
    TokenTemplate result;
    const nlohmann::json& tokens = fieldOf(description, "special_tokens");
    int texts = 0;
    for (const auto& item : description.at("single")) {
        if (item.contains("Sequence")) {
            ++texts;
            continue;
        }
        const auto name = item.at("SpecialToken").at("id").get<std::string>();
        std::vector<std::int32_t>& side = texts == 0 ? result.before : result.after;
        const nlohmann::json& known = fieldOf(tokens, name.c_str());
        if (known.is_null()) {
            side.push_back(knownToken(name, find, file));
            continue;
        }
        for (const auto& token : known.at("tokens")) {
            side.push_back(knownToken(token.get<std::string>(), find, file));
        }
    }
    if (texts != 1) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1: the template of special tokens has %2 places for the text "
                                 "instead of one."),
                    {file, std::to_string(texts)});
    }
    return result;
}

/// BERT's and RoBERTa's: ["</s>", 2] and the like as "cls" and "sep".
TokenTemplate readPair(const nlohmann::json& description, const TokenSearch& find,
                       const std::string& file)
{
    const auto token = [&](const char* name) {
        return knownToken(description.at(name).at(0).get<std::string>(), find, file);
    };
    return {{token("cls")}, {token("sep")}};
}

} // namespace

std::vector<std::int32_t> TokenTemplate::around(std::vector<std::int32_t> ids) const
{
    ids.insert(ids.begin(), before.begin(), before.end());
    ids.insert(ids.end(), after.begin(), after.end());
    return ids;
}

TokenTemplate readTokenTemplate(const nlohmann::json& description, const TokenSearch& find,
                                const std::string& file)
{
    if (description.is_null()) {
        return {};
    }
    const auto type = description.at("type").get<std::string>();
    if (type == "TemplateProcessing") {
        return readTemplate(description, find, file);
    }
    if (type == "BertProcessing" || type == "RobertaProcessing") {
        return readPair(description, find, file);
    }
    if (type == "ByteLevel") { // concerns offsets only
        return {};
    }
    if (type == "Sequence") {
        TokenTemplate result;
        for (const auto& part : description.at("processors")) {
            const TokenTemplate inner = readTokenTemplate(part, find, file);
            result.before.insert(result.before.begin(), inner.before.begin(), inner.before.end());
            result.after.insert(result.after.end(), inner.after.begin(), inner.after.end());
        }
        return result;
    }
    throw Error(
        QT_TRANSLATE_NOOP("Error", "%1: the post-processor \"%2\" is not known to this version."),
        {file, type.substr(0, 80)});
}

} // namespace saccade
