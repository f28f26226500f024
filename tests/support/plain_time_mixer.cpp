#include "tests/support/plain_time_mixer.h"

#include <cmath>

namespace saccade
{

namespace
{

using Channels = std::vector<PlainMatrix>; // [patches, width] each

PlainMatrix transposed(const PlainMatrix& x)
{
    PlainMatrix result{x.columns, x.rows, {}};
    for (std::int64_t c = 0; c < x.columns; ++c) {
        for (std::int64_t r = 0; r < x.rows; ++r) {
            result.values.push_back(x.at(r, c));
        }
    }
    return result;
}

/// What the configuration says, with the reference's defaults.
struct Sizes {
    explicit Sizes(const nlohmann::json& json)
        : context(json.at("context_length")), patch(json.at("patch_length")),
          stride(json.at("patch_stride")), patches((context - patch) / stride + 1),
          width(json.at("d_model")), channels(json.at("num_input_channels")),
          horizon(json.at("prediction_length")), expansion(json.at("expansion_factor")),
          hasDecoder(json.value("use_decoder", true)), isGated(json.value("gated_attn", true)),
          isScaled(json.at("scaling").get<std::string>() == "std")
    {
    }

    std::int64_t context, patch, stride, patches, width, channels, horizon, expansion;
    bool hasDecoder, isGated, isScaled;
};

struct Tower {
    std::string name;
    std::int64_t width = 0, layers = 0, levels = 0;
    bool mixesChannels = false;
};

std::vector<Tower> towersOf(const nlohmann::json& json)
{
    std::vector<Tower> towers{{"backbone.encoder.mlp_mixer_encoder.", json.at("d_model"),
                               json.at("num_layers"), json.at("adaptive_patching_levels"),
                               json.value("mode", "common_channel") == "mix_channel"}};
    if (json.value("use_decoder", true)) {
        towers.push_back({"decoder.decoder_block.", json.at("decoder_d_model"),
                          json.at("decoder_num_layers"),
                          json.at("decoder_adaptive_patching_levels"),
                          json.value("decoder_mode", "common_channel") == "mix_channel"});
    }
    return towers;
}

/// Calls `visit` with the name of every layer, and with how many pieces its patches are cut into.
template <typename Visit>
void forEachLayer(const Tower& tower, const Visit& visit)
{
    for (std::int64_t mixer = 0; mixer < std::max<std::int64_t>(tower.levels, 1); ++mixer) {
        std::int64_t pieces = 1;
        for (auto level = tower.levels - 1 - mixer; level > 0; --level) {
            pieces *= 2;
        }
        pieces = tower.width / pieces <= 4 ? 1 : pieces;
        for (std::int64_t layer = 0; layer < tower.layers; ++layer) {
            const auto place = tower.levels == 0 ? std::to_string(layer)
                                                 : std::to_string(mixer) + ".mixer_layers." +
                                                       std::to_string(layer);
            visit(tower.name + "mixers." + place + ".", pieces);
        }
    }
}

/// The layers of one checkpoint.
class Mixer
{
public:
    explicit Mixer(const PlainCheckpoint& checkpoint)
        : m_sizes(checkpoint.configuration), m_layers{checkpoint, 1e-5}, m_checkpoint(checkpoint)
    {
    }

    PlainForecast forecast(const PlainMatrix& series)
    {
        const auto& json = m_checkpoint.configuration;
        const bool takesRaw = json.value("decoder_raw_residual", false);
        PlainMatrix scales{series.rows, 2, std::vector<double>(2 * series.values.size())};
        Channels patches;
        Channels x;
        for (std::int64_t channel = 0; channel < series.rows; ++channel) {
            patches.push_back(cut(scaled(rowsOf(series, channel, 1), scales, channel)));
            x.push_back(m_layers.linear(patches.back(), "backbone.encoder.patcher"));
            if (json.value("use_positional_encoding", false)) {
                x.back() =
                    plus(x.back(),
                         m_checkpoint.matrix("backbone.encoder.positional_encoder.position_enc"));
            }
        }
        for (const auto& tower : towersOf(json)) {
            const bool isDecoder = tower.name.starts_with("decoder.");
            for (std::size_t c = 0; isDecoder && c < x.size(); ++c) {
                x[c] =
                    tower.width == m_sizes.width ? x[c] : m_layers.linear(x[c], "decoder.adapter");
                x[c] = takesRaw ? plus(x[c],
                                       m_layers.linear(patches[c], "decoder.decoder_raw_embedding"))
                                : x[c];
            }
            forEachLayer(tower, [&](const std::string& name, std::int64_t pieces) {
                x = layer(std::move(x), name, pieces, tower.mixesChannels);
            });
        }
        return {head(x, scales), std::move(m_gates)};
    }

private:
    // Mean and deviation of the channel go to `scales`.
    PlainMatrix scaled(PlainMatrix series, PlainMatrix& scales, std::int64_t channel) const
    {
        scales.at(channel, 1) = 1.0;
        if (!m_sizes.isScaled) {
            return series;
        }
        const auto count = static_cast<double>(series.columns);
        double mean = 0.0;
        for (const auto value : series.values) {
            mean += value / count;
        }
        double variance = 0.0;
        for (const auto value : series.values) {
            variance += (value - mean) * (value - mean) / count;
        }
        scales.at(channel, 0) = mean;
        scales.at(channel, 1) = std::sqrt(variance + 1e-5);
        return applied(std::move(series),
                       [&](double value) { return (value - mean) / scales.at(channel, 1); });
    }

    // The last patch ends where the series does.
    PlainMatrix cut(const PlainMatrix& series) const
    {
        PlainMatrix result{0, m_sizes.patch, {}};
        const auto last = m_sizes.context - m_sizes.patch;
        for (auto patch = m_sizes.patches; patch-- > 0;) {
            const auto one = columnsOf(series, last - patch * m_sizes.stride, m_sizes.patch);
            result = stacked(result, one);
        }
        return result;
    }

    PlainMatrix perceptron(const PlainMatrix& x, const std::string& name) const
    {
        return m_layers.linear(applied(m_layers.linear(x, name + "mlp.fc1"), plainGelu),
                               name + "mlp.fc2");
    }

    PlainMatrix gateOf(const PlainMatrix& x, const std::string& name) const
    {
        auto gate = applied(m_layers.linear(x, name + "gating_block.attn_layer"),
                            [](double value) { return std::exp(value); });
        for (std::int64_t r = 0; r < gate.rows; ++r) {
            double sum = 0.0;
            for (std::int64_t c = 0; c < gate.columns; ++c) {
                sum += gate.at(r, c);
            }
            for (std::int64_t c = 0; c < gate.columns; ++c) {
                gate.at(r, c) /= sum;
            }
        }
        return gate;
    }

    Channels layer(Channels x, const std::string& name, std::int64_t pieces, bool mixesChannels)
    {
        for (auto& channel : x) {
            channel.rows *= pieces;
            channel.columns /= pieces;
        }
        if (mixesChannels) {
            mixChannels(x, name + "channel_feature_mixer.");
        }
        PlainMatrix gates{0, x.front().rows, {}};
        for (auto& channel : x) {
            const auto normed = m_layers.norm(channel, name + "patch_mixer.norm.norm");
            auto mixed = perceptron(transposed(normed), name + "patch_mixer.");
            if (m_sizes.isGated) {
                const auto gate = gateOf(mixed, name + "patch_mixer.");
                gates = stacked(gates, meanOf(gate));
                mixed = times(mixed, gate);
            }
            channel = plus(channel, transposed(mixed));
            mixed = perceptron(m_layers.norm(channel, name + "feature_mixer.norm.norm"),
                               name + "feature_mixer.");
            mixed = m_sizes.isGated ? times(mixed, gateOf(mixed, name + "feature_mixer.")) : mixed;
            channel = plus(channel, mixed);
            channel.rows /= pieces;
            channel.columns *= pieces;
        }
        m_gates.push_back(std::move(gates));
        return x;
    }

    // Every feature of every patch, over the channels.
    void mixChannels(Channels& x, const std::string& name) const
    {
        const auto count = std::ssize(x);
        PlainMatrix across{x.front().rows * x.front().columns, count, {}};
        across.values.resize(static_cast<std::size_t>(across.rows * count));
        for (std::int64_t c = 0; c < count; ++c) {
            const auto normed = m_layers.norm(x[static_cast<std::size_t>(c)], name + "norm.norm");
            for (std::int64_t place = 0; place < across.rows; ++place) {
                across.at(place, c) = normed.values[static_cast<std::size_t>(place)];
            }
        }
        across = m_sizes.isGated ? times(across, gateOf(across, name)) : across;
        across = perceptron(across, name);
        for (std::int64_t c = 0; c < count; ++c) {
            for (std::int64_t place = 0; place < across.rows; ++place) {
                x[static_cast<std::size_t>(c)].values[static_cast<std::size_t>(place)] +=
                    across.at(place, c);
            }
        }
    }

    PlainMatrix head(const Channels& x, const PlainMatrix& scales) const
    {
        const auto stated =
            m_checkpoint.configuration.value("prediction_filter_length", nlohmann::json());
        const auto shown = stated.is_null() ? m_sizes.horizon : stated.get<std::int64_t>();
        PlainMatrix result{0, shown, {}};
        for (std::int64_t c = 0; c < std::ssize(x); ++c) {
            auto flat = x[static_cast<std::size_t>(c)];
            flat.columns *= flat.rows;
            flat.rows = 1;
            const auto forecast = m_layers.linear(flat, "head.base_forecast_block");
            result = stacked(result, applied(columnsOf(forecast, 0, shown), [&](double value) {
                                 return value * scales.at(c, 1) + scales.at(c, 0);
                             }));
        }
        return result;
    }

    Sizes m_sizes;
    PlainLayers m_layers;
    const PlainCheckpoint& m_checkpoint;
    std::vector<PlainMatrix> m_gates;
};

void addMixer(PlainCheckpoint& checkpoint, const std::string& name, std::int64_t width,
              std::int64_t mixed, const Sizes& sizes)
{
    checkpoint.addNorm(name + "norm.norm", width);
    checkpoint.addLinear(name + "mlp.fc1", mixed, mixed * sizes.expansion);
    checkpoint.addLinear(name + "mlp.fc2", mixed * sizes.expansion, mixed);
    if (sizes.isGated) {
        checkpoint.addLinear(name + "gating_block.attn_layer", mixed, mixed);
    }
}

} // namespace

nlohmann::json smallTimeMixer()
{
    return {{"model_type", "tinytimemixer"},
            {"context_length", 27},
            {"patch_length", 8},
            {"patch_stride", 6},
            {"num_input_channels", 3},
            {"d_model", 16},
            {"num_layers", 2},
            {"adaptive_patching_levels", 2},
            {"expansion_factor", 2},
            {"gated_attn", true},
            {"mode", "common_channel"},
            {"scaling", "std"},
            {"use_decoder", true},
            {"decoder_d_model", 6},
            {"decoder_num_layers", 1},
            {"decoder_adaptive_patching_levels", 0},
            {"decoder_mode", "common_channel"},
            {"prediction_length", 5}};
}

void addTimeMixer(PlainCheckpoint& checkpoint)
{
    const auto& json = checkpoint.configuration;
    const Sizes sizes(json);
    checkpoint.addLinear("backbone.encoder.patcher", sizes.patch, sizes.width);
    if (json.value("use_positional_encoding", false)) {
        checkpoint.add("backbone.encoder.positional_encoder.position_enc",
                       {sizes.patches, sizes.width});
    }
    auto width = sizes.width;
    for (const auto& tower : towersOf(json)) {
        forEachLayer(tower, [&](const std::string& name, std::int64_t pieces) {
            if (tower.mixesChannels) {
                addMixer(checkpoint, name + "channel_feature_mixer.", tower.width / pieces,
                         sizes.channels, sizes);
            }
            addMixer(checkpoint, name + "patch_mixer.", tower.width / pieces,
                     sizes.patches * pieces, sizes);
            addMixer(checkpoint, name + "feature_mixer.", tower.width / pieces,
                     tower.width / pieces, sizes);
        });
        width = tower.width;
    }
    if (sizes.hasDecoder && width != sizes.width) {
        checkpoint.addLinear("decoder.adapter", sizes.width, width);
    }
    if (json.value("decoder_raw_residual", false)) {
        checkpoint.addLinear("decoder.decoder_raw_embedding", sizes.patch, width);
    }
    checkpoint.addLinear("head.base_forecast_block", sizes.patches * width, sizes.horizon);
}

PlainForecast plainForecast(const PlainCheckpoint& checkpoint, const PlainMatrix& series)
{
    return Mixer(checkpoint).forecast(series);
}

} // namespace saccade
