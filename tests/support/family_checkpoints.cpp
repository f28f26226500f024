#include "tests/support/family_checkpoints.h"

#include "tests/support/family_builder.h"

namespace saccade
{

namespace
{

using namespace family;

struct Sizes {
    std::int64_t layers = 3, width = 24, heads = 4, keyHeads = 2, headWidth = 6, hidden = 40;
};

nlohmann::json llamaConfig(const char* type, const Sizes& sizes)
{
    return {{"model_type", type},
            {"hidden_size", sizes.width},
            {"num_hidden_layers", sizes.layers},
            {"num_attention_heads", sizes.heads},
            {"num_key_value_heads", sizes.keyHeads},
            {"intermediate_size", sizes.hidden},
            {"max_position_embeddings", positions},
            {"rms_norm_eps", 1e-6},
            {"rope_theta", 100.0},
            {"tie_word_embeddings", false}};
}

nlohmann::json with(nlohmann::json config, const nlohmann::json& more)
{
    config.update(more);
    return config;
}

std::string layerName(std::int64_t layer)
{
    return "model.layers." + std::to_string(layer) + ".";
}

void addAttention(Builder& to, const std::string& block, const Sizes& sizes, bool bias = false)
{
    to.linear(block + "self_attn.q_proj", sizes.heads * sizes.headWidth, sizes.width, bias);
    to.linear(block + "self_attn.k_proj", sizes.keyHeads * sizes.headWidth, sizes.width, bias);
    to.linear(block + "self_attn.v_proj", sizes.keyHeads * sizes.headWidth, sizes.width, bias);
    to.linear(block + "self_attn.o_proj", sizes.width, sizes.heads * sizes.headWidth);
}

void addGatedMlp(Builder& to, const std::string& name, std::int64_t width, std::int64_t hidden)
{
    to.linear(name + ".gate_proj", hidden, width);
    to.linear(name + ".up_proj", hidden, width);
    to.linear(name + ".down_proj", width, hidden);
}

void addExperts(Builder& to, const std::string& name, std::int64_t width)
{
    constexpr std::int64_t experts = 5;
    constexpr std::int64_t hidden = 12;
    to.linear(name + ".gate", experts, width);
    for (std::int64_t e = 0; e < experts; ++e) {
        addGatedMlp(to, name + ".experts." + std::to_string(e), width, hidden);
    }
}

FamilyCheckpoint qwen3()
{
    const Sizes sizes{.headWidth = 10};
    Builder to("qwen3", with(llamaConfig("qwen3", sizes), {{"head_dim", sizes.headWidth}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.rmsNorm(layerName(l) + "input_layernorm", sizes.width);
        addAttention(to, layerName(l), sizes);
        to.rmsNorm(layerName(l) + "self_attn.q_norm", sizes.headWidth);
        to.rmsNorm(layerName(l) + "self_attn.k_norm", sizes.headWidth);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
    }
    to.rmsNorm("model.norm", sizes.width);
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

FamilyCheckpoint qwen2Moe()
{
    const Sizes sizes;
    Builder to("qwen2_moe",
               with(llamaConfig("qwen2_moe", sizes), {{"num_experts", 5},
                                                      {"num_experts_per_tok", 3},
                                                      {"moe_intermediate_size", 12},
                                                      {"shared_expert_intermediate_size", 14},
                                                      {"norm_topk_prob", false},
                                                      {"decoder_sparse_step", 1},
                                                      {"mlp_only_layers", {1}}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.rmsNorm(layerName(l) + "input_layernorm", sizes.width);
        addAttention(to, layerName(l), sizes, true);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        if (l == 1) {
            addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
            continue;
        }
        addExperts(to, layerName(l) + "mlp", sizes.width);
        addGatedMlp(to, layerName(l) + "mlp.shared_expert", sizes.width, 14);
        to.linear(layerName(l) + "mlp.shared_expert_gate", 1, sizes.width);
    }
    to.rmsNorm("model.norm", sizes.width);
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

FamilyCheckpoint qwen3Moe()
{
    const Sizes sizes{.headWidth = 10};
    Builder to("qwen3_moe", with(llamaConfig("qwen3_moe", sizes), {{"head_dim", sizes.headWidth},
                                                                   {"num_experts", 5},
                                                                   {"num_experts_per_tok", 2},
                                                                   {"moe_intermediate_size", 12},
                                                                   {"norm_topk_prob", true},
                                                                   {"decoder_sparse_step", 2}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.rmsNorm(layerName(l) + "input_layernorm", sizes.width);
        addAttention(to, layerName(l), sizes);
        to.rmsNorm(layerName(l) + "self_attn.q_norm", sizes.headWidth);
        to.rmsNorm(layerName(l) + "self_attn.k_norm", sizes.headWidth);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        if (l % 2 == 0) {
            addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
        } else {
            addExperts(to, layerName(l) + "mlp", sizes.width);
        }
    }
    to.rmsNorm("model.norm", sizes.width);
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

FamilyCheckpoint smolLm3()
{
    const Sizes sizes;
    Builder to("smollm3", with(llamaConfig("smollm3", sizes),
                               {{"no_rope_layer_interval", 2}, {"tie_word_embeddings", true}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.rmsNorm(layerName(l) + "input_layernorm", sizes.width);
        addAttention(to, layerName(l), sizes);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
    }
    to.rmsNorm("model.norm", sizes.width);
    return to.take();
}

FamilyCheckpoint gemma(int generation)
{
    const Sizes sizes{.headWidth = 8};
    auto config = llamaConfig(generation == 1 ? "gemma" : "gemma3_text", sizes);
    config.update({{"head_dim", sizes.headWidth}, {"tie_word_embeddings", true}});
    if (generation == 1) {
        config["hidden_act"] = "gelu"; // which Gemma reads as the approximation by tanh
    } else {
        config.update({{"sliding_window", 4},
                       {"sliding_window_pattern", 3},
                       {"query_pre_attn_scalar", 12},
                       {"rope_local_base_freq", 30.0},
                       {"rope_scaling", {{"rope_type", "linear"}, {"factor", 8.0}}}});
    }
    Builder to("gemma" + std::to_string(generation), config, 0.0F);
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.rmsNorm(layerName(l) + "input_layernorm", sizes.width);
        addAttention(to, layerName(l), sizes);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
        if (generation == 3) {
            to.rmsNorm(layerName(l) + "self_attn.q_norm", sizes.headWidth);
            to.rmsNorm(layerName(l) + "self_attn.k_norm", sizes.headWidth);
            to.rmsNorm(layerName(l) + "pre_feedforward_layernorm", sizes.width);
            to.rmsNorm(layerName(l) + "post_feedforward_layernorm", sizes.width);
        }
    }
    to.rmsNorm("model.norm", sizes.width);
    return to.take();
}

FamilyCheckpoint olmo()
{
    const Sizes sizes;
    Builder to("olmo", with(llamaConfig("olmo", sizes), {{"clip_qkv", 1.25}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        addAttention(to, layerName(l), sizes);
        addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
    }
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

FamilyCheckpoint olmo2(int generation)
{
    const Sizes sizes;
    const auto name = "olmo" + std::to_string(generation);
    auto config = llamaConfig(name.c_str(), sizes);
    if (generation == 3) {
        config.update(
            {{"sliding_window", 4},
             {"layer_types", {"sliding_attention", "full_attention", "sliding_attention"}},
             {"rope_scaling", {{"rope_type", "linear"}, {"factor", 8.0}}}});
    }
    Builder to(name, config);
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        addAttention(to, layerName(l), sizes);
        to.rmsNorm(layerName(l) + "self_attn.q_norm", sizes.heads * sizes.headWidth);
        to.rmsNorm(layerName(l) + "self_attn.k_norm", sizes.keyHeads * sizes.headWidth);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        to.rmsNorm(layerName(l) + "post_feedforward_layernorm", sizes.width);
        addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
    }
    to.rmsNorm("model.norm", sizes.width);
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

FamilyCheckpoint phi3()
{
    const Sizes sizes{.width = 32, .headWidth = 8};
    Builder to(
        "phi3",
        with(
            llamaConfig("phi3", sizes),
            {{"partial_rotary_factor", 0.5},
             {"sliding_window", 5},
             {"original_max_position_embeddings", positions / 2},
             {"rope_scaling",
              {{"type", "longrope"}, {"short_factor", {1.0, 1.5}}, {"long_factor", {3.0, 4.0}}}}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.rmsNorm(layerName(l) + "input_layernorm", sizes.width);
        to.linear(layerName(l) + "self_attn.qkv_proj",
                  (sizes.heads + 2 * sizes.keyHeads) * sizes.headWidth, sizes.width);
        to.linear(layerName(l) + "self_attn.o_proj", sizes.width, sizes.heads * sizes.headWidth);
        to.rmsNorm(layerName(l) + "post_attention_layernorm", sizes.width);
        to.linear(layerName(l) + "mlp.gate_up_proj", 2 * sizes.hidden, sizes.width);
        to.linear(layerName(l) + "mlp.down_proj", sizes.width, sizes.hidden);
    }
    to.rmsNorm("model.norm", sizes.width);
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

enum class Joined { OneAfterTheOther, SideBySide };

FamilyCheckpoint stableLm(Joined joined)
{
    const Sizes sizes{.width = 32, .headWidth = 8};
    const bool isParallel = joined == Joined::SideBySide;
    Builder to(isParallel ? "stablelm side by side, norms of heads" : "stablelm",
               with(llamaConfig("stablelm", sizes), {{"layer_norm_eps", 1e-5},
                                                     {"partial_rotary_factor", 0.5},
                                                     {"use_qkv_bias", !isParallel},
                                                     {"qk_layernorm", isParallel},
                                                     {"use_parallel_residual", isParallel}}));
    to.table("model.embed_tokens", vocabulary, sizes.width);
    for (std::int64_t l = 0; l < sizes.layers; ++l) {
        to.layerNorm(layerName(l) + "input_layernorm", sizes.width);
        addAttention(to, layerName(l), sizes, !isParallel);
        addGatedMlp(to, layerName(l) + "mlp", sizes.width, sizes.hidden);
        if (!isParallel) {
            to.layerNorm(layerName(l) + "post_attention_layernorm", sizes.width);
            continue;
        }
        const auto norms = [&](const char* part, std::int64_t heads) {
            for (std::int64_t h = 0; h < heads; ++h) {
                to.rmsNorm(layerName(l) + "self_attn." + part + "_layernorm.norms." +
                               std::to_string(h),
                           sizes.headWidth);
            }
        };
        norms("q", sizes.heads);
        norms("k", sizes.keyHeads);
    }
    to.layerNorm("model.norm", sizes.width);
    to.linear("lm_head", vocabulary, sizes.width);
    return to.take();
}

} // namespace

std::vector<FamilyCheckpoint> familyCheckpoints()
{
    std::vector<FamilyCheckpoint> all{qwen3(),
                                      qwen2Moe(),
                                      qwen3Moe(),
                                      smolLm3(),
                                      gemma(1),
                                      gemma(3),
                                      olmo(),
                                      olmo2(2),
                                      olmo2(3),
                                      phi3(),
                                      stableLm(Joined::OneAfterTheOther),
                                      stableLm(Joined::SideBySide)};

    for (auto& checkpoint : gptCheckpoints()) {
        all.push_back(std::move(checkpoint));
    }
    return all;
}

} // namespace saccade
