// The trace file: safetensors with the run's description as JSON in the metadata.
#include "core/base/error.h"
#include "core/display/number_text.h"
#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "core/trace/model_json.h"
#include "core/trace/sequences.h"
#include "core/trace/trace.h"
#include "core/trace/trace_checks.h"

#include <QtGlobal>
#include <cmath>
#include <limits>
#include <optional>

namespace saccade
{

namespace
{

constexpr auto metadataKey = "saccade";
constexpr int formatVersion = 1;
constexpr std::int64_t mostLayers = 65536;

[[noreturn]] void refuse(const std::filesystem::path& path, const char* pattern,
                         const std::string& what = {})
{
    throw Error(pattern, {path.string(), what});
}

float numberOrNaN(const nlohmann::json& value)
{
    return value.is_null() ? std::numeric_limits<float>::quiet_NaN() : value.get<float>();
}

Step stepOf(const nlohmann::json& json)
{
    Step step;
    step.position = json.at("position").get<std::int64_t>();
    step.token = json.at("token").get<std::int32_t>();
    step.probability = numberOrNaN(json.at("probability"));
    step.entropy = numberOrNaN(json.at("entropy"));
    step.forwardPasses = json.at("forward_passes").get<int>();
    step.seconds = json.at("seconds").get<double>();
    for (const auto& item : json.at("candidates")) {
        step.candidates.push_back({item.at("token").get<std::int32_t>(),
                                   numberOrNaN(item.at("probability")),
                                   item.at("kept").get<bool>()});
    }
    return step;
}

Prediction predictionOf(const nlohmann::json& json)
{
    Prediction prediction;
    prediction.position = json.at("position").get<std::int64_t>();
    prediction.index = json.at("index").get<std::int32_t>();
    prediction.label = json.at("label").get<std::string>();
    prediction.probability = numberOrNaN(json.at("probability"));
    return prediction;
}

TraceSequence traceSequenceOf(const nlohmann::json& json)
{
    TraceSequence sequence{sequenceOf(json), json.at("labels").get<std::vector<std::string>>(),
                           json.value("tokens", std::vector<std::int32_t>())};
    const bool hasTokens = !sequence.tokens.empty();
    if (std::ssize(sequence.labels) != sequence.shape.length ||
        (hasTokens && std::ssize(sequence.tokens) != sequence.shape.length)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "“%1” is out of range."), {"sequences"});
    }
    return sequence;
}

// What `read` makes of the value of a member.
template <typename Read>
auto memberOf(const nlohmann::json& json, const char* member, const Read& read)
{
    try {
        return read(json.at(member));
    } catch (const nlohmann::json::exception& error) {
        throw Error(QT_TRANSLATE_NOOP("Error", "“%1” cannot be read: %2"),
                    {member, jsonReason(error)});
    }
}

template <typename T>
T valueOf(const nlohmann::json& json, const char* member)
{
    return memberOf(json, member, [](const nlohmann::json& value) { return value.get<T>(); });
}

template <typename Read>
auto listOf(const nlohmann::json& json, const char* member, const Read& read)
{
    return memberOf(json, member, [&](const nlohmann::json& list) {
        std::vector<decltype(read(list))> items;
        for (const auto& item : list) {
            items.push_back(read(item));
        }
        return items;
    });
}

// Absent in traces that are older.
void readFurther(Trace& trace, const nlohmann::json& json)
{
    if (json.contains("sequences")) {
        trace.sequences = listOf(json, "sequences", traceSequenceOf);
    }
    if (json.contains("predictions")) {
        trace.predictions = listOf(json, "predictions", predictionOf);
    }
    const auto seconds = [&](const char* member) {
        return json.contains(member) ? valueOf<double>(json, member) : 0.0;
    };
    trace.promptSeconds = seconds("prompt_seconds");
    trace.seconds = seconds("seconds");
}

// What panels read from the model's description without asking again.
void checkModelInfo(const nlohmann::json& model)
{
    for (const auto* key : {"layers", "heads", "key_value_heads", "width", "vocabulary"}) {
        const auto number = model.find(key);
        const bool isInteger = number == model.end() || number->is_number_integer();
        const auto value = isInteger ? model.value(key, std::int64_t{0}) : -1;
        if (value < 0 || value > std::numeric_limits<std::int32_t>::max()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "“%1” is out of range."), {key});
        }
    }
    if (model.value("layers", std::int64_t{0}) > mostLayers) {
        throw Error(QT_TRANSLATE_NOOP("Error", "“%1” is out of range."), {"layers"});
    }
    for (const auto* key : {"family", "architecture", "name", "format", "path", "head"}) {
        static_cast<void>(model.value(key, std::string()));
    }
    for (const auto* key : {"generates", "encodes"}) {
        static_cast<void>(model.value(key, true));
    }
    static_cast<void>(attentionParts(model));
}

void readDescription(Trace& trace, const std::string& text, const std::filesystem::path& path)
{
    const auto json = parseJson(text, path, DuplicateKeys::LastWins);
    if (const auto version = valueOf<int>(json, "version"); version != formatVersion) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "it is of version %1, this program reads version %2."),
            {std::to_string(version), std::to_string(formatVersion)});
    }
    trace.recipe = valueOf<nlohmann::json>(json, "recipe");
    trace.modelInfo = valueOf<nlohmann::json>(json, "model");
    if (!trace.recipe.is_object() || !trace.modelInfo.is_object()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "“recipe” and “model” must be objects."));
    }
    memberOf(json, "model", [](const nlohmann::json& model) {
        checkModelInfo(model);
        return true;
    });
    trace.tokenLabels = valueOf<std::vector<std::string>>(json, "tokens");
    trace.promptLength = valueOf<std::int64_t>(json, "prompt_length");
    trace.text = valueOf<std::string>(json, "text");
    trace.steps = listOf(json, "steps", stepOf);
    readFurther(trace, json);
}

void checkTokens(const Trace& trace, const std::filesystem::path& path)
{
    const auto count = std::ssize(trace.tokens);
    const auto* sequence = trace.sequence("tokens");
    const bool isEmpty = count == 0 && trace.sequences.empty();
    const bool differs = sequence != nullptr && sequence->shape.length != count;
    if (isEmpty || differs || std::ssize(trace.tokenLabels) != count) {
        refuse(path, QT_TRANSLATE_NOOP("Error",
                                       "%1 is a damaged trace: its tokens and their texts differ "
                                       "in number."));
    }
    if (trace.promptLength < 0 || trace.promptLength > count) {
        refuse(path, QT_TRANSLATE_NOOP(
                         "Error", "%1 is a damaged trace: its prompt is longer than the run."));
    }
    for (const auto& step : trace.steps) {
        if (step.position < 0 || step.position >= count || step.forwardPasses < 0) {
            refuse(path,
                   QT_TRANSLATE_NOOP("Error", "%1 is a damaged trace: a step lies at position %2, "
                                              "outside the run."),
                   std::to_string(step.position));
        }
    }
}

// Panels look at a prediction's position without asking again.
void checkPredictions(const Trace& trace, const std::filesystem::path& path)
{
    for (const auto& prediction : trace.predictions) {
        if (prediction.position < -1 || prediction.position >= std::ssize(trace.tokens)) {
            refuse(path,
                   QT_TRANSLATE_NOOP("Error", "%1 is a damaged trace: a step lies at position %2, "
                                              "outside the run."),
                   std::to_string(prediction.position));
        }
    }
}

nlohmann::json toJson(const TraceSequence& sequence)
{
    auto json = saccade::toJson(sequence.shape);
    json["labels"] = sequence.labels;
    json["tokens"] = sequence.tokens;
    return json;
}

} // namespace

nlohmann::json toJson(const Prediction& prediction)
{
    return {{"position", prediction.position},
            {"index", prediction.index},
            {"label", prediction.label},
            {"probability", shortest(prediction.probability)}};
}

void saveTrace(const Trace& trace, const std::filesystem::path& path)
{
    auto steps = nlohmann::json::array();
    for (const auto& step : trace.steps) {
        steps.push_back(toJson(step));
    }
    auto sequences = nlohmann::json::array();
    for (const auto& sequence : trace.sequences) {
        sequences.push_back(toJson(sequence));
    }
    auto predictions = nlohmann::json::array();
    for (const auto& prediction : trace.predictions) {
        predictions.push_back(toJson(prediction));
    }
    const nlohmann::json description{{"version", formatVersion},
                                     {"recipe", trace.recipe},
                                     {"model", trace.modelInfo},
                                     {"tokens", trace.tokenLabels},
                                     {"prompt_length", trace.promptLength},
                                     {"text", trace.text},
                                     {"prompt_seconds", trace.promptSeconds},
                                     {"seconds", trace.seconds},
                                     {"steps", std::move(steps)},
                                     {"sequences", std::move(sequences)},
                                     {"predictions", std::move(predictions)}};
    auto tensors = trace.tensors;
    tensors["tokens"] = Tensor::of({std::ssize(trace.tokens)}, std::span(trace.tokens));
    writeSafetensors(path, tensors, {{metadataKey, jsonText(description)}});
}

std::shared_ptr<const Trace> loadTrace(const std::filesystem::path& path)
{
    auto file = readSafetensors(path);
    const auto description = file.metadata.find(metadataKey);
    if (description == file.metadata.end()) {
        refuse(path,
               QT_TRANSLATE_NOOP("Error", "%1 is a safetensors file, but no trace of Saccade: its "
                                          "metadata has no entry “saccade”. `saccade run --trace` "
                                          "writes traces."));
    }
    auto trace = std::make_shared<Trace>();
    try {
        readDescription(*trace, description->second, path);
    } catch (const std::exception& error) {
        refuse(path,
               QT_TRANSLATE_NOOP("Error",
                                 "%1 is a damaged trace: its description is not as expected: %2"),
               error.what());
    }
    const auto tokens = file.tensors.find("tokens");
    if (tokens == file.tensors.end() || tokens->second.dtype() != DType::I32 ||
        tokens->second.shape().rank() != 1) {
        refuse(path, QT_TRANSLATE_NOOP("Error",
                                       "%1 is a damaged trace: it has no tensor “tokens” of type "
                                       "I32 and one axis."));
    }
    const auto ids = tokens->second.integers();
    trace->tokens.assign(ids.begin(), ids.end());
    file.tensors.erase(tokens);
    checkTokens(*trace, path);
    checkPredictions(*trace, path);
    if (trace->sequence("tokens") == nullptr && !trace->tokens.empty()) {
        trace->sequences.push_back(tokenSequence(*trace, ModelInfo()));
    }
    trace->tensors = std::move(file.tensors);
    checkTensors(*trace, path);
    return trace;
}

} // namespace saccade
