#include "core/text/tokenizer_settings.h"

#include "core/base/error.h"
#include "core/text/json_fields.h"
#include "core/text/text_files.h"

#include <QtGlobal>
#include <array>
#include <limits>

namespace saccade
{

namespace
{

/// "<s>" or {"content": "<s>", …}.
std::optional<std::string> tokenName(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& field = fieldOf(object, name);
    if (field.is_string()) {
        return field.get<std::string>();
    }
    if (field.is_object()) {
        return textOr(field, "content");
    }
    return std::nullopt;
}

std::optional<std::int64_t> tokenId(const nlohmann::json& object, const char* name)
{
    const nlohmann::json& field = fieldOf(object, name);
    const nlohmann::json& first = field.is_array() && !field.empty() ? field.front() : field;
    return first.is_number_integer() ? std::optional(first.get<std::int64_t>()) : std::nullopt;
}

void readNames(TokenizerSettings& settings, const nlohmann::json& object)
{
    const auto take = [&](std::optional<std::string>& target, const char* name) {
        if (!target) {
            target = tokenName(object, name);
        }
    };
    take(settings.begin, "bos_token");
    take(settings.end, "eos_token");
    take(settings.unknown, "unk_token");
    // BERT's class token opens a text and its separator ends it.
    take(settings.begin, "cls_token");
    take(settings.end, "sep_token");
}

std::string readChatTemplate(const nlohmann::json& field)
{
    if (field.is_string()) {
        return field.get<std::string>();
    }
    std::string chosen;
    for (const auto& item : field) { // several, by name
        const bool isDefault = textOr(item, "name") == "default";
        if (chosen.empty() || isDefault) {
            chosen = textOr(item, "template");
        }
    }
    return chosen;
}

void readConfig(TokenizerSettings& settings, const nlohmann::json& config)
{
    readNames(settings, config);
    settings.tokenizerClass = textOr(config, "tokenizer_class");
    const auto flag = [&](const char* name) {
        const nlohmann::json& field = fieldOf(config, name);
        return field.is_boolean() ? std::optional(field.get<bool>()) : std::nullopt;
    };
    settings.addsBegin = flag("add_bos_token");
    settings.addsEnd = flag("add_eos_token");
    settings.addsSpace = flag("add_prefix_space").value_or(false);
    settings.lowercases = flag("do_lower_case").value_or(true);
    settings.chatTemplate = readChatTemplate(fieldOf(config, "chat_template"));
    for (const auto& [id, token] : fieldOf(config, "added_tokens_decoder").items()) {
        AddedToken added;
        added.content = token.at("content").get<std::string>();
        added.id = id.size() < 10 ? std::stoi(id) : std::numeric_limits<std::int32_t>::max();
        added.isSpecial = fieldOr(token, "special", false);
        added.stripsLeft = fieldOr(token, "lstrip", false);
        added.stripsRight = fieldOr(token, "rstrip", false);
        added.isSingleWord = fieldOr(token, "single_word", false);
        added.isNormalized = fieldOr(token, "normalized", false);
        settings.added.push_back(std::move(added));
    }
}

void readAdded(TokenizerSettings& settings, const nlohmann::json& tokens)
{
    for (const auto& [content, id] : tokens.items()) {
        const auto number = id.get<std::int64_t>();
        const bool isId = number >= 0 && number < std::numeric_limits<std::int32_t>::max();
        settings.added.push_back({content, isId ? static_cast<std::int32_t>(number) : -1});
    }
}

/// Reads one file, if it is there, and says which one is broken.
template <typename Read>
void readIfThere(const std::filesystem::path& path, const Read& read)
{
    if (!std::filesystem::is_regular_file(path)) {
        return;
    }
    const nlohmann::json json = readJsonFile(path);
    try {
        read(json);
    } catch (const std::logic_error& problem) { // std::stoi
        throw Error(QT_TRANSLATE_NOOP("Error", "%1: an added token's id is no number (%2)."),
                    {path.string(), problem.what()});
    } catch (const nlohmann::json::exception& problem) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1: a field is not what it should be: %2"),
                    {path.string(), problem.what()});
    }
}

std::optional<std::int32_t> chosenToken(const TokenizerParts& parts,
                                        const std::optional<std::string>& name,
                                        const std::optional<std::int64_t>& id,
                                        std::span<const char* const> usual)
{
    const auto find = [&](std::string_view entry) {
        const AddedToken* added = parts.added.withContent(entry);
        return added != nullptr ? std::optional(added->id) : parts.model->vocabulary().find(entry);
    };
    if (name) {
        return find(*name);
    }
    const auto size = std::max(parts.model->vocabulary().size(), parts.added.size());
    if (id && *id >= 0 && *id < size) {
        return static_cast<std::int32_t>(*id);
    }
    for (const char* entry : usual) {
        if (const auto found = find(entry)) {
            return found;
        }
    }
    return std::nullopt;
}

} // namespace

TokenizerSettings readTokenizerSettings(const std::filesystem::path& folder,
                                        const nlohmann::json& configuration)
{
    TokenizerSettings settings;
    readIfThere(folder / "tokenizer_config.json",
                [&](const nlohmann::json& config) { readConfig(settings, config); });
    readIfThere(folder / "special_tokens_map.json",
                [&](const nlohmann::json& map) { readNames(settings, map); });
    readIfThere(folder / "added_tokens.json",
                [&](const nlohmann::json& tokens) { readAdded(settings, tokens); });
    const auto chat = folder / "chat_template.jinja";
    if (std::filesystem::is_regular_file(chat)) {
        settings.chatTemplate = readWholeFile(chat);
    }
    settings.beginId = tokenId(configuration, "bos_token_id");
    settings.endId = tokenId(configuration, "eos_token_id");
    const nlohmann::json& type = fieldOf(configuration, "model_type");
    settings.modelType = type.is_string() ? type.get<std::string>() : std::string();
    return settings;
}

bool followsSwitches(const TokenizerSettings& settings)
{
    const std::string_view name = settings.tokenizerClass;
    return name.starts_with("Llama") || name.starts_with("CodeLlama") || name.starts_with("Gemma");
}

void applySettings(TokenizerParts& parts, const TokenizerSettings& settings)
{
    static constexpr std::array<const char*, 5> usualBegin{"<s>", "<|begin_of_text|>", "<bos>",
                                                           "[CLS]", "<|endoftext|>"};
    static constexpr std::array<const char*, 5> usualEnd{"</s>", "<|end_of_text|>", "<eos>",
                                                         "[SEP]", "<|endoftext|>"};
    parts.begin = chosenToken(parts, settings.begin, settings.beginId, usualBegin);
    parts.end = chosenToken(parts, settings.end, settings.endId, usualEnd);
    parts.chatTemplate = settings.chatTemplate;
    const auto set = [](std::vector<std::int32_t>& side, std::optional<std::int32_t> token,
                        bool adds) {
        side.clear();
        if (adds && token) {
            side.push_back(*token);
        }
    };
    if (followsSwitches(settings) && settings.addsBegin) {
        set(parts.special.before, parts.begin, *settings.addsBegin);
    }
    if (followsSwitches(settings) && settings.addsEnd) {
        set(parts.special.after, parts.end, *settings.addsEnd);
    }
}

} // namespace saccade
