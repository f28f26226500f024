#include "app/commands/trace_info.h"

#include "app/commands/console.h"
#include "core/display/number_text.h"
#include "core/files/safetensors.h"
#include "core/trace/model_json.h"
#include "core/trace/trace.h"

#include <QtGlobal>
#include <array>
#include <fstream>

namespace saccade
{

namespace
{

// By its beginning, whatever its name: the length of a JSON object, and the object.
bool looksLikeSafetensors(const std::filesystem::path& path)
{
    if (!std::filesystem::is_regular_file(path)) {
        return false;
    }
    if (path.extension() == ".safetensors") {
        return true;
    }
    std::array<char, 9> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(head.data(), head.size());
    // No header is longer than 2⁴⁰ bytes: three bytes of the length are zero.
    return file.gcount() == std::ssize(head) && head[8] == '{' && head[5] == 0 && head[6] == 0 &&
           head[7] == 0;
}

} // namespace

bool isTrace(const std::filesystem::path& path)
{
    return looksLikeSafetensors(path) && readSafetensors(path).metadata.contains("saccade");
}

nlohmann::json sequencesJson(const Trace& trace)
{
    auto sequences = nlohmann::json::array();
    for (const auto& sequence : trace.sequences) {
        auto json = toJson(sequence.shape);
        json["labels"] = sequence.labels;
        json["tokens"] = sequence.tokens;
        sequences.push_back(std::move(json));
    }
    return sequences;
}

nlohmann::json predictionsJson(const Trace& trace)
{
    auto predictions = nlohmann::json::array();
    for (const auto& prediction : trace.predictions) {
        predictions.push_back(toJson(prediction));
    }
    return predictions;
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
            {"sequences", sequencesJson(trace)},
            {"predictions", predictionsJson(trace)},
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
    for (const auto& sequence : trace.sequences) {
        rows.push_back({substitute(commandText(QT_TRANSLATE_NOOP("Command", "Positions “%1”")),
                                   {sequence.shape.name}),
                        std::to_string(sequence.shape.length)});
    }
    for (const auto& prediction : trace.predictions) {
        rows.push_back({commandText(QT_TRANSLATE_NOOP("Command", "Predicted")),
                        prediction.label + "  " + numberText(prediction.probability)});
    }
    for (const auto& [name, tensor] : trace.tensors) {
        rows.push_back(
            {name, std::string(layout(tensor.dtype()).name) + " " + tensor.shape().text()});
    }
    return table(rows);
}

} // namespace saccade
