#include "app/commands/trace_info.h"

#include "app/commands/console.h"
#include "core/files/safetensors.h"
#include "core/trace/trace.h"

#include <QtGlobal>

namespace saccade
{

bool isTrace(const std::filesystem::path& path)
{
    return path.extension() == ".safetensors" && std::filesystem::is_regular_file(path) &&
           readSafetensors(path).metadata.contains("saccade");
}

nlohmann::json traceInfo(const Trace& trace)
{
    auto tensors = nlohmann::json::array();
    for (const auto& [name, tensor] : trace.tensors) {
        tensors.push_back({{"name", name},
                           {"dtype", layout(tensor.dtype()).name},
                           {"shape", tensor.shape().extents()}});
    }
    return {{"format", "trace"},
            {"recipe", trace.recipe},
            {"model", trace.modelInfo},
            {"tokens", trace.tokens.size()},
            {"prompt_length", trace.promptLength},
            {"steps", trace.steps.size()},
            {"text", trace.text},
            {"tensors", std::move(tensors)}};
}

std::string traceInfoText(const Trace& trace)
{
    const auto word = [](const nlohmann::json& json, const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>()
                                                         : std::string();
    };
    std::vector<std::vector<std::string>> rows{
        {commandText(QT_TRANSLATE_NOOP("Command", "Trace of")), word(trace.recipe, "model")},
        {commandText(QT_TRANSLATE_NOOP("Command", "Architecture")),
         word(trace.modelInfo, "architecture")},
        {commandText(QT_TRANSLATE_NOOP("Command", "Device")), word(trace.recipe, "device_name")},
        {commandText(QT_TRANSLATE_NOOP("Command", "Tokens")),
         substitute(commandText(QT_TRANSLATE_NOOP("Command", "%1 of the prompt, %2 predicted")),
                    {std::to_string(trace.promptLength),
                     std::to_string(std::ssize(trace.tokens) - trace.promptLength)})},
    };
    for (const auto& [name, tensor] : trace.tensors) {
        rows.push_back(
            {name, std::string(layout(tensor.dtype()).name) + " " + tensor.shape().text()});
    }
    return table(rows);
}

} // namespace saccade
