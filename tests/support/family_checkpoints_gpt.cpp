// The families that GPT-3 is the model of.
#include "tests/support/family_builder.h"

namespace saccade
{

namespace
{

using namespace family;

constexpr std::int64_t layers = 3;
constexpr std::int64_t width = 32;
constexpr std::int64_t heads = 4;
constexpr std::int64_t headWidth = 8;
constexpr std::int64_t hidden = 40;

FamilyCheckpoint phi(bool hasHeadNorms)
{
    Builder to(hasHeadNorms ? "phi, norms of heads" : "phi",
               {{"model_type", "phi"},
                {"hidden_size", width},
                {"num_hidden_layers", layers},
                {"num_attention_heads", heads},
                {"num_key_value_heads", 2},
                {"intermediate_size", hidden},
                {"max_position_embeddings", positions},
                {"rope_theta", 100.0},
                {"layer_norm_eps", 1e-5},
                {"partial_rotary_factor", 0.5},
                {"qk_layernorm", hasHeadNorms},
                {"tie_word_embeddings", false},
                {"hidden_act", "gelu_new"}});
    to.table("model.embed_tokens", vocabulary, width);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "model.layers." + std::to_string(l) + ".";
        const auto keyWidth = 2 * headWidth;
        to.layerNorm(block + "input_layernorm", width);
        to.linear(block + "self_attn.q_proj", width, width, true);
        to.linear(block + "self_attn.k_proj", keyWidth, width, true);
        to.linear(block + "self_attn.v_proj", keyWidth, width, true);
        to.linear(block + "self_attn.dense", width, width, true);
        to.linear(block + "mlp.fc1", hidden, width, true);
        to.linear(block + "mlp.fc2", width, hidden, true);
        if (hasHeadNorms) {
            to.layerNorm(block + "self_attn.q_layernorm", headWidth);
            to.layerNorm(block + "self_attn.k_layernorm", headWidth);
        }
    }
    to.layerNorm("model.final_layernorm", width);
    to.linear("lm_head", vocabulary, width, true);
    return to.take();
}

FamilyCheckpoint gptJ()
{
    Builder to("gptj", {{"model_type", "gptj"},
                        {"n_embd", width},
                        {"n_layer", layers},
                        {"n_head", heads},
                        {"n_positions", positions},
                        {"n_inner", hidden},
                        {"rotary_dim", 4},
                        {"layer_norm_epsilon", 1e-5},
                        {"activation_function", "gelu_new"},
                        {"tie_word_embeddings", false}});
    to.table("transformer.wte", vocabulary, width);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "transformer.h." + std::to_string(l) + ".";
        to.layerNorm(block + "ln_1", width);
        for (const auto* part : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
            to.linear(block + "attn." + part, width, width);
        }
        to.linear(block + "mlp.fc_in", hidden, width, true);
        to.linear(block + "mlp.fc_out", width, hidden, true);
    }
    to.layerNorm("transformer.ln_f", width);
    to.linear("lm_head", vocabulary, width, true);
    return to.take();
}

// One after the other; side by side has an oracle.
FamilyCheckpoint gptNeoX()
{
    Builder to("gpt_neox", {{"model_type", "gpt_neox"},
                            {"hidden_size", width},
                            {"num_hidden_layers", layers},
                            {"num_attention_heads", heads},
                            {"intermediate_size", hidden},
                            {"max_position_embeddings", positions},
                            {"layer_norm_eps", 1e-5},
                            {"rotary_pct", 0.25},
                            {"rotary_emb_base", 50},
                            {"hidden_act", "gelu"},
                            {"use_parallel_residual", false},
                            {"tie_word_embeddings", false}});
    to.table("gpt_neox.embed_in", vocabulary, width);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "gpt_neox.layers." + std::to_string(l) + ".";
        to.layerNorm(block + "input_layernorm", width);
        to.layerNorm(block + "post_attention_layernorm", width);
        to.linear(block + "attention.query_key_value", 3 * width, width, true);
        to.linear(block + "attention.dense", width, width, true);
        to.linear(block + "mlp.dense_h_to_4h", hidden, width, true);
        to.linear(block + "mlp.dense_4h_to_h", width, hidden, true);
    }
    to.layerNorm("gpt_neox.final_layer_norm", width);
    to.linear("embed_out", vocabulary, width);
    return to.take();
}

enum class FalconKind { SevenBillion, FortyBillion, RefinedWeb };

FamilyCheckpoint falcon(FalconKind kind)
{
    const bool isNew = kind == FalconKind::FortyBillion;
    const bool isRefinedWeb = kind == FalconKind::RefinedWeb;
    Builder to(isNew          ? "falcon, new architecture"
               : isRefinedWeb ? "falcon, refined web"
                              : "falcon",
               {{"model_type", "falcon"},
                {"hidden_size", width},
                {"num_hidden_layers", layers},
                {"num_attention_heads", heads},
                {"num_kv_heads", 2},
                {"new_decoder_architecture", isNew},
                {"multi_query", !isRefinedWeb},
                {"parallel_attn", !isRefinedWeb},
                {"alibi", isRefinedWeb},
                {"bias", isRefinedWeb},
                {"layer_norm_epsilon", 1e-5},
                {"rope_theta", 100.0}});
    const auto keyHeads = isNew ? 2 : isRefinedWeb ? heads : 1;
    to.table("transformer.word_embeddings", vocabulary, width);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "transformer.h." + std::to_string(l) + ".";
        to.layerNorm(block + (isNew ? "ln_attn" : "input_layernorm"), width);
        if (isNew || isRefinedWeb) {
            to.layerNorm(block + (isNew ? "ln_mlp" : "post_attention_layernorm"), width);
        }
        to.linear(block + "self_attention.query_key_value", (heads + 2 * keyHeads) * headWidth,
                  width, isRefinedWeb);
        to.linear(block + "self_attention.dense", width, width, isRefinedWeb);
        to.linear(block + "mlp.dense_h_to_4h", 4 * width, width, isRefinedWeb);
        to.linear(block + "mlp.dense_4h_to_h", width, 4 * width, isRefinedWeb);
    }
    to.layerNorm("transformer.ln_f", width);
    return to.take();
}

// As the 350M model is made.
FamilyCheckpoint opt()
{
    constexpr std::int64_t narrow = 20;
    Builder to("opt, norms after", {{"model_type", "opt"},
                                    {"hidden_size", width},
                                    {"word_embed_proj_dim", narrow},
                                    {"num_hidden_layers", layers},
                                    {"num_attention_heads", heads},
                                    {"ffn_dim", hidden},
                                    {"max_position_embeddings", positions},
                                    {"activation_function", "relu"},
                                    {"do_layer_norm_before", false}});
    to.table("model.decoder.embed_tokens", vocabulary, narrow);
    to.table("model.decoder.embed_positions", positions + 2, width);
    to.linear("model.decoder.project_in", width, narrow);
    to.linear("model.decoder.project_out", narrow, width);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "model.decoder.layers." + std::to_string(l) + ".";
        for (const auto* part : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
            to.linear(block + "self_attn." + part, width, width, true);
        }
        to.layerNorm(block + "self_attn_layer_norm", width);
        to.linear(block + "fc1", hidden, width, true);
        to.linear(block + "fc2", width, hidden, true);
        to.layerNorm(block + "final_layer_norm", width);
    }
    return to.take();
}

// With six heads, no power of two, and the option that its oracle leaves off.
FamilyCheckpoint bloom()
{
    constexpr std::int64_t six = 6;
    constexpr std::int64_t wide = six * headWidth;
    Builder to("bloom, six heads", {{"model_type", "bloom"},
                                    {"hidden_size", wide},
                                    {"n_layer", layers},
                                    {"n_head", six},
                                    {"layer_norm_epsilon", 1e-5},
                                    {"apply_residual_connection_post_layernorm", true}});
    to.table("transformer.word_embeddings", vocabulary, wide);
    to.layerNorm("transformer.word_embeddings_layernorm", wide);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "transformer.h." + std::to_string(l) + ".";
        to.layerNorm(block + "input_layernorm", wide);
        to.layerNorm(block + "post_attention_layernorm", wide);
        to.linear(block + "self_attention.query_key_value", 3 * wide, wide, true);
        to.linear(block + "self_attention.dense", wide, wide, true);
        to.linear(block + "mlp.dense_h_to_4h", 4 * wide, wide, true);
        to.linear(block + "mlp.dense_4h_to_h", wide, 4 * wide, true);
    }
    to.layerNorm("transformer.ln_f", wide);
    return to.take();
}

} // namespace

std::vector<FamilyCheckpoint> gptCheckpoints()
{
    return {phi(false),
            phi(true),
            gptJ(),
            gptNeoX(),
            falcon(FalconKind::SevenBillion),
            falcon(FalconKind::FortyBillion),
            falcon(FalconKind::RefinedWeb),
            opt(),
            bloom()};
}

} // namespace saccade
