#include "tests/support/plain_bert.h"

namespace saccade
{

PlainBertNames bertNames(const std::string& block)
{
    return {block + "attention.self.query",
            block + "attention.self.key",
            block + "attention.self.value",
            block + "attention.output.dense",
            block + "attention.output.LayerNorm",
            block + "intermediate.dense",
            block + "output.dense",
            block + "output.LayerNorm"};
}

PlainBertNames albertNames(const std::string& block)
{
    return {block + "attention.query", block + "attention.key",        block + "attention.value",
            block + "attention.dense", block + "attention.LayerNorm",  block + "ffn",
            block + "ffn_output",      block + "full_layer_layer_norm"};
}

void addBlock(PlainCheckpoint& checkpoint, const PlainBertNames& names, std::int64_t width,
              std::int64_t inner)
{
    for (const auto& name : {names.query, names.key, names.value, names.output}) {
        checkpoint.addLinear(name, width, width);
    }
    checkpoint.addNorm(names.attentionNorm, width);
    checkpoint.addLinear(names.hidden, width, inner);
    checkpoint.addLinear(names.mlpOutput, inner, width);
    checkpoint.addNorm(names.mlpNorm, width);
}

PlainMatrix blockOf(const PlainLayers& layers, const PlainMatrix& x, const PlainBertNames& names,
                    const PlainFunction& activation)
{
    const auto mixed = layers.attention(layers.linear(x, names.query), layers.linear(x, names.key),
                                        layers.linear(x, names.value), 2);
    const auto middle =
        layers.norm(plus(x, layers.linear(mixed, names.output)), names.attentionNorm);
    const auto hidden = applied(layers.linear(middle, names.hidden), activation);
    return layers.norm(plus(middle, layers.linear(hidden, names.mlpOutput)), names.mlpNorm);
}

void addEmbeddings(PlainCheckpoint& checkpoint, const std::string& prefix, std::int64_t width)
{
    checkpoint.add(prefix + "embeddings.word_embeddings.weight", {11, width});
    checkpoint.add(prefix + "embeddings.position_embeddings.weight", {8, width});
    checkpoint.add(prefix + "embeddings.token_type_embeddings.weight", {2, width});
    checkpoint.addNorm(prefix + "embeddings.LayerNorm", width);
}

PlainMatrix embedded(const PlainLayers& layers, const std::string& prefix)
{
    const auto table = [&](const std::string& name) {
        return layers.checkpoint.matrix(prefix + "embeddings." + name + "_embeddings.weight");
    };
    const auto words = chosen(table("word"), plainTokens);
    const auto positions = rowsOf(table("position"), 0, std::ssize(plainTokens));
    const auto kinds = chosen(table("token_type"), plainSegments);
    return layers.norm(plus(plus(words, positions), kinds), prefix + "embeddings.LayerNorm");
}

void makeBert(PlainCheckpoint& checkpoint, const std::string& prefix)
{
    checkpoint.configuration = {{"model_type", "bert"},    {"hidden_size", 8},
                                {"num_hidden_layers", 2},  {"num_attention_heads", 2},
                                {"intermediate_size", 12}, {"vocab_size", 11},
                                {"type_vocab_size", 2},    {"max_position_embeddings", 8}};
    addEmbeddings(checkpoint, prefix, 8);
    for (const std::string layer : {"0.", "1."}) {
        addBlock(checkpoint, bertNames(prefix + "encoder.layer." + layer), 8, 12);
    }
}

PlainMatrix bertStates(const PlainLayers& layers, const std::string& prefix)
{
    auto x = embedded(layers, prefix);
    for (const std::string layer : {"0.", "1."}) {
        x = blockOf(layers, x, bertNames(prefix + "encoder.layer." + layer), plainGelu);
    }
    return x;
}

} // namespace saccade
