#include "core/models/clip_towers.h"

#include "core/base/error.h"
#include "core/models/configuration.h"
#include "core/models/image_preprocessing.h"
#include "core/models/picture_configuration.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

// A tower's own part of config.json, or all of it where the checkpoint is one tower.
const nlohmann::json& partOf(const Checkpoint& checkpoint, const std::string& key)
{
    const auto found = checkpoint.configuration.find(key);
    return found != checkpoint.configuration.end() && found->is_object() ? *found
                                                                         : checkpoint.configuration;
}

Configuration configurationOf(const Checkpoint& checkpoint, const nlohmann::json& part)
{
    return {Configuration(checkpoint).file(), part};
}

EncoderBlock readBlock(Weights& weights, const std::string& name, std::int64_t width,
                       std::int64_t inner)
{
    const auto heads = [&](const std::string& part) {
        return readProjection(weights, name + "self_attn." + part, width, width);
    };
    return {.attentionNorm = readNorm(weights, name + "layer_norm1", width),
            .queries = heads("q_proj"),
            .keys = heads("k_proj"),
            .values = heads("v_proj"),
            .attentionOutput = heads("out_proj"),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "layer_norm2", width),
            .hidden = readProjection(weights, name + "mlp.fc1", width, inner),
            .mlpOutput = readProjection(weights, name + "mlp.fc2", inner, width),
            .mlpScale = {}};
}

// What stands in the towers' configurations beside the sizes; defaults are those of transformers.
ClipTower readTower(Weights& weights, const Configuration& config, const PictureSizes& sizes,
                    const std::string& prefix, std::int64_t inner)
{
    ClipTower tower{.width = sizes.width,
                    .rule = {.heads = sizes.heads,
                             .epsilon = config.positive("layer_norm_eps", 1e-5),
                             .activation = activationNamed(config, "hidden_act", "quick_gelu"),
                             .norms = NormOrder::BeforePart},
                    .blocks = {},
                    .finalNorm = {},
                    .projection = {}};
    for (std::int64_t layer = 0; layer < sizes.layers; ++layer) {
        tower.blocks.push_back(readBlock(weights,
                                         prefix + "encoder.layers." + std::to_string(layer) + ".",
                                         sizes.width, config.count("intermediate_size", inner)));
    }
    return tower;
}

std::optional<Projection> readCommonProjection(Weights& weights, const Checkpoint& checkpoint,
                                               const std::string& name, std::int64_t width)
{
    if (!weights.contains(name + ".weight")) {
        return std::nullopt;
    }
    return readProjection(weights, name, width, rowsOf(checkpoint, name + ".weight", width),
                          ProjectionBias::None);
}

// transformers: the first token that is the end token; where config.json says 2, as the oldest
// files do, the first of the highest number.
Tensor endScores(std::int64_t vocabulary, std::int64_t endToken)
{
    constexpr std::int64_t oldEndToken = 2;
    constexpr float strength = 1e4F; // far above what the position takes off
    auto scores = Tensor::allocate(DType::F32, {vocabulary, 1});
    const auto values = scores.mutableFloats();
    for (std::int64_t token = 0; token < vocabulary; ++token) {
        const auto rank = endToken == oldEndToken ? token : token == endToken ? 1 : 0;
        values[static_cast<std::size_t>(token)] = strength * static_cast<float>(rank);
    }
    return scores;
}

// The state of the token that stands for the text, x [n, width] → [1, width]: a softmax whose
// scores lie so far apart that one weight is 1 and the others are 0.
Value pickEnd(Value x, Value tokens, const ClipText& text)
{
    constexpr float perPosition = 100.0F; // e⁻¹⁰⁰ is below the least float
    auto& graph = *x.graph;
    const auto length = x.shape()[0];
    auto order = Tensor::allocate(DType::F32, {length, 1});
    for (std::int64_t i = 0; i < length; ++i) {
        order.mutableFloats()[static_cast<std::size_t>(i)] = -perPosition * static_cast<float>(i);
    }
    const auto scores = add(lookUp(graph.constant(text.endScores), tokens), graph.constant(order));
    const auto picked = attentionMix(softmax(reshape(scores, {1, 1, length})),
                                     reshape(x, {1, length, x.shape()[1]}));
    return reshape(picked, {1, x.shape()[1]});
}

Value addEmbedding(EncoderGraph& encoder, Value pooled, const ClipTower& tower,
                   const std::string& name)
{
    auto& graph = encoder.graph;
    graph.setName(pooled, tower.rule.prefix + "pooled");
    if (!tower.projection) {
        graph.addName(pooled, "pooled");
        encoder.results.push_back("pooled");
        return pooled;
    }
    const auto embedding = lengthNorm(project(pooled, *tower.projection));
    graph.setName(embedding, name);
    encoder.results.push_back(name);
    return embedding;
}

} // namespace

ClipText readClipText(Weights& weights, const Checkpoint& checkpoint)
{
    const auto& part = partOf(checkpoint, "text_config");
    const auto config = configurationOf(checkpoint, part);
    const std::string prefix = "text_model.";
    const auto sizes =
        pictureSizes(config, part, checkpoint, {.width = 512, .layers = 12, .heads = 8});
    ClipText text;
    text.tower = readTower(weights, config, sizes, prefix, 2048);
    text.tower.rule.causal = true;
    text.tower.rule.prefix = "text.";
    const auto vocabulary = config.count("vocab_size", 49408);
    text.words =
        weights.matrix(prefix + "embeddings.token_embedding.weight", vocabulary, sizes.width);
    text.positions = weights.matrix(prefix + "embeddings.position_embedding.weight",
                                    config.count("max_position_embeddings", 77), sizes.width);
    text.tower.finalNorm = readNorm(weights, prefix + "final_layer_norm", sizes.width);
    text.tower.projection =
        readCommonProjection(weights, checkpoint, "text_projection", sizes.width);
    const auto end = config.tokens("eos_token_id");
    text.endScores = endScores(vocabulary, end.empty() ? 49407 : end.front());
    return text;
}

ClipVision readClipVision(Weights& weights, const Checkpoint& checkpoint)
{
    const auto& part = partOf(checkpoint, "vision_config");
    const auto config = configurationOf(checkpoint, part);
    const std::string prefix = "vision_model.";
    const auto sizes =
        pictureSizes(config, part, checkpoint,
                     {.width = 768, .layers = 12, .heads = 12, .image = 224, .patch = 32});
    const auto width = sizes.width;
    ClipVision vision;
    vision.patches = {.projection =
                          readPatchProjection(weights, prefix + "embeddings.patch_embedding", width,
                                              sizes.channels, sizes.patch, ProjectionBias::None),
                      .channels = sizes.channels,
                      .patch = sizes.patch,
                      .leading = {},
                      .positions = {},
                      .grid = sizes.grid};
    const std::array tokens{weights.vector(prefix + "embeddings.class_embedding", width)};
    placeTokens(vision.patches, tokens,
                weights.matrix(prefix + "embeddings.position_embedding.weight",
                               1 + sizes.grid.rows * sizes.grid.columns, width),
                width);
    vision.firstNorm = readNorm(weights, prefix + "pre_layrnorm", width); // their spelling
    vision.tower = readTower(weights, config, sizes, prefix, 3072);
    vision.tower.rule.prefix = "vision.";
    vision.tower.finalNorm = readNorm(weights, prefix + "post_layernorm", width);
    vision.tower.projection = readCommonProjection(weights, checkpoint, "visual_projection", width);
    vision.preprocessing = readImagePreprocessing(
        checkpoint, {.channels = sizes.channels,
                     .resize = Resize::ShortestEdge,
                     .shortestEdge = std::min(sizes.imageWidth, sizes.imageHeight),
                     .resampling = Resampling::Bicubic,
                     .cropWidth = sizes.imageWidth,
                     .cropHeight = sizes.imageHeight,
                     .mean = {0.48145466, 0.4578275, 0.40821073},
                     .deviation = {0.26862954, 0.26130258, 0.27577711}});
    return vision;
}

Value addClipText(EncoderGraph& encoder, const ClipText& text, std::int64_t length,
                  const std::string& name)
{
    auto& graph = encoder.graph;
    const auto& tower = text.tower;
    const auto positions = text.positions.shape()[0];
    if (length > positions) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The text has %1 tokens, but %2 reads at most %3."),
            {std::to_string(length), name, std::to_string(positions)});
    }
    const auto tokens = graph.input("tokens", DType::I32, {length});
    encoder.inputs.emplace("tokens", tokens);
    auto x = add(lookUp(graph.constant(text.words), tokens),
                 lookUpRange(graph.constant(text.positions), constantPosition(graph, 0), length));
    graph.setName(x, tower.rule.prefix + "embedding");
    x = normed(addEncoderBlocks(x, tower.blocks, tower.rule), tower.finalNorm, tower.rule.epsilon);
    graph.setName(x, tower.rule.prefix + "final_norm");
    encoder.sequences.push_back({.name = "tokens", .length = length});
    return addEmbedding(encoder, pickEnd(x, tokens, text), tower, "text_embedding");
}

Value addClipVision(EncoderGraph& encoder, const ClipVision& vision, const Tensor& pixels,
                    const std::string& name)
{
    auto& graph = encoder.graph;
    const auto& tower = vision.tower;
    const auto grid = patchGrid(pixels, vision.patches, name);
    auto x = embedPatches(encoder, pixels.shape(), vision.patches);
    x = normed(x, vision.firstNorm, tower.rule.epsilon);
    graph.setName(x, tower.rule.prefix + "embedding");
    x = normed(addEncoderBlocks(x, tower.blocks, tower.rule), tower.finalNorm, tower.rule.epsilon);
    graph.setName(x, tower.rule.prefix + "final_norm");
    encoder.sequences.push_back(patchSequence(grid, vision.patches));
    return addEmbedding(encoder, rowOf(x, 0), tower, "image_embedding");
}

} // namespace saccade
