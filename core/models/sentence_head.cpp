#include "core/files/json_file.h"
#include "core/models/configuration.h"
#include "core/models/text_encoder.h"

namespace saccade
{

namespace
{

// The last part of "sentence_transformers.models.Pooling".
std::string kindOf(const nlohmann::json& module)
{
    if (!module.is_object() || !module.contains("type") || !module.at("type").is_string()) {
        return {};
    }
    const auto type = module.at("type").get<std::string>();
    return type.substr(type.rfind('.') + 1);
}

// The folder of a module, which must lie in the model's own.
std::string folderOf(const nlohmann::json& module)
{
    const auto found = module.find("path");
    const auto path = found != module.end() && found->is_string() ? found->get<std::string>() : "";
    return path.find("..") == std::string::npos && !path.starts_with('/') ? path : std::string();
}

std::optional<HeadRows> pooledRows(const Checkpoint& checkpoint, const nlohmann::json& module)
{
    const auto file = checkpoint.besides(folderOf(module) + "/config.json");
    if (file.empty()) {
        return std::nullopt;
    }
    const auto object = readJson(file);
    if (!object.is_object()) {
        return std::nullopt;
    }
    const Configuration config(file.string(), object);
    const bool isOther = config.flag("pooling_mode_max_tokens", false) ||
                         config.flag("pooling_mode_mean_sqrt_len_tokens", false) ||
                         config.flag("pooling_mode_weightedmean_tokens", false) ||
                         config.flag("pooling_mode_lasttoken", false);
    const bool isFirst = config.flag("pooling_mode_cls_token", false);
    const bool isMean = config.flag("pooling_mode_mean_tokens", false);
    if (isOther || isFirst == isMean) {
        return std::nullopt;
    }
    return isFirst ? HeadRows::First : HeadRows::Mean;
}

} // namespace

std::optional<TextHead> sentenceHead(const Checkpoint& checkpoint)
{
    const auto file = checkpoint.besides("modules.json");
    if (file.empty()) {
        return std::nullopt;
    }
    std::optional<TextHead> head;
    for (const auto& module : readJson(file)) {
        const auto kind = kindOf(module);
        if (kind == "Pooling" && !head) {
            const auto rows = pooledRows(checkpoint, module);
            if (!rows) {
                return std::nullopt;
            }
            head = TextHead{.rows = *rows};
        } else if (kind == "Normalize" && head) {
            head->length = EmbeddingLength::One;
        } else if (kind != "Transformer") {
            return std::nullopt;
        }
    }
    return head;
}

} // namespace saccade
