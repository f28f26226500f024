#include "core/models/tiny_time_mixer.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/configuration.h"
#include "core/models/describe.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

enum class ChannelMode { Each, Mixed };

/// What all layers of a tower have in common.
struct Tower {
    std::string name; // of its tensors
    std::int64_t width = 0;
    std::int64_t layers = 0;
    std::int64_t levels = 0; // of adaptive patching; 0: none
    ChannelMode mode = ChannelMode::Each;
};

// What the reference knows and this reading does not.
void refuseWhatIsUnknown(const Configuration& config)
{
    for (const auto* key :
         {"self_attn", "resolution_prefix_tuning", "enable_forecast_channel_mixing"}) {
        if (config.flag(key, false)) {
            config.refuse(key, QT_TRANSLATE_NOOP("Error", "Saccade knows only false."));
        }
    }
    for (const auto* key :
         {"categorical_vocab_size_list", "multi_quantile_heads", "prediction_channel_indices"}) {
        if (config.contains(key)) {
            config.refuse(key, QT_TRANSLATE_NOOP("Error", "Saccade knows only null."));
        }
    }
    if (config.word("norm_mlp", "LayerNorm") != "LayerNorm") {
        config.refuse("norm_mlp", QT_TRANSLATE_NOOP("Error", "“LayerNorm” is expected."));
    }
}

ChannelMode modeOf(const Configuration& config, const char* key)
{
    const auto word = config.word(key, "common_channel");
    if (word != "common_channel" && word != "mix_channel") {
        config.refuse(key,
                      QT_TRANSLATE_NOOP("Error", "“common_channel” or “mix_channel” is expected."));
    }
    return word == "mix_channel" ? ChannelMode::Mixed : ChannelMode::Each;
}

// true, "std", "mean" or nothing.
SeriesScaling scalingOf(const Configuration& config, const nlohmann::json& configuration)
{
    const auto found = configuration.find("scaling");
    if (found == configuration.end() || *found == "std" || *found == true) {
        return SeriesScaling::Standard;
    }
    const bool isNone = found->is_null() || *found == false || *found == "";
    if (!isNone) {
        config.refuse("scaling", QT_TRANSLATE_NOOP("Error", "“std” or null is expected."));
    }
    return SeriesScaling::None;
}

/// Reads configuration and weights.
class Reader
{
public:
    explicit Reader(const Checkpoint& checkpoint)
        : m_config(checkpoint), m_checkpoint(checkpoint), m_weights(checkpoint)
    {
    }

    TinyTimeMixerParts read()
    {
        refuseWhatIsUnknown(m_config);
        readSizes();
        const auto width = m_config.count("d_model");
        const std::string encoder = "backbone.encoder.";
        m_parts.embedding = readProjection(m_weights, encoder + "patcher", m_parts.patch, width);
        if (m_config.flag("use_positional_encoding", false)) {
            m_parts.positions = m_weights.matrix(encoder + "positional_encoder.position_enc",
                                                 m_parts.patches(), width);
        }
        const auto mode = modeOf(m_config, "mode");
        m_parts.encoder = stages({.name = encoder + "mlp_mixer_encoder.",
                                  .width = width,
                                  .layers = layers("num_layers"),
                                  .levels = levels("adaptive_patching_levels"),
                                  .mode = mode});
        const bool hasDecoder = m_config.flag("use_decoder", true);
        const auto last = hasDecoder ? readDecoder(width, mode) : width;
        if (!hasDecoder && mode == ChannelMode::Mixed) {
            m_parts.channels = m_channels;
        }
        m_parts.head =
            readProjection(m_weights, "head.base_forecast_block", m_parts.patches() * last,
                           m_config.count("prediction_length"));
        return std::move(m_parts);
    }

    const Weights& weights() const { return m_weights; }

private:
    void readSizes()
    {
        m_parts.context = m_config.count("context_length");
        m_parts.patch = m_config.count("patch_length");
        m_parts.stride = m_config.count("patch_stride");
        if (m_parts.patch >= m_parts.context) {
            m_config.refuse("patch_length",
                            QT_TRANSLATE_NOOP("Error", "less than “context_length” is expected."));
        }
        m_parts.horizon = m_config.count("prediction_length");
        const auto shown = m_config.count("prediction_filter_length", m_parts.horizon);
        m_parts.horizon = std::min(m_parts.horizon, shown);
        m_parts.scaling = scalingOf(m_config, m_checkpoint.configuration);
        m_parts.minimumScale = m_config.positive("minimum_scale", 1e-5);
        m_parts.epsilon = m_config.positive("norm_eps", 1e-5);
        m_channels = m_config.count("num_input_channels", 1);
        m_expansion = m_config.count("expansion_factor", 2);
        constexpr std::int64_t mostExpansion = 1024;
        if (m_expansion > mostExpansion) {
            m_config.refuse("expansion_factor",
                            QT_TRANSLATE_NOOP("Error", "at most 1024 is expected."));
        }
        m_isGated = m_config.flag("gated_attn", true);
    }

    std::int64_t layers(const char* key) const
    {
        return m_config.layers(key, m_checkpoint.tensors.size());
    }

    std::int64_t levels(const char* key) const
    {
        const auto levels = m_config.whole(key, 0);
        constexpr std::int64_t most = 16;
        if (levels > most) {
            m_config.refuse(key, QT_TRANSLATE_NOOP("Error", "at most 16 is expected."));
        }
        return levels;
    }

    // → the decoder's width
    std::int64_t readDecoder(std::int64_t width, ChannelMode encoderMode)
    {
        const auto own = m_config.count("decoder_d_model");
        if (own != width) {
            m_parts.adapter = readProjection(m_weights, "decoder.adapter", width, own);
        }
        if (m_config.flag("decoder_raw_residual", false)) {
            m_parts.rawEmbedding =
                readProjection(m_weights, "decoder.decoder_raw_embedding", m_parts.patch, own);
        }
        const auto mode = modeOf(m_config, "decoder_mode");
        m_parts.decoder = stages({.name = "decoder.decoder_block.",
                                  .width = own,
                                  .layers = layers("decoder_num_layers"),
                                  .levels = levels("decoder_adaptive_patching_levels"),
                                  .mode = mode});
        if (mode == ChannelMode::Mixed || encoderMode == ChannelMode::Mixed) {
            m_parts.channels = m_channels;
        }
        return own;
    }

    // The finest pieces come first. Without levels the layers stand alone, in one stage.
    std::vector<MixerStage> stages(const Tower& tower)
    {
        std::vector<MixerStage> result;
        for (auto level = tower.levels; level-- > 0;) {
            const auto wanted = std::int64_t{1} << level;
            constexpr std::int64_t narrowest = 4; // pieces this narrow are not cut
            const auto pieces = tower.width / wanted <= narrowest ? 1 : wanted;
            if (tower.width % pieces != 0) {
                m_config.refuse("d_model",
                                QT_TRANSLATE_NOOP("Error", "adaptive patching cuts it in halves, "
                                                           "so its halves must be whole."));
            }
            result.push_back(
                {pieces, readLayers(tower,
                                    tower.name + "mixers." +
                                        std::to_string(tower.levels - 1 - level) + ".mixer_layers.",
                                    pieces)});
        }
        if (result.empty()) {
            result.push_back({1, readLayers(tower, tower.name + "mixers.", 1)});
        }
        return result;
    }

    std::vector<MixerLayer> readLayers(const Tower& tower, const std::string& prefix,
                                       std::int64_t pieces)
    {
        const auto width = tower.width / pieces;
        const auto patches = m_parts.patches() * pieces;
        std::vector<MixerLayer> result;
        for (std::int64_t layer = 0; layer < tower.layers; ++layer) {
            const auto name = prefix + std::to_string(layer) + ".";
            MixerLayer& one = result.emplace_back();
            if (tower.mode == ChannelMode::Mixed) {
                one.channels = mixer(name + "channel_feature_mixer", width, m_channels);
            }
            if (patches > 1) {
                one.patches = mixer(name + "patch_mixer", width, patches);
            }
            one.features = mixer(name + "feature_mixer", width, width);
        }
        return result;
    }

    GatedMixer mixer(const std::string& name, std::int64_t width, std::int64_t mixed)
    {
        const auto inner = mixed * m_expansion;
        GatedMixer result{.norm = readNorm(m_weights, name + ".norm.norm", width),
                          .hidden = readProjection(m_weights, name + ".mlp.fc1", mixed, inner),
                          .output = readProjection(m_weights, name + ".mlp.fc2", inner, mixed)};
        if (m_isGated) {
            result.gate =
                readProjection(m_weights, name + ".gating_block.attn_layer", mixed, mixed);
        }
        return result;
    }

    Configuration m_config;
    const Checkpoint& m_checkpoint;
    TinyTimeMixerParts m_parts;
    std::int64_t m_channels = 1;
    std::int64_t m_expansion = 2;
    bool m_isGated = true;
    Weights m_weights;
};

std::int64_t layersOf(const std::vector<MixerStage>& stages)
{
    std::int64_t layers = 0;
    for (const auto& stage : stages) {
        layers += std::ssize(stage.layers);
    }
    return layers;
}

class TinyTimeMixer : public Model
{
public:
    explicit TinyTimeMixer(std::shared_ptr<const Checkpoint> checkpoint)
    {
        Reader reader(*checkpoint);
        m_parts = reader.read();
        m_info = describe(*checkpoint);
        reader.weights().describe(m_info);
        m_info.family = "tiny-time-mixer";
        m_info.layers = layersOf(m_parts.encoder) + layersOf(m_parts.decoder);
        m_info.width = m_parts.embedding.weight.shape()[0];
        m_info.context = m_parts.context;
        m_info.inputs = {InputKind::Series};
        m_info.head = HeadKind::Forecast;
        m_info.generates = false;
        m_info.encodes = true;
        m_checkpoint = std::move(checkpoint);
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        const auto& shape = input.series.shape();
        if (input.series.isEmpty() || shape.rank() != 2) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 reads a series: give it one."),
                             {m_info.name});
        }
        if (shape[1] != m_parts.context) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "%1 reads %2 values of a series, and is given %3."),
                {m_info.name, std::to_string(m_parts.context), std::to_string(shape[1])});
        }
        if (m_parts.channels > 0 && shape[0] != m_parts.channels) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "%1 reads %2 channels together, and is given %3."),
                {m_info.name, std::to_string(m_parts.channels), std::to_string(shape[0])});
        }
        return tinyTimeMixerGraph(m_parts, shape[0]);
    }

    SeriesPreprocessing seriesPreprocessing() const override
    {
        return {
            .context = m_parts.context, .horizon = m_parts.horizon, .channels = m_parts.channels};
    }

private:
    TinyTimeMixerParts m_parts;
};

class TinyTimeMixerFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "tiny-time-mixer"; }
    std::vector<std::string> architectures() const override { return {"tinytimemixer"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer>) const override
    {
        return std::make_shared<TinyTimeMixer>(std::move(checkpoint));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<TinyTimeMixerFamily>());

} // namespace

} // namespace saccade
