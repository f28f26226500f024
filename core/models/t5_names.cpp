#include "core/models/t5_names.h"

namespace saccade
{

namespace
{

class HuggingFaceNames : public T5Names
{
public:
    std::vector<std::string> embedding() const override
    {
        return {"shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight"};
    }
    std::string output() const override { return "lm_head.weight"; }
    std::string finalNorm(T5Side side) const override
    {
        return stack(side) + ".final_layer_norm.weight";
    }
    T5AttentionNames selfAttention(T5Side side, std::int64_t layer) const override
    {
        return attention(part(side, layer, 0), ".SelfAttention");
    }
    T5AttentionNames crossAttention(std::int64_t layer) const override
    {
        return attention(part(T5Side::Decoder, layer, 1), ".EncDecAttention");
    }
    T5MlpNames mlp(T5Side side, std::int64_t layer) const override
    {
        const auto name = part(side, layer, side == T5Side::Encoder ? 1 : 2);
        return {.norm = name + ".layer_norm.weight",
                .gate = name + ".DenseReluDense.wi_0",
                .up = name + ".DenseReluDense.wi_1",
                .down = name + ".DenseReluDense.wo",
                .ungated = name + ".DenseReluDense.wi"};
    }

private:
    static std::string stack(T5Side side)
    {
        return side == T5Side::Encoder ? "encoder" : "decoder";
    }
    static std::string part(T5Side side, std::int64_t layer, int index)
    {
        return stack(side) + ".block." + std::to_string(layer) + ".layer." + std::to_string(index);
    }
    static T5AttentionNames attention(const std::string& layer, const std::string& part)
    {
        const auto name = layer + part;
        return {.norm = layer + ".layer_norm.weight",
                .queries = name + ".q",
                .keys = name + ".k",
                .values = name + ".v",
                .output = name + ".o",
                .distances = name + ".relative_attention_bias.weight"};
    }
};

class GgufNames : public T5Names
{
public:
    std::vector<std::string> embedding() const override { return {"token_embd.weight"}; }
    std::string output() const override { return "output.weight"; }
    std::string finalNorm(T5Side side) const override
    {
        return stack(side) + ".output_norm.weight";
    }
    T5AttentionNames selfAttention(T5Side side, std::int64_t layer) const override
    {
        return attention(block(side, layer) + "attn_");
    }
    T5AttentionNames crossAttention(std::int64_t layer) const override
    {
        return attention(block(T5Side::Decoder, layer) + "cross_attn_");
    }
    T5MlpNames mlp(T5Side side, std::int64_t layer) const override
    {
        const auto name = block(side, layer) + "ffn_";
        return {.norm = name + "norm.weight",
                .gate = name + "gate",
                .up = name + "up",
                .down = name + "down",
                .ungated = name + "up"};
    }

private:
    static std::string stack(T5Side side) { return side == T5Side::Encoder ? "enc" : "dec"; }
    static std::string block(T5Side side, std::int64_t layer)
    {
        return stack(side) + ".blk." + std::to_string(layer) + ".";
    }
    static T5AttentionNames attention(const std::string& name)
    {
        return {.norm = name + "norm.weight",
                .queries = name + "q",
                .keys = name + "k",
                .values = name + "v",
                .output = name + "o",
                .distances = name + "rel_b.weight"};
    }
};

} // namespace

const T5Names& huggingFaceT5Names()
{
    static const HuggingFaceNames names;
    return names;
}

const T5Names& ggufT5Names()
{
    static const GgufNames names;
    return names;
}

} // namespace saccade
