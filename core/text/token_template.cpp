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

// The ids that an entry of "special_tokens" stands for; a name without an entry is a token itself.
std::vector<std::int32_t> specialTokens(const nlohmann::json& description, const std::string& name,
                                        const TokenSearch& find, const std::string& file)
{
    const nlohmann::json& known = fieldOf(fieldOf(description, "special_tokens"), name.c_str());
    if (known.is_null()) {
        return {knownToken(name, find, file)};
    }
    std::vector<std::int32_t> ids;
    for (const auto& token : known.at("tokens")) {
        ids.push_back(knownToken(token.get<std::string>(), find, file));
    }
    return ids;
}

std::vector<TokenTemplate::Place> readPair(const nlohmann::json& description,
                                           const TokenSearch& find, const std::string& file)
{
    using Place = TokenTemplate::Place;
    std::vector<Place> places;
    std::size_t texts = 0;
    for (const auto& item : fieldOf(description, "pair")) {
        const bool isText = item.contains("Sequence");
        const auto& part = item.at(isText ? "Sequence" : "SpecialToken");
        const auto segment = fieldOr<std::int32_t>(part, "type_id", 0) == 0 ? 0 : 1;
        const auto name = part.at("id").get<std::string>();
        if (isText) {
            ++texts;
            places.push_back({name == "A" ? Place::Kind::First : Place::Kind::Second, 0, segment});
            continue;
        }
        for (const auto token : specialTokens(description, name, find, file)) {
            places.push_back({Place::Kind::Special, token, segment});
        }
    }
    if (!places.empty() && texts != 2) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1: the template of special tokens for two texts "
                                               "has %2 places for them."),
                    {file, std::to_string(texts)});
    }
    return places;
}

TokenTemplate readTemplate(const nlohmann::json& description, const TokenSearch& find,
                           const std::string& file)
{
    TokenTemplate result;
    int texts = 0;
    for (const auto& item : description.at("single")) {
        if (item.contains("Sequence")) {
            ++texts;
            continue;
        }
        const auto name = item.at("SpecialToken").at("id").get<std::string>();
        std::vector<std::int32_t>& side = texts == 0 ? result.before : result.after;
        const auto ids = specialTokens(description, name, find, file);
        side.insert(side.end(), ids.begin(), ids.end());
    }
    if (texts != 1) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1: the template of special tokens has %2 places for the text "
                                 "instead of one."),
                    {file, std::to_string(texts)});
    }
    result.pair = readPair(description, find, file);
    return result;
}

/// BERT's and RoBERTa's: ["</s>", 2] and the like as "cls" and "sep".
TokenTemplate readClassAndSeparator(const nlohmann::json& description, const TokenSearch& find,
                                    const std::string& file)
{
    const auto token = [&](const char* name) {
        return knownToken(description.at(name).at(0).get<std::string>(), find, file);
    };
    TokenTemplate result{{token("cls")}, {token("sep")}};
    if (description.at("type") == "RobertaProcessing") {
        using Kind = TokenTemplate::Place::Kind;
        const auto begin = result.before.front();
        const auto end = result.after.front();
        result.pair = {{Kind::Special, begin}, {Kind::First},  {Kind::Special, end},
                       {Kind::Special, end},   {Kind::Second}, {Kind::Special, end}};
    }
    return result;
}

} // namespace

std::vector<std::int32_t> TokenTemplate::around(std::vector<std::int32_t> ids) const
{
    ids.insert(ids.begin(), before.begin(), before.end());
    ids.insert(ids.end(), after.begin(), after.end());
    return ids;
}

TokenPair TokenTemplate::join(std::span<const std::int32_t> first,
                              std::span<const std::int32_t> second) const
{
    TokenPair result;
    const auto add = [&](std::span<const std::int32_t> ids, std::int32_t segment) {
        result.ids.insert(result.ids.end(), ids.begin(), ids.end());
        result.segments.resize(result.ids.size(), segment);
    };
    if (pair.empty()) {
        add(before, 0);
        add(first, 0);
        add(after, 0);
        add(second, 1);
        add(after, 1);
    }
    for (const auto& place : pair) {
        add(place.kind == Place::Kind::First    ? first
            : place.kind == Place::Kind::Second ? second
                                                : std::span(&place.token, 1),
            place.segment);
    }
    return result;
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
        return readClassAndSeparator(description, find, file);
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
            result.pair = inner.pair.empty() ? result.pair : inner.pair;
        }
        return result;
    }
    throw Error(
        QT_TRANSLATE_NOOP("Error", "%1: the post-processor \"%2\" is not known to this version."),
        {file, type.substr(0, 80)});
}

} // namespace saccade
