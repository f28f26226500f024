#include "tests/support/plain_vit.h"

namespace saccade
{

namespace
{

PlainMatrix scaled(const PlainLayers& layers, const PlainMatrix& x, const std::string& name)
{
    return name.empty() ? x : times(x, layers.checkpoint.matrix(name));
}

} // namespace

PlainVitNames vitNames(const std::string& block)
{
    const auto heads = block + "attention.attention.";
    return {.norm1 = block + "layernorm_before",
            .fused = "",
            .query = heads + "query",
            .key = heads + "key",
            .value = heads + "value",
            .output = block + "attention.output.dense",
            .scale1 = "",
            .norm2 = block + "layernorm_after",
            .hidden = block + "intermediate.dense",
            .mlpOutput = block + "output.dense",
            .scale2 = ""};
}

PlainVitNames dinov2Names(const std::string& block)
{
    auto names = vitNames(block);
    names.norm1 = block + "norm1";
    names.norm2 = block + "norm2";
    names.scale1 = block + "layer_scale1.lambda1";
    names.scale2 = block + "layer_scale2.lambda1";
    names.hidden = block + "mlp.weights_in";
    names.mlpOutput = block + "mlp.weights_out";
    names.isGated = true;
    return names;
}

PlainVitNames timmNames(const std::string& block, bool hasScale, bool isGated)
{
    return {.norm1 = block + "norm1",
            .fused = block + "attn.qkv",
            .query = "",
            .key = "",
            .value = "",
            .output = block + "attn.proj",
            .scale1 = hasScale ? block + "ls1.gamma" : "",
            .norm2 = block + "norm2",
            .hidden = block + "mlp.fc1",
            .mlpOutput = block + "mlp.fc2",
            .scale2 = hasScale ? block + "ls2.gamma" : "",
            .isGated = isGated};
}

void addBlock(PlainCheckpoint& checkpoint, const PlainVitNames& names, std::int64_t inner)
{
    checkpoint.addNorm(names.norm1, plainWidth);
    if (names.fused.empty()) {
        for (const auto& name : {names.query, names.key, names.value}) {
            checkpoint.addLinear(name, plainWidth, plainWidth);
        }
    } else {
        checkpoint.addLinear(names.fused, plainWidth, 3 * plainWidth);
    }
    checkpoint.addLinear(names.output, plainWidth, plainWidth);
    checkpoint.addNorm(names.norm2, plainWidth);
    checkpoint.addLinear(names.hidden, plainWidth, names.isGated ? 2 * inner : inner);
    checkpoint.addLinear(names.mlpOutput, inner, plainWidth);
    for (const auto& scale : {names.scale1, names.scale2}) {
        if (!scale.empty()) {
            checkpoint.add(scale, {plainWidth}, 0.5F);
        }
    }
}

PlainMatrix blockOf(const PlainLayers& layers, const PlainMatrix& x, const PlainVitNames& names)
{
    const auto input = layers.norm(x, names.norm1);
    const auto part = [&](const std::string& name, std::int64_t index) {
        return names.fused.empty()
                   ? layers.linear(input, name)
                   : columnsOf(layers.linear(input, names.fused), index * plainWidth, plainWidth);
    };
    const auto mixed =
        layers.attention(part(names.query, 0), part(names.key, 1), part(names.value, 2), 2);
    const auto middle = plus(x, scaled(layers, layers.linear(mixed, names.output), names.scale1));
    auto hidden = layers.linear(layers.norm(middle, names.norm2), names.hidden);
    if (names.isGated) {
        const auto inner = hidden.columns / 2;
        hidden =
            times(applied(columnsOf(hidden, 0, inner), plainSilu), columnsOf(hidden, inner, inner));
    } else {
        hidden = applied(hidden, plainGelu);
    }
    return plus(middle, scaled(layers, layers.linear(hidden, names.mlpOutput), names.scale2));
}

PlainMatrix blocksOf(const PlainLayers& layers, PlainMatrix x,
                     const std::function<PlainVitNames(const std::string&)>& names,
                     const std::string& blocks)
{
    for (const std::string layer : {"0.", "1."}) {
        x = blockOf(layers, x, names(blocks + layer));
    }
    return x;
}

} // namespace saccade
