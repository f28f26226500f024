// The trace file: safetensors with the run's description as JSON in the metadata.
#include "core/base/error.h"
#include "core/display/number_text.h"
#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "core/trace/trace.h"

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
    for (const auto* key : {"family", "architecture", "name", "format", "path"}) {
        static_cast<void>(model.value(key, std::string()));
    }
}

void readDescription(Trace& trace, const std::string& text, const std::filesystem::path& path)
{
    const auto json = parseJson(text, path, DuplicateKeys::LastWins);
    if (const auto version = json.at("version").get<int>(); version != formatVersion) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "it is of version %1, this program reads version %2."),
            {std::to_string(version), std::to_string(formatVersion)});
    }
    trace.recipe = json.at("recipe");
    trace.modelInfo = json.at("model");
    if (!trace.recipe.is_object() || !trace.modelInfo.is_object()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "“recipe” and “model” must be objects."));
    }
    checkModelInfo(trace.modelInfo);
    trace.tokenLabels = json.at("tokens").get<std::vector<std::string>>();
    trace.promptLength = json.at("prompt_length").get<std::int64_t>();
    trace.text = json.at("text").get<std::string>();
    trace.promptSeconds = json.value("prompt_seconds", 0.0);
    trace.seconds = json.value("seconds", 0.0);
    for (const auto& step : json.at("steps")) {
        trace.steps.push_back(stepOf(step));
    }
}

void checkTokens(const Trace& trace, const std::filesystem::path& path)
{
    const auto count = std::ssize(trace.tokens);
    if (count == 0 || std::ssize(trace.tokenLabels) != count) {
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

bool endsWith(std::string_view name, std::initializer_list<std::string_view> endings)
{
    return std::ranges::any_of(endings, [&](auto ending) { return name.ends_with(ending); });
}

// The shape that a name of design.md, section 2, stands for; −1: any extent. Empty: not fixed
// there.
std::vector<std::int64_t> expectedShape(std::string_view name, const nlohmann::json& model,
                                        std::int64_t n)
{
    const auto extent = [&](const char* key) {
        const auto value = model.value(key, std::int64_t{0});
        return value > 0 ? value : -1;
    };
    if (name.starts_with("scales.") || name == "image") {
        return {};
    }
    if (name == "logits") {
        return {n, extent("vocabulary")};
    }
    if (endsWith(name, {".attention.pattern", ".attention.scores"})) {
        return {extent("heads"), n, n};
    }
    if (endsWith(name, {".attention.queries", ".attention.heads"})) {
        return {extent("heads"), n, -1};
    }
    if (endsWith(name, {".attention.keys", ".attention.values"})) {
        return {extent("key_value_heads"), n, -1};
    }
    if (name == "embedding" || name == "final_norm" ||
        endsWith(name, {".residual.before", ".residual.middle", ".residual.after",
                        ".attention.output", ".mlp.output"})) {
        return {n, extent("width")};
    }
    return {};
}

bool fits(const Shape& shape, const std::vector<std::int64_t>& expected)
{
    if (shape.rank() != expected.size()) {
        return false;
    }
    for (std::size_t axis = 0; axis < expected.size(); ++axis) {
        const auto extent = shape.extents()[axis];
        if (extent == 0 || (expected[axis] >= 0 && extent != expected[axis])) {
            return false;
        }
    }
    return true;
}

void checkTensor(const std::string& name, const Tensor& tensor, const Trace& trace,
                 const std::filesystem::path& path)
{
    const auto expected = expectedShape(name, trace.modelInfo, std::ssize(trace.tokens));
    if (expected.empty()) {
        return;
    }
    if (tensor.dtype() != DType::F32 || !fits(tensor.shape(), expected)) {
        throw Error(
            QT_TRANSLATE_NOOP("Error",
                              "%1 is a damaged trace: the tensor %2 of type %3 and shape %4 "
                              "does not fit its %5 tokens and its model (F32 %6 was "
                              "expected, −1 for any)."),
            {path.string(), name, std::string(layout(tensor.dtype()).name), tensor.shape().text(),
             std::to_string(trace.tokens.size()), Shape(expected).text()});
    }
    // blocks.{l}: views count layers by the model's description.
    if (name.starts_with("blocks.")) {
        const auto layers = trace.modelInfo.value("layers", std::int64_t{0});
        const auto digits = name.substr(7, name.find('.', 7) - 7);
        if (digits.empty() || digits.size() > 6 ||
            digits.find_first_not_of("0123456789") != std::string::npos ||
            std::stoll(digits) >= layers) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "%1 is a damaged trace: the tensor %2 belongs to none of "
                                          "its %3 layers."),
                        {path.string(), name, std::to_string(layers)});
        }
    }
}

} // namespace

void saveTrace(const Trace& trace, const std::filesystem::path& path)
{
    auto steps = nlohmann::json::array();
    for (const auto& step : trace.steps) {
        steps.push_back(toJson(step));
    }
    const nlohmann::json description{{"version", formatVersion},
                                     {"recipe", trace.recipe},
                                     {"model", trace.modelInfo},
                                     {"tokens", trace.tokenLabels},
                                     {"prompt_length", trace.promptLength},
                                     {"text", trace.text},
                                     {"prompt_seconds", trace.promptSeconds},
                                     {"seconds", trace.seconds},
                                     {"steps", std::move(steps)}};
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
    for (const auto& [name, tensor] : file.tensors) {
        checkTensor(name, tensor, *trace, path);
    }
    trace->tensors = std::move(file.tensors);
    return trace;
}

} // namespace saccade
