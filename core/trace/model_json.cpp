#include "core/trace/model_json.h"

#include "core/base/error.h"
#include "core/trace/trace.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

constexpr std::int64_t mostLayers = 65536;
constexpr std::size_t mostParts = 64;

[[noreturn]] void refuse(const char* member)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "“%1” is out of range."), {member});
}

// A whole number from 0 to `most`; absent: 0.
std::int64_t count(const nlohmann::json& json, const char* member,
                   std::int64_t most = std::numeric_limits<std::int32_t>::max())
{
    const auto found = json.find(member);
    if (found == json.end()) {
        return 0;
    }
    // Large unsigned numbers would wrap.
    if (!found->is_number_integer() || found->get<double>() > static_cast<double>(most) ||
        found->get<std::int64_t>() < 0) {
        refuse(member);
    }
    return found->get<std::int64_t>();
}

AttentionPart partOf(const nlohmann::json& json)
{
    AttentionPart part;
    part.values = json.at("values").get<std::string>();
    if (std::ranges::count(part.values, '*') != 1) {
        refuse("values");
    }
    part.queries = json.at("queries").get<std::string>();
    part.keys = json.at("keys").get<std::string>();
    part.layers = count(json, "layers", mostLayers);
    part.heads = count(json, "heads");
    part.causal = json.value("causal", true);
    part.implicit = json.value("implicit", false);
    return part;
}

} // namespace

nlohmann::json toJson(const AttentionPart& part)
{
    return {{"values", part.values},    {"queries", part.queries}, {"keys", part.keys},
            {"layers", part.layers},    {"heads", part.heads},     {"causal", part.causal},
            {"implicit", part.implicit}};
}

nlohmann::json toJson(const Sequence& sequence)
{
    return {{"name", sequence.name},       {"length", sequence.length},
            {"leading", sequence.leading}, {"rows", sequence.rows},
            {"columns", sequence.columns}, {"seconds_per_position", sequence.secondsPerPosition}};
}

std::vector<AttentionPart> attentionParts(const nlohmann::json& modelInfo)
{
    if (!modelInfo.is_object()) {
        return {AttentionPart{}};
    }
    const auto stated = modelInfo.find("attention");
    if (stated == modelInfo.end()) {
        return {
            {.layers = count(modelInfo, "layers", mostLayers), .heads = count(modelInfo, "heads")}};
    }
    if (!stated->is_array() || stated->size() > mostParts) {
        refuse("attention");
    }
    std::vector<AttentionPart> parts;
    std::ranges::transform(*stated, std::back_inserter(parts), partOf);
    return parts;
}

Sequence sequenceOf(const nlohmann::json& json)
{
    Sequence sequence;
    sequence.name = json.at("name").get<std::string>();
    sequence.length = count(json, "length");
    sequence.leading = count(json, "leading", sequence.length);
    sequence.rows = count(json, "rows");
    sequence.columns = count(json, "columns");
    sequence.secondsPerPosition = json.value("seconds_per_position", 0.0);
    const bool hasGrid = sequence.rows > 0 || sequence.columns > 0;
    if (hasGrid && sequence.rows * sequence.columns != sequence.length - sequence.leading) {
        refuse("rows");
    }
    if (!std::isfinite(sequence.secondsPerPosition) || sequence.secondsPerPosition < 0) {
        refuse("seconds_per_position");
    }
    return sequence;
}

std::string layerName(const AttentionPart& part, std::int64_t layer)
{
    auto name = part.values;
    if (const auto star = name.find('*'); star != std::string::npos) {
        name.replace(star, 1, std::to_string(layer));
    }
    return name;
}

std::string word(InputKind kind)
{
    switch (kind) {
    case InputKind::Text:
        return "text";
    case InputKind::TextPair:
        return "text_pair";
    case InputKind::Image:
        return "image";
    case InputKind::Audio:
        return "audio";
    case InputKind::Series:
        return "series";
    }
    return {};
}

std::string word(HeadKind kind)
{
    switch (kind) {
    case HeadKind::LanguageModel:
        return "language_model";
    case HeadKind::MaskedLanguageModel:
        return "masked_language_model";
    case HeadKind::Classification:
        return "classification";
    case HeadKind::Embedding:
        return "embedding";
    case HeadKind::Similarity:
        return "similarity";
    case HeadKind::Forecast:
        return "forecast";
    }
    return {};
}

nlohmann::json toJson(const ModelInfo& info)
{
    auto dtypes = nlohmann::json::array();
    for (const auto& [name, elements] : info.dtypes) {
        dtypes.push_back({{"dtype", name}, {"elements", elements}});
    }
    auto inputs = nlohmann::json::array();
    for (const auto kind : info.inputs) {
        inputs.push_back(word(kind));
    }
    auto attention = nlohmann::json::array();
    for (const auto& part : attentionParts(info)) {
        attention.push_back(toJson(part));
    }
    return {{"family", info.family},
            {"architecture", info.architecture},
            {"name", info.name},
            {"format", info.format},
            {"path", info.path},
            {"layers", info.layers},
            {"heads", info.heads},
            {"key_value_heads", info.keyValueHeads},
            {"head_width", info.headWidth},
            {"width", info.width},
            {"vocabulary", info.vocabulary},
            {"source_vocabulary", info.sourceVocabulary},
            {"context", info.context},
            {"parameters", info.parameters},
            {"weight_bytes", info.weightBytes},
            {"dtypes", std::move(dtypes)},
            {"begin_token", info.beginToken ? nlohmann::json(*info.beginToken) : nlohmann::json()},
            {"stop_tokens", info.stopTokens},
            {"inputs", std::move(inputs)},
            {"head", word(info.head)},
            {"generates", info.generates},
            {"encodes", info.encodes},
            {"decoder_start", info.decoderStart},
            {"classes", info.classes},
            {"pixels", info.pixels ? nlohmann::json{{"rows", info.pixels->rows},
                                                    {"columns", info.pixels->columns},
                                                    {"colours", info.pixels->colours.shape()[0]}}
                                   : nlohmann::json()},
            {"attention", std::move(attention)}};
}

} // namespace saccade
