#include "core/models/bert_weights.h"

namespace saccade
{

namespace
{

EncoderBlock readBlock(Weights& weights, const std::string& name, std::int64_t width,
                       std::int64_t inner)
{
    const auto projection = [&](const std::string& part, std::int64_t in, std::int64_t out) {
        return readProjection(weights, name + part, in, out);
    };
    return {.attentionNorm = readNorm(weights, name + "attn_output_norm", width),
            .queries = projection("attn_q", width, width),
            .keys = projection("attn_k", width, width),
            .values = projection("attn_v", width, width),
            .attentionOutput = projection("attn_output", width, width),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "layer_output_norm", width),
            .hidden = projection("ffn_up", width, inner),
            .mlpOutput = projection("ffn_down", inner, width),
            .mlpScale = {}};
}

// llama.cpp's numbers: 1 the mean of the tokens, 2 the first one.
TextHead headOf(const Configuration& config)
{
    constexpr std::int64_t mean = 1;
    const bool isMean = config.contains("pooling_type") && config.count("pooling_type") == mean;
    return {.rows = isMean ? HeadRows::Mean : HeadRows::First};
}

} // namespace

TextEncoderParts readBertGguf(Weights& weights, const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, "bert.");
    config.requireDivision("attention.head_count", "embedding_length");
    const auto width = config.count("embedding_length");
    TextEncoderParts parts;
    parts.rule = {.heads = config.count("attention.head_count"),
                  .epsilon = config.positive("attention.layer_norm_epsilon", 1e-12)};
    const std::string words = "token_embd.weight";
    parts.words = weights.matrix(words, rowsOf(checkpoint, words, width), width);
    parts.positions = weights.matrix("position_embd.weight", config.count("context_length"), width);
    const std::string segments = "token_types.weight";
    if (checkpoint.contains(segments)) { // DistilBERT has none
        parts.segments = weights.matrix(segments, rowsOf(checkpoint, segments, width), width);
    }
    parts.embeddingNorm = readNorm(weights, "token_embd_norm", width);
    const auto layers = config.layers("block_count", checkpoint.tensors.size());
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        parts.blocks.push_back(readBlock(weights, "blk." + std::to_string(layer) + ".", width,
                                         config.count("feed_forward_length")));
    }
    parts.head = headOf(config);
    return parts;
}

} // namespace saccade
