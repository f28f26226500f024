#include "core/models/series_scaling.h"
#include "core/models/tiny_time_mixer.h"

#include <array>

namespace saccade
{

namespace
{

/// The layers of one tower, encoder or decoder. x: [channels·patches, width].
class MixerBuilder
{
public:
    MixerBuilder(const TinyTimeMixerParts& parts, std::int64_t channels, std::string tower)
        : m_parts(parts), m_channels(channels), m_tower(std::move(tower))
    {
    }

    Value build(Value x, const std::vector<MixerStage>& stages)
    {
        const auto shape = x.shape();
        for (const auto& stage : stages) {
            m_patches = m_parts.patches() * stage.pieces;
            x = reshape(x, {shape[0] * stage.pieces, shape[1] / stage.pieces});
            for (const auto& layer : stage.layers) {
                x = mix(x, layer);
                ++m_layer;
            }
            x = reshape(x, shape);
        }
        return x;
    }

private:
    Value name(Value value, std::string_view part) const
    {
        value.graph->addName(value, m_tower + blockName(m_layer, part));
        return value;
    }

    Value mix(Value x, const MixerLayer& layer) const
    {
        name(x, "residual.before");
        if (layer.channels) {
            x = name(mixChannels(x, *layer.channels), "residual.channels");
        }
        if (layer.patches) {
            x = name(mixPatches(x, *layer.patches), "residual.middle");
        }
        const auto mixed = gated(perceptron(normedOf(x, layer.features), layer.features, "mlp"),
                                 layer.features, "feature_gate");
        return name(add(x, mixed), "residual.after");
    }

    // Rows of x are [channel, patch]; here they become [patch, feature], columns channels.
    Value mixChannels(Value x, const GatedMixer& mixer) const
    {
        const Shape byChannel{m_channels, m_patches * x.shape()[1]};
        auto mixed = transpose(reshape(normedOf(x, mixer), byChannel));
        mixed = perceptron(gated(mixed, mixer, "channel_gate"), mixer, "channel_mlp");
        return add(x, reshape(transpose(mixed), x.shape()));
    }

    // Rows become [channel, feature], columns patches.
    Value mixPatches(Value x, const GatedMixer& mixer) const
    {
        const auto width = x.shape()[1];
        const auto byChannel = reshape(normedOf(x, mixer), {m_channels, m_patches, width});
        auto mixed = perceptron(transpose(mergeHeads(byChannel)), mixer, "patch_mlp");
        mixed = gated(mixed, mixer, "patch_gate");
        return add(x, reshape(splitHeads(transpose(mixed), m_channels), x.shape()));
    }

    Value normedOf(Value x, const GatedMixer& mixer) const
    {
        return normed(x, mixer.norm, m_parts.epsilon);
    }

    Value perceptron(Value x, const GatedMixer& mixer, const std::string& part) const
    {
        const auto hidden =
            name(activate(project(x, mixer.hidden), Activation::GeluErf), part + ".hidden");
        return name(project(hidden, mixer.output), part + ".output");
    }

    Value gated(Value x, const GatedMixer& mixer, const std::string& part) const
    {
        if (!mixer.gate) {
            return x;
        }
        const auto weights = name(softmax(project(x, *mixer.gate)), part + ".weights");
        if (part == "patch_gate") {
            name(meanOverFeatures(weights), part + ".mean_weights");
        }
        return multiply(x, weights);
    }

    // [channels·width, patches] → [channels, patches]
    Value meanOverFeatures(Value weights) const
    {
        const auto width = weights.shape()[0] / m_channels;
        const auto byPatch = reshape(transpose(weights), {m_patches * m_channels, width});
        const auto mean = meanRows(transpose(byPatch)); // [1, patches·channels]
        return transpose(reshape(mean, {m_patches, m_channels}));
    }

    const TinyTimeMixerParts& m_parts;
    std::int64_t m_channels;
    std::string m_tower;
    std::int64_t m_patches = 0; // of the stage
    std::int64_t m_layer = 0;
};

// [channels, context] → [channels·patches, patch]: the last patch ends with the series.
Value patchesOf(Value series, const TinyTimeMixerParts& parts)
{
    const auto length = parts.patch + parts.stride * (parts.patches() - 1);
    const auto channels = series.shape()[0];
    const auto read = columns(series, parts.context - length, length);
    return unfold(reshape(read, {1, channels, length}),
                  {.width = parts.patch, .strideX = parts.stride});
}

Value withPositions(Value x, const Tensor& positions, std::int64_t channels)
{
    const auto count = positions.shape()[0];
    const auto width = positions.shape()[1];
    const auto placed =
        add(reshape(x, {channels, count, width}), x.graph->constant(toF32(positions)));
    return reshape(placed, x.shape());
}

} // namespace

std::unique_ptr<EncoderGraph> tinyTimeMixerGraph(const TinyTimeMixerParts& parts,
                                                 std::int64_t channels)
{
    auto encoder = std::make_unique<EncoderGraph>();
    auto& graph = encoder->graph;
    const auto series = graph.input("series", DType::F32, {channels, parts.context});
    encoder->inputs.emplace("series", series);
    const auto scaled = parts.scaling == SeriesScaling::Standard
                            ? std::optional(standardised(series, parts.minimumScale))
                            : std::nullopt;
    const auto patches = patchesOf(scaled ? scaled->values : series, parts);
    auto x = project(patches, parts.embedding);
    if (parts.positions) {
        x = withPositions(x, *parts.positions, channels);
    }
    graph.setName(x, "encoder.embedding");
    x = MixerBuilder(parts, channels, "encoder.").build(x, parts.encoder);
    if (parts.adapter) {
        x = project(x, *parts.adapter);
    }
    if (parts.rawEmbedding) {
        x = add(x, project(patches, *parts.rawEmbedding));
    }
    if (!parts.decoder.empty()) {
        graph.addName(x, "decoder.embedding");
        x = MixerBuilder(parts, channels, "decoder.").build(x, parts.decoder);
    }
    auto forecast = project(reshape(x, {channels, parts.patches() * x.shape()[1]}), parts.head);
    if (parts.horizon < forecast.shape()[1]) {
        forecast = columns(forecast, 0, parts.horizon);
    }
    graph.addName(forecast, "forecast.scaled");
    if (scaled) {
        forecast = inOriginalUnits(forecast, *scaled);
    }
    graph.addName(forecast, "forecast");
    encoder->results = {"forecast"};
    encoder->sequences = {{.name = "time", .length = parts.context}};
    return encoder;
}

} // namespace saccade
