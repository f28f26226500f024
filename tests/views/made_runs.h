// Traces and models made up for tests of the window: every number is known.
#pragma once

#include "core/files/checkpoint.h"
#include "core/models/model.h"
#include "core/trace/model_json.h"
#include "views/run_document.h"

namespace saccade
{

/// A model that says what it reads, and cannot run.
class MadeModel : public Model
{
public:
    explicit MadeModel(ModelInfo info)
    {
        m_info = std::move(info);
        m_checkpoint = std::make_shared<const Checkpoint>();
    }
};

inline std::shared_ptr<const Model> madeModel(std::vector<InputKind> inputs, bool generates)
{
    ModelInfo info;
    info.name = "made-up";
    info.path = "/made-up";
    info.inputs = std::move(inputs);
    info.generates = generates;
    info.encodes = !generates;
    return std::make_shared<MadeModel>(std::move(info));
}

/// Row q of head h of layer l: key (q + h + l) mod keys gets a half, the others share the rest.
inline Tensor madePattern(std::int64_t layer, std::int64_t heads, std::int64_t queries,
                          std::int64_t keys)
{
    std::vector<float> values;
    for (std::int64_t head = 0; head < heads; ++head) {
        for (std::int64_t query = 0; query < queries; ++query) {
            for (std::int64_t key = 0; key < keys; ++key) {
                const bool isStrong = key == (query + head + layer) % keys;
                values.push_back(isStrong ? 0.5F : 0.5F / static_cast<float>(keys - 1));
            }
        }
    }
    return Tensor::of(Shape{heads, queries, keys}, std::span<const float>(values));
}

inline Trace madeTrace(std::vector<AttentionPart> parts, std::vector<TraceSequence> sequences)
{
    Trace trace;
    ModelInfo info;
    info.layers = parts.front().layers;
    info.heads = parts.front().heads;
    info.attention = parts;
    trace.modelInfo = toJson(info);
    trace.sequences = std::move(sequences);
    for (const auto& part : parts) {
        for (std::int64_t layer = 0; layer < part.layers; ++layer) {
            trace.tensors.emplace(layerName(part, layer) + ".pattern",
                                  madePattern(layer, part.heads,
                                              trace.sequence(part.queries)->shape.length,
                                              trace.sequence(part.keys)->shape.length));
        }
    }
    return trace;
}

/// A class token, a register and 2 × 3 patches on a picture of 6 × 4 pixels that is red at its left
/// and blue at its right.
inline std::shared_ptr<const RunDocument> madePictureRun()
{
    TraceSequence patches;
    patches.shape = {.name = "patches", .length = 8, .leading = 2, .rows = 2, .columns = 3};
    patches.labels = {"CLS", "register 1", "0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2"};
    auto trace = madeTrace({{.values = "blocks.*.attention",
                             .queries = "patches",
                             .keys = "patches",
                             .layers = 2,
                             .heads = 2,
                             .causal = false}},
                           {patches});
    std::vector<float> picture(3UL * 4 * 6, 0.0F);
    for (std::size_t pixel = 0; pixel < 24; ++pixel) {
        picture[pixel] = pixel % 6 < 3 ? 1.0F : 0.0F;
        picture[48 + pixel] = pixel % 6 < 3 ? 0.0F : 1.0F;
    }
    trace.tensors.emplace("input.picture",
                          Tensor::of(Shape{3, 4, 6}, std::span<const float>(picture)));
    trace.predictions = {{.index = 4, .label = "tabby", .probability = 0.75F},
                         {.index = 7, .label = "tiger", .probability = 0.125F}};
    return RunDocument::of(std::make_shared<const Trace>(std::move(trace)), "cat.png");
}

inline TraceSequence madeTokens(const std::string& name, std::vector<std::string> labels)
{
    TraceSequence tokens;
    tokens.shape = {.name = name, .length = std::ssize(labels)};
    tokens.labels = std::move(labels);
    return tokens;
}

/// Encoder, decoder and cross-attention of a translation from four words to three.
inline std::shared_ptr<const RunDocument> madeTranslation()
{
    auto trace = madeTrace({{.values = "encoder.blocks.*.attention",
                             .queries = "source",
                             .keys = "source",
                             .layers = 1,
                             .heads = 2,
                             .causal = false},
                            {.values = "decoder.blocks.*.attention", .layers = 1, .heads = 2},
                            {.values = "decoder.blocks.*.cross_attention",
                             .queries = "tokens",
                             .keys = "source",
                             .layers = 1,
                             .heads = 2,
                             .causal = false}},
                           {madeTokens("source", {"the", "·cat", "·sleeps", "."}),
                            madeTokens("tokens", {"die", "·Katze", "·schläft"})});
    trace.tokenLabels = {"die", "·Katze", "·schläft"};
    trace.tokens = {1, 2, 3};
    trace.promptLength = 1;
    return RunDocument::of(std::make_shared<const Trace>(std::move(trace)), "the cat sleeps.");
}

/// Three tokens over a sound of eight positions, four seconds, of which the second half is silent.
inline std::shared_ptr<const RunDocument> madeTranscript()
{
    TraceSequence frames;
    frames.shape = {.name = "frames", .length = 8, .secondsPerPosition = 0.5};
    for (int i = 0; i < 8; ++i) {
        frames.labels.push_back(std::to_string(i * 0.5) + " s");
    }
    auto trace = madeTrace({{.values = "decoder.blocks.*.cross_attention",
                             .queries = "tokens",
                             .keys = "frames",
                             .layers = 1,
                             .heads = 1,
                             .causal = false}},
                           {madeTokens("tokens", {"a", "·b", "·c"}), frames});
    trace.tokenLabels = {"a", "·b", "·c"};
    trace.tokens = {1, 2, 3};
    std::vector<float> features; // [bin, frame]
    for (int bin = 0; bin < 4; ++bin) {
        for (int frame = 0; frame < 16; ++frame) {
            features.push_back(frame < 8 ? static_cast<float>(bin + frame % 3) : -1.0F);
        }
    }
    trace.tensors.emplace("input.features",
                          Tensor::of(Shape{4, 16}, std::span<const float>(features)));
    return RunDocument::of(std::make_shared<const Trace>(std::move(trace)), "speech.wav");
}

/// A state-space layer of three tokens.
inline std::shared_ptr<const RunDocument> madeStateSpaceRun()
{
    auto trace = madeTrace({{.values = "blocks.*.ssm", .layers = 1, .heads = 1, .implicit = true}},
                           {madeTokens("tokens", {"a", "b", "c"})});
    trace.tokenLabels = {"a", "b", "c"};
    trace.tokens = {1, 2, 3};
    return RunDocument::of(std::make_shared<const Trace>(std::move(trace)), "abc");
}

} // namespace saccade
