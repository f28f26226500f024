#include "core/models/llama_weights.h"

namespace saccade
{

namespace
{

/// The names of Hugging Face and GGUF, which store every layer's tensors by themselves.
struct Names {
    std::string embedding, finalNorm, output;
    std::string block; // before the layer's number
    std::string attentionNorm, queries, keys, values, attentionOutput, mlpNorm, gate, up, down;
};

Names huggingFaceNames(const Weights& weights)
{
    // LlamaModel alone, without a head, is stored without the prefix.
    const std::string prefix = weights.contains("embed_tokens.weight") ? "" : "model.";
    return {.embedding = prefix + "embed_tokens.weight",
            .finalNorm = prefix + "norm.weight",
            .output = "lm_head.weight",
            .block = prefix + "layers.",
            .attentionNorm = ".input_layernorm",
            .queries = ".self_attn.q_proj",
            .keys = ".self_attn.k_proj",
            .values = ".self_attn.v_proj",
            .attentionOutput = ".self_attn.o_proj",
            .mlpNorm = ".post_attention_layernorm",
            .gate = ".mlp.gate_proj",
            .up = ".mlp.up_proj",
            .down = ".mlp.down_proj"};
}

Names ggufNames()
{
    return {.embedding = "token_embd.weight",
            .finalNorm = "output_norm.weight",
            .output = "output.weight",
            .block = "blk.",
            .attentionNorm = ".attn_norm",
            .queries = ".attn_q",
            .keys = ".attn_k",
            .values = ".attn_v",
            .attentionOutput = ".attn_output",
            .mlpNorm = ".ffn_norm",
            .gate = ".ffn_gate",
            .up = ".ffn_up",
            .down = ".ffn_down"};
}

LlamaWeights loadNamed(Weights& weights, const LlamaConfiguration& config, const Names& names)
{
    const auto width = config.width;
    const auto queryWidth = config.heads * config.headWidth;
    const auto keyWidth = config.keyValueHeads * config.headWidth;
    const auto name = [&](std::int64_t layer, const std::string& part) {
        return names.block + std::to_string(layer) + part;
    };
    const auto projection = [&](std::int64_t layer, const std::string& part, std::int64_t out,
                                std::int64_t in, bool biasStated) {
        Projection result{.weight = weights.matrix(name(layer, part) + ".weight", out, in),
                          .bias = {}};
        const auto biasName = [&](std::int64_t block) { return name(block, part) + ".bias"; };
        if (biasStated || isInAnyLayer(weights, config.layers, biasName)) {
            result.bias = weights.vector(biasName(layer), out);
        }
        return result;
    };
    LlamaWeights result;
    result.embedding = weights.matrix(names.embedding, config.vocabulary, width);
    for (std::int64_t l = 0; l < config.layers; ++l) {
        const bool bias = config.attentionBias;
        result.blocks.push_back(
            {.attentionNorm = weights.vector(name(l, names.attentionNorm) + ".weight", width),
             .queries = projection(l, names.queries, queryWidth, width, bias),
             .keys = projection(l, names.keys, keyWidth, width, bias),
             .values = projection(l, names.values, keyWidth, width, bias),
             .attentionOutput = projection(l, names.attentionOutput, width, queryWidth, bias),
             .mlpNorm = weights.vector(name(l, names.mlpNorm) + ".weight", width),
             .gate = projection(l, names.gate, config.hidden, width, config.mlpBias),
             .up = projection(l, names.up, config.hidden, width, config.mlpBias),
             .down = projection(l, names.down, width, config.hidden, config.mlpBias)});
    }
    result.finalNorm = weights.vector(names.finalNorm, width);
    result.output =
        config.tied ? result.embedding : weights.matrix(names.output, config.vocabulary, width);
    return result;
}

// llama2.c stacks the layers of each tensor and knows no biases.
LlamaWeights loadStacked(Weights& weights, const LlamaConfiguration& config)
{
    const auto width = config.width;
    const auto keyWidth = config.keyValueHeads * config.headWidth;
    LlamaWeights result;
    result.embedding = weights.matrix("token_embedding_table", config.vocabulary, width);
    for (std::int64_t l = 0; l < config.layers; ++l) {
        const auto vector = [&](const char* name) {
            return weights.layer(name, config.layers, l, {width});
        };
        const auto projection = [&](const char* name, std::int64_t out, std::int64_t in) {
            return Projection{.weight = weights.layer(name, config.layers, l, {out, in}),
                              .bias = {}};
        };
        result.blocks.push_back({.attentionNorm = vector("rms_att_weight"),
                                 .queries = projection("wq", width, width),
                                 .keys = projection("wk", keyWidth, width),
                                 .values = projection("wv", keyWidth, width),
                                 .attentionOutput = projection("wo", width, width),
                                 .mlpNorm = vector("rms_ffn_weight"),
                                 .gate = projection("w1", config.hidden, width),
                                 .up = projection("w3", config.hidden, width),
                                 .down = projection("w2", width, config.hidden)});
    }
    result.finalNorm = weights.vector("rms_final_weight", width);
    result.output =
        config.tied ? result.embedding : weights.matrix("wcls", config.vocabulary, width);
    return result;
}

} // namespace

LlamaWeights loadLlamaWeights(Weights& weights, const Checkpoint& checkpoint,
                              const LlamaConfiguration& config)
{
    if (checkpoint.format == "llama2.c") {
        return loadStacked(weights, config);
    }
    return loadNamed(weights, config,
                     checkpoint.format == "GGUF" ? ggufNames() : huggingFaceNames(weights));
}

} // namespace saccade
