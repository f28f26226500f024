#include "tests/support/random_encoder_decoders.h"

#include "core/files/safetensors.h"
#include "tests/support/tiny_models.h"

#include <array>
#include <fstream>
#include <regex>

namespace saccade
{

namespace
{

constexpr std::int64_t width = 16;
constexpr std::int64_t inner = 24;
constexpr std::int64_t vocabulary = 29;
constexpr std::int64_t decoderVocabulary = 31;
constexpr std::int64_t positions = 20;
constexpr std::int64_t encoderLayers = 2;
constexpr std::int64_t decoderLayers = 3;
constexpr std::int64_t t5Heads = 3;
constexpr std::int64_t t5HeadWidth = 6;

class Builder
{
public:
    explicit Builder(nlohmann::json configuration)
    {
        m_checkpoint.path = "random";
        m_checkpoint.format = "Hugging Face";
        m_checkpoint.configuration = std::move(configuration);
    }

    void add(const std::string& name, Shape shape, float size = 0.5F, float offset = 0.0F)
    {
        const auto seed = m_checkpoint.tensors.size() + 1;
        m_checkpoint.tensors.emplace(name, randomTensor(std::move(shape), seed, size, offset));
        m_checkpoint.tensorFiles.emplace(name, "random.safetensors");
    }
    void addNorm(const std::string& name)
    {
        add(name + ".weight", {width}, 0.3F, 1.0F);
        add(name + ".bias", {width}, 0.2F);
    }
    void addLinear(const std::string& name, std::int64_t out, std::int64_t in)
    {
        add(name + ".weight", {out, in});
        add(name + ".bias", {out}, 0.2F);
    }
    Checkpoint take() { return std::move(m_checkpoint); }

private:
    Checkpoint m_checkpoint;
};

void addBartStack(Builder& builder, const RandomBart& kind, const std::string& side)
{
    const auto stack = kind.prefix + side + ".";
    const bool isDecoder = side == "decoder";
    if (kind.hasLearnedPositions) {
        builder.add(stack + "embed_positions.weight", {positions + 2, width});
    }
    if (kind.normalisesEmbedding) {
        builder.addNorm(stack + "layernorm_embedding");
    }
    if (kind.hasFinalNorm) {
        builder.addNorm(stack + "layer_norm");
    }
    for (std::int64_t l = 0; l < (isDecoder ? decoderLayers : encoderLayers); ++l) {
        const auto block = stack + "layers." + std::to_string(l) + ".";
        for (const auto* part : {"self_attn", "encoder_attn"}) {
            if (part == std::string("encoder_attn") && !isDecoder) {
                continue;
            }
            builder.addNorm(block + part + "_layer_norm");
            for (const auto* projection : {".q_proj", ".k_proj", ".v_proj", ".out_proj"}) {
                builder.addLinear(block + part + projection, width, width);
            }
        }
        builder.addNorm(block + "final_layer_norm");
        builder.addLinear(block + "fc1", inner, width);
        builder.addLinear(block + "fc2", width, inner);
    }
}

void addT5Attention(Builder& builder, const std::string& layer, const std::string& part)
{
    builder.add(layer + ".layer_norm.weight", {width}, 0.3F, 1.0F);
    for (const auto* projection : {".q", ".k", ".v"}) {
        builder.add(layer + part + projection + ".weight", {t5Heads * t5HeadWidth, width});
    }
    builder.add(layer + part + ".o.weight", {width, t5Heads * t5HeadWidth});
}

void addT5Stack(Builder& builder, const RandomT5& kind, const std::string& side)
{
    const bool isDecoder = side == "decoder";
    for (std::int64_t l = 0; l < (isDecoder ? decoderLayers : encoderLayers); ++l) {
        const auto block = side + ".block." + std::to_string(l) + ".layer.";
        addT5Attention(builder, block + "0", ".SelfAttention");
        if (l == 0 || kind.hasDistancesInEveryLayer) {
            builder.add(block + "0.SelfAttention.relative_attention_bias.weight", {8, t5Heads},
                        2.0F);
        }
        if (isDecoder) {
            addT5Attention(builder, block + "1", ".EncDecAttention");
        }
        const auto mlp = block + (isDecoder ? "2" : "1");
        builder.add(mlp + ".layer_norm.weight", {width}, 0.3F, 1.0F);
        if (kind.feedForward.starts_with("gated")) {
            builder.add(mlp + ".DenseReluDense.wi_0.weight", {inner, width});
            builder.add(mlp + ".DenseReluDense.wi_1.weight", {inner, width});
        } else {
            builder.add(mlp + ".DenseReluDense.wi.weight", {inner, width});
        }
        builder.add(mlp + ".DenseReluDense.wo.weight", {width, inner});
    }
    builder.add(side + ".final_layer_norm.weight", {width}, 0.3F, 1.0F);
}

} // namespace

Checkpoint randomBart(const RandomBart& kind)
{
    Builder builder(
        {{"model_type", kind.modelType},
         {"d_model", width},
         {"encoder_layers", encoderLayers},
         {"decoder_layers", decoderLayers},
         {"encoder_attention_heads", 4},
         {"decoder_attention_heads", 4},
         {"encoder_ffn_dim", inner},
         {"decoder_ffn_dim", inner},
         {"vocab_size", vocabulary},
         {"max_position_embeddings", positions},
         {"activation_function", kind.activation},
         {"scale_embedding", kind.scalesEmbeddings},
         {"tie_word_embeddings", kind.isTied},
         {"share_encoder_decoder_embeddings", kind.sharesEmbeddings},
         {"pad_token_id", 1},
         {"decoder_start_token_id", 2},
         {"eos_token_id", 2},
         {"decoder_vocab_size", kind.sharesEmbeddings ? vocabulary : decoderVocabulary}});
    const auto words = kind.sharesEmbeddings ? vocabulary : decoderVocabulary;
    if (kind.sharesEmbeddings) {
        builder.add(kind.prefix + "shared.weight", {vocabulary, width});
    } else {
        builder.add(kind.prefix + "encoder.embed_tokens.weight", {vocabulary, width});
        builder.add(kind.prefix + "decoder.embed_tokens.weight", {decoderVocabulary, width});
    }
    if (!kind.isTied) {
        builder.add("lm_head.weight", {words, width});
    }
    if (kind.hasLogitsBias) {
        builder.add("final_logits_bias", {1, words});
    }
    addBartStack(builder, kind, "encoder");
    addBartStack(builder, kind, "decoder");
    return builder.take();
}

Checkpoint randomT5(const RandomT5& kind)
{
    Builder builder({{"model_type", kind.modelType},
                     {"d_model", width},
                     {"d_kv", t5HeadWidth},
                     {"d_ff", inner},
                     {"num_layers", encoderLayers},
                     {"num_decoder_layers", decoderLayers},
                     {"num_heads", t5Heads},
                     {"vocab_size", vocabulary},
                     {"feed_forward_proj", kind.feedForward},
                     {"tie_word_embeddings", kind.isTied},
                     {"relative_attention_num_buckets", 8},
                     {"relative_attention_max_distance", 12},
                     {"decoder_start_token_id", 0},
                     {"eos_token_id", 1}});
    builder.add("shared.weight", {vocabulary, width});
    if (!kind.isTied) {
        builder.add("lm_head.weight", {vocabulary, width});
    }
    addT5Stack(builder, kind, "encoder");
    addT5Stack(builder, kind, "decoder");
    return builder.take();
}

Checkpoint ggufOf(const Checkpoint& t5)
{
    const std::string stack = R"((en|de)coder\.block\.(\d+)\.layer\.)";
    const std::array<std::pair<std::string, const char*>, 12> renamings{{
        {stack + R"(0\.SelfAttention\.relative_attention_bias)", "$1c.blk.$2.attn_rel_b"},
        {stack + R"(0\.SelfAttention\.)", "$1c.blk.$2.attn_"},
        {stack + R"(0\.layer_norm)", "$1c.blk.$2.attn_norm"},
        {stack + R"(1\.EncDecAttention\.)", "$1c.blk.$2.cross_attn_"},
        {R"(decoder\.block\.(\d+)\.layer\.1\.layer_norm)", "dec.blk.$1.cross_attn_norm"},
        {stack + R"([12]\.DenseReluDense\.wi_0)", "$1c.blk.$2.ffn_gate"},
        {stack + R"([12]\.DenseReluDense\.wi(_1)?)", "$1c.blk.$2.ffn_up"},
        {stack + R"([12]\.DenseReluDense\.wo)", "$1c.blk.$2.ffn_down"},
        {stack + R"([12]\.layer_norm)", "$1c.blk.$2.ffn_norm"},
        {R"((en|de)coder\.final_layer_norm)", "$1c.output_norm"},
        {"shared", "token_embd"},
        {"lm_head", "output"},
    }};
    Checkpoint result;
    result.path = "random.gguf";
    result.format = "GGUF";
    result.configuration = {{"general.architecture", "t5"},
                            {"t5.embedding_length", width},
                            {"t5.feed_forward_length", inner},
                            {"t5.block_count", encoderLayers},
                            {"t5.decoder_block_count", decoderLayers},
                            {"t5.attention.head_count", t5Heads},
                            {"t5.attention.key_length", t5HeadWidth},
                            {"t5.attention.relative_buckets_count", 8},
                            {"t5.attention.layer_norm_rms_epsilon", 1e-6},
                            {"t5.decoder_start_token_id", 5}};
    for (const auto& [name, tensor] : t5.tensors) {
        auto renamed = name;
        for (const auto& [pattern, replacement] : renamings) {
            renamed = std::regex_replace(renamed, std::regex(pattern), replacement);
        }
        result.tensors.emplace(renamed, tensor);
        result.tensorFiles.emplace(renamed, "random.gguf");
    }
    return result;
}

void writeFolder(const Checkpoint& checkpoint, const std::filesystem::path& folder)
{
    std::ofstream(folder / "config.json") << checkpoint.configuration.dump();
    writeSafetensors(folder / "model.safetensors", checkpoint.tensors, {});
}

} // namespace saccade
