// GPT-2 and the models whose norms are layer norms and whose MLPs mostly have no gate.
#include "tests/support/gguf_conversion_parts.h"

namespace saccade::gguf
{

namespace
{

double shareOf(const nlohmann::json& config, const char* key)
{
    return config.at(key).get<double>();
}

std::int64_t turned(const nlohmann::json& config, double share)
{
    return static_cast<std::int64_t>(share * static_cast<double>(headWidthOf(config)));
}

// Every "attn_qkv" from groups of heads.
void ungroup(Tensors& tensors, const nlohmann::json& config, std::int64_t heads,
             std::int64_t keyHeads)
{
    for (auto& [name, tensor] : tensors) {
        if (name.find(".attn_qkv.") != std::string::npos) {
            tensor = ungrouped(tensor, {heads, keyHeads, headWidthOf(config), FusedOrder::Groups});
        }
    }
}

GgufConversion gpt2(const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {{{"transformer.wte", "token_embd"},
                                           {"transformer.wpe", "position_embd"},
                                           {"transformer.ln_f", "output_norm"},
                                           {"transformer.h.", "blk."},
                                           {"ln_1", "attn_norm"},
                                           {"ln_2", "ffn_norm"},
                                           {"attn.c_attn", "attn_qkv"},
                                           {"attn.c_proj", "attn_output"},
                                           {"mlp.c_fc", "ffn_up"},
                                           {"mlp.c_proj", "ffn_down"}}});
    for (auto& [name, tensor] : tensors) {
        for (const auto* part : {"attn_qkv", "attn_output", "ffn_up", "ffn_down"}) {
            if (name.ends_with(std::string(part) + ".weight")) {
                tensor = transposed(tensor);
            }
        }
    }
    const auto& config = from.config;
    return {sizes("gpt2", config,
                  {{"feed_forward_length", 4 * config.at("n_embd").get<int>()},
                   {"attention.layer_norm_epsilon", config.at("layer_norm_epsilon")}}),
            std::move(tensors)};
}

GgufConversion gptNeoX(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {{{"gpt_neox.embed_in", "token_embd"},
                                           {"embed_out", "output"},
                                           {"gpt_neox.final_layer_norm", "output_norm"},
                                           {"gpt_neox.layers.", "blk."},
                                           {"input_layernorm", "attn_norm"},
                                           {"post_attention_layernorm", "ffn_norm"},
                                           {"attention.query_key_value", "attn_qkv"},
                                           {"attention.dense", "attn_output"},
                                           {"mlp.dense_h_to_4h", "ffn_up"},
                                           {"mlp.dense_4h_to_h", "ffn_down"}}});
    const auto heads = config.at("num_attention_heads").get<std::int64_t>();
    ungroup(tensors, config, heads, heads);
    return {sizes("gptneox", config,
                  {{"rope.dimension_count", turned(config, shareOf(config, "rotary_pct"))},
                   {"use_parallel_residual", config.at("use_parallel_residual")},
                   {"attention.layer_norm_epsilon", config.at("layer_norm_eps")}}),
            std::move(tensors)};
}

GgufConversion bloom(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {{{"transformer.", ""},
                                           {"word_embeddings_layernorm", "token_embd_norm"},
                                           {"word_embeddings", "token_embd"},
                                           {"ln_f", "output_norm"},
                                           {"h.", "blk."},
                                           {"input_layernorm", "attn_norm"},
                                           {"post_attention_layernorm", "ffn_norm"},
                                           {"self_attention.query_key_value", "attn_qkv"},
                                           {"self_attention.dense", "attn_output"},
                                           {"mlp.dense_h_to_4h", "ffn_up"},
                                           {"mlp.dense_4h_to_h", "ffn_down"}}});
    const auto heads = config.at("n_head").get<std::int64_t>();
    ungroup(tensors, config, heads, heads);
    const auto width = config.at("hidden_size").get<int>();
    return {sizes("bloom", config,
                  {{"context_length", config.value("seq_length", width)},
                   {"feed_forward_length", 4 * width},
                   {"attention.head_count_kv", heads},
                   {"attention.layer_norm_epsilon", config.at("layer_norm_epsilon")}}),
            std::move(tensors)};
}

GgufConversion falcon(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {{{"transformer.word_embeddings", "token_embd"},
                                           {"transformer.ln_f", "output_norm"},
                                           {"transformer.h.", "blk."},
                                           {"input_layernorm", "attn_norm"},
                                           {"ln_attn", "attn_norm_2"},
                                           {"ln_mlp", "attn_norm"},
                                           {"self_attention.query_key_value", "attn_qkv"},
                                           {"self_attention.dense", "attn_output"},
                                           {"mlp.dense_h_to_4h", "ffn_up"},
                                           {"mlp.dense_4h_to_h", "ffn_down"}}});
    const auto keyHeads = config.value("num_kv_heads", std::int64_t{1});
    ungroup(tensors, config, config.at("num_attention_heads").get<std::int64_t>(), keyHeads);
    return {sizes("falcon", config,
                  {{"context_length", 2048},
                   {"tensor_data_layout", "jploski"},
                   {"feed_forward_length", 4 * config.at("hidden_size").get<int>()},
                   {"attention.head_count_kv", keyHeads},
                   {"attention.layer_norm_epsilon", config.at("layer_norm_epsilon")}}),
            std::move(tensors)};
}

GgufConversion phi2(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {{{"model.embed_tokens", "token_embd"},
                                           {"model.final_layernorm", "output_norm"},
                                           {"lm_head", "output"},
                                           {"model.layers.", "blk."},
                                           {"input_layernorm", "attn_norm"},
                                           {"self_attn.q_proj", "attn_q"},
                                           {"self_attn.k_proj", "attn_k"},
                                           {"self_attn.v_proj", "attn_v"},
                                           {"self_attn.dense", "attn_output"},
                                           {"mlp.fc1", "ffn_up"},
                                           {"mlp.fc2", "ffn_down"}}});
    return {
        sizes("phi2", config,
              {{"attention.head_count_kv", config.at("num_attention_heads")},
               {"rope.dimension_count", turned(config, shareOf(config, "partial_rotary_factor"))},
               {"attention.layer_norm_epsilon", config.at("layer_norm_eps")}}),
        std::move(tensors)};
}

// Of which gguf-py knows the names, but whose converter does not exist.
GgufConversion gptJ(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {{{"transformer.wte", "token_embd"},
                                           {"transformer.ln_f", "output_norm"},
                                           {"lm_head", "output"},
                                           {"transformer.h.", "blk."},
                                           {"ln_1", "attn_norm"},
                                           {"attn.q_proj", "attn_q"},
                                           {"attn.k_proj", "attn_k"},
                                           {"attn.v_proj", "attn_v"},
                                           {"attn.out_proj", "attn_output"},
                                           {"mlp.fc_in", "ffn_up"},
                                           {"mlp.fc_out", "ffn_down"}}});
    return {sizes("gptj", config,
                  {{"feed_forward_length", config.at("n_inner")},
                   {"rope.dimension_count", config.at("rotary_dim")},
                   {"attention.layer_norm_epsilon", config.at("layer_norm_epsilon")}}),
            std::move(tensors)};
}

GgufConversion stableLm(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {{{"model.embed_tokens", "token_embd"},
                                           {"model.norm", "output_norm"},
                                           {"lm_head", "output"},
                                           {"model.layers.", "blk."},
                                           {"input_layernorm", "attn_norm"},
                                           {"post_attention_layernorm", "ffn_norm"},
                                           {"self_attn.q_proj", "attn_q"},
                                           {"self_attn.k_proj", "attn_k"},
                                           {"self_attn.v_proj", "attn_v"},
                                           {"self_attn.o_proj", "attn_output"},
                                           {"mlp.gate_proj", "ffn_gate"},
                                           {"mlp.up_proj", "ffn_up"},
                                           {"mlp.down_proj", "ffn_down"}}});
    stack(tensors, "self_attn.q_layernorm.norms.*.weight", "attn_q_norm.weight");
    stack(tensors, "self_attn.k_layernorm.norms.*.weight", "attn_k_norm.weight");
    return {
        sizes("stablelm", config,
              {{"rope.dimension_count", turned(config, shareOf(config, "partial_rotary_factor"))},
               // As the models have it whose configuration says nothing.
               {"use_parallel_residual", true},
               {"attention.layer_norm_epsilon", config.at("layer_norm_eps")}}),
        std::move(tensors)};
}

} // namespace

void addGptKin(std::map<std::string, GgufConverter>& to)
{
    to.insert({{"gpt2", gpt2},
               {"gptneox", gptNeoX},
               {"bloom", bloom},
               {"falcon", falcon},
               {"phi2", phi2},
               {"gptj", gptJ},
               {"stablelm", stableLm}});
}

} // namespace saccade::gguf
