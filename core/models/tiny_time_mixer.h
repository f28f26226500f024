// TinyTimeMixer (Ekambaram et al., arXiv:2401.03955): a forecaster of series that mixes patches,
// features and, where asked, channels by small perceptrons with gates.
#pragma once

#include "core/models/encoder_parts.h"

namespace saccade
{

/// norm → perceptron → gate, added to what came in. A gate is softmax(W·x + b), which x is then
/// multiplied by; the one of channels stands before the perceptron.
struct GatedMixer {
    EncoderNorm norm;
    Projection hidden, output;
    std::optional<Projection> gate{};
};

struct MixerLayer {
    std::optional<GatedMixer> channels{};
    std::optional<GatedMixer> patches{}; // not where there is only one
    GatedMixer features;
};

/// Layers that see every patch cut into `pieces` of width/pieces features each: adaptive patching.
struct MixerStage {
    std::int64_t pieces = 1;
    std::vector<MixerLayer> layers;
};

/// What becomes of a series before it is read, and is undone in the forecast.
enum class SeriesScaling { None, Standard };

struct TinyTimeMixerParts {
    std::int64_t context = 0;  // values of a channel that are read
    std::int64_t horizon = 0;  // values of a channel that are forecast
    std::int64_t channels = 0; // that are read together; 0: each alone, any number
    std::int64_t patch = 0, stride = 0;
    SeriesScaling scaling = SeriesScaling::Standard;
    double minimumScale = 1e-5; // added to the variance
    double epsilon = 1e-5;      // of the norms
    Projection embedding;       // patch → width
    std::optional<Tensor> positions{};
    std::vector<MixerStage> encoder;
    std::optional<Projection> adapter{};      // width → the decoder's
    std::optional<Projection> rawEmbedding{}; // patch → the decoder's width, added
    std::vector<MixerStage> decoder{};        // empty: none
    Projection head;                          // all patches of a channel → what is forecast

    std::int64_t patches() const { return (context - patch) / stride + 1; }
};

/// The graph for so many channels. Input "series" F32 [channels, context]; result "forecast" F32
/// [channels, horizon] in the series' own units. Names, with `encoder.` or `decoder.` before
/// "blocks" and layers counted through all stages: "series.scaled" [channels, context],
/// "series.location" and "series.scale" [channels], "encoder.embedding" [channels·patches, width];
/// "blocks.{l}.residual.before|middle|after", "patch_mlp.hidden|output" [channels·width, …],
/// "patch_gate.weights" [channels·width, patches], "patch_gate.mean_weights" [channels, patches]
/// (over the features), "mlp.hidden|output" and "feature_gate.weights" [channels·patches, …],
/// "channel_mlp.*" and "channel_gate.weights" [patches·width, channels]; "forecast.scaled".
std::unique_ptr<EncoderGraph> tinyTimeMixerGraph(const TinyTimeMixerParts& parts,
                                                 std::int64_t channels);

} // namespace saccade
