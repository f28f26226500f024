#include "core/models/model_card.h"

#include "core/files/checkpoint.h"
#include "core/models/graph_parts.h"

#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

// Values that the logits are computed from: implicit matrices keep a history of their own, which
// costs nothing until they are asked for.
std::vector<bool> neededValues(const ModelGraph& built)
{
    std::vector<bool> isNeeded(built.graph.valueCount(), false);
    std::vector<std::uint32_t> open{built.logits.id};
    while (!open.empty()) {
        const auto id = open.back();
        open.pop_back();
        if (isNeeded[id]) {
            continue;
        }
        isNeeded[id] = true;
        const auto& info = built.graph.info(id);
        if (info.source == ValueSource::Node) {
            const auto& inputs = built.graph.nodes()[info.producer].inputs;
            open.insert(open.end(), inputs.begin(), inputs.end());
        }
    }
    return isNeeded;
}

// Bytes of what a decoder keeps between two runs.
std::int64_t stateBytes(const Model& model, std::int64_t capacity, std::int64_t source)
{
    const auto built =
        model.build({.rows = 1, .capacity = capacity, .logitRows = 1, .source = source});
    const auto isNeeded = neededValues(*built);
    std::int64_t bytes = 0;
    for (std::uint32_t id = 0; id < built->graph.valueCount(); ++id) {
        const auto& info = built->graph.info(id);
        if (info.source == ValueSource::State && isNeeded[id]) {
            bytes += Tensor::bytesFor(info.dtype, info.shape);
        }
    }
    return bytes;
}

bool reads(const ModelInfo& info, InputKind kind)
{
    return std::ranges::find(info.inputs, kind) != info.inputs.end();
}

// An input of the size that the model was made for, empty of content.
EncoderInput blankInput(const Model& model)
{
    const auto& info = model.info();
    EncoderInput input;
    if (reads(info, InputKind::Text)) {
        constexpr std::int64_t usual = 512; // relative positions know no bound, decoders another
        const auto length = info.context > 0 ? std::min(info.context, usual) : usual;
        input.tokens.assign(static_cast<std::size_t>(length), 0);
    }
    if (reads(info, InputKind::Image)) {
        const auto image = model.imagePreprocessing();
        const bool isCropped = image.cropWidth > 0 && image.cropHeight > 0;
        input.pixels = Tensor::allocate(DType::F32, {image.channels,
                                                     isCropped ? image.cropHeight : image.height,
                                                     isCropped ? image.cropWidth : image.width});
    }
    if (reads(info, InputKind::Audio)) {
        const auto audio = model.audioPreprocessing();
        input.features = Tensor::allocate(DType::F32, {audio.bins, audio.frames});
    }
    if (reads(info, InputKind::Series)) {
        const auto series = model.seriesPreprocessing();
        input.series = Tensor::allocate(
            DType::F32, {std::max<std::int64_t>(series.channels, 1), series.context});
    }
    return input;
}

std::int64_t contextOf(const ModelInfo& info)
{
    constexpr std::int64_t usual = 2048; // where a model states no bound
    return info.context > 0 ? info.context : usual;
}

struct Kept {
    std::int64_t perToken = 0, perSource = 0, always = 0; // bytes
};

// What a decoder keeps, told by graphs that differ in one position.
Kept keptBytes(const Model& model, std::int64_t source)
{
    const auto few = std::min<std::int64_t>(source, 1);
    const auto one = stateBytes(model, 1, few);
    Kept kept;
    kept.perToken = contextOf(model.info()) > 1 ? stateBytes(model, 2, few) - one : 0;
    kept.perSource = source > 1 ? stateBytes(model, 1, 2) - one : 0;
    kept.always = one - kept.perToken - kept.perSource;
    return kept;
}

std::vector<CardType> typesOf(const Checkpoint& checkpoint)
{
    std::vector<CardType> types;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const std::string type(layout(tensor.dtype()).name);
        auto found = std::ranges::find(types, type, &CardType::name);
        if (found == types.end()) {
            found = types.insert(found, {type, 0, 0, 0});
        }
        ++found->tensors;
        found->elements += tensor.elements();
        found->bytes += std::ssize(tensor.bytes());
    }
    std::ranges::stable_sort(types, std::greater<>(), &CardType::bytes);
    return types;
}

// In the order in which a token passes them.
void sortParts(std::vector<CardPart>& parts)
{
    constexpr std::array<std::string_view, 8> order{
        "embedding", "attention", "state space", "mlp", "experts", "norms", "head", "other"};
    constexpr std::array<std::string_view, 5> towers{"vision", "text", "encoder", "decoder", ""};
    const auto place = [](const auto& words, const std::string& word) {
        return std::ranges::find(words, word) - words.begin();
    };
    std::ranges::stable_sort(parts, {}, [&](const CardPart& part) {
        return std::pair(place(towers, part.tower), place(order, part.kind));
    });
}

nlohmann::json toJson(const CardWork& work)
{
    return {{"matrices", work.matrices}, {"attention", work.attention}, {"total", work.total()}};
}

} // namespace

ModelCard modelCard(const Model& model)
{
    ModelCard card;
    GraphParts parts(*model.checkpoint());
    std::int64_t source = 0;
    if (model.info().encodes) {
        const auto encoder = model.buildEncoder(blankInput(model));
        card.input = parts.add(encoder->graph);
        for (const auto& sequence : encoder->sequences) {
            card.inputPositions += sequence.length;
        }
        source = encoder->source;
    }
    if (model.info().generates) {
        const auto built = model.build(
            {.rows = 1, .capacity = contextOf(model.info()), .logitRows = 1, .source = source});
        card.token = parts.add(built->graph);
        const auto kept = keptBytes(model, source);
        card.cacheBytesPerToken = kept.perToken;
        card.cacheBytesPerSource = kept.perSource;
        card.stateBytes = kept.always;
    }
    card.parts = parts.parts(model.info().parameters, model.info().weightBytes);
    sortParts(card.parts);
    for (const auto& part : card.parts) {
        card.parameters += part.parameters;
        card.activeParameters += part.activeParameters;
        card.bytes += part.bytes;
    }
    card.types = typesOf(*model.checkpoint());
    return card;
}

nlohmann::json toJson(const ModelCard& card)
{
    auto parts = nlohmann::json::array();
    for (const auto& part : card.parts) {
        parts.push_back({{"tower", part.tower},
                         {"kind", part.kind},
                         {"parameters", part.parameters},
                         {"active_parameters", part.activeParameters},
                         {"bytes", part.bytes}});
    }
    auto types = nlohmann::json::array();
    for (const auto& type : card.types) {
        types.push_back({{"type", type.name},
                         {"tensors", type.tensors},
                         {"elements", type.elements},
                         {"bytes", type.bytes}});
    }
    return {{"parts", std::move(parts)},
            {"active_parameters", card.activeParameters},
            {"types", std::move(types)},
            {"flops_per_token", toJson(card.token)},
            {"flops_per_input", toJson(card.input)},
            {"input_positions", card.inputPositions},
            {"cache_bytes_per_token", card.cacheBytesPerToken},
            {"cache_bytes_per_source_position", card.cacheBytesPerSource},
            {"state_bytes", card.stateBytes}};
}

} // namespace saccade
