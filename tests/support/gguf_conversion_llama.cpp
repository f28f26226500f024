// Llama and the models that are built like it.
#include "tests/support/gguf_conversion_parts.h"

#include <cmath>
#include <numbers>

namespace saccade
{

namespace gguf
{

namespace
{

const Replacements llamaParts{{"model.embed_tokens", "token_embd"},
                              {"model.norm", "output_norm"},
                              {"lm_head", "output"},
                              {"model.layers.", "blk."},
                              {"self_attn.q_proj", "attn_q"},
                              {"self_attn.k_proj", "attn_k"},
                              {"self_attn.v_proj", "attn_v"},
                              {"self_attn.o_proj", "attn_output"},
                              {"self_attn.q_norm", "attn_q_norm"},
                              {"self_attn.k_norm", "attn_k_norm"},
                              {"input_layernorm", "attn_norm"}};
const Replacements mlpParts{
    {"mlp.gate_proj", "ffn_gate"}, {"mlp.up_proj", "ffn_up"}, {"mlp.down_proj", "ffn_down"}};
const Replacements normBeforeMlp{{"post_attention_layernorm", "ffn_norm"}};
const Replacements normsAround{{"post_attention_layernorm", "post_attention_norm"},
                               {"pre_feedforward_layernorm", "ffn_norm"},
                               {"post_feedforward_layernorm", "post_ffw_norm"}};
const Replacements expertParts{{"block_sparse_moe.gate", "ffn_gate_inp"},
                               {"mlp.shared_expert_gate", "ffn_gate_inp_shexp"},
                               {"mlp.shared_expert.gate_proj", "ffn_gate_shexp"},
                               {"mlp.shared_expert.up_proj", "ffn_up_shexp"},
                               {"mlp.shared_expert.down_proj", "ffn_down_shexp"},
                               {"mlp.gate.", "ffn_gate_inp."}};

// Llama's reordering of queries and keys, with which neighbouring channels turn.
void interleaveHeads(Tensors& tensors, std::int64_t headWidth)
{
    for (auto& [name, tensor] : tensors) {
        if (name.find(".attn_q.") != std::string::npos ||
            name.find(".attn_k.") != std::string::npos) {
            tensor = interleaved(tensor, headWidth);
        }
    }
}

// What Llama 3 divides each frequency by, which GGUF keeps as a tensor (arXiv:2407.21783).
Tensor llama3Divisors(const nlohmann::json& config)
{
    const auto& scaling = config.at("rope_scaling");
    const auto [factor, context] =
        std::pair(scaling.at("factor").get<double>(),
                  scaling.at("original_max_position_embeddings").get<double>());
    const auto [low, high] = std::pair(scaling.at("low_freq_factor").get<double>(),
                                       scaling.at("high_freq_factor").get<double>());
    const auto width = headWidthOf(config);
    std::vector<float> divisors;
    for (std::int64_t channel = 0; channel < width; channel += 2) {
        const double wavelength =
            2.0 * std::numbers::pi *
            std::pow(config.at("rope_theta").get<double>(),
                     static_cast<double>(channel) / static_cast<double>(width));
        const double smooth = (context / wavelength - low) / (high - low);
        const double divisor = wavelength < context / high ? 1.0
                               : wavelength > context / low
                                   ? factor
                                   : 1.0 / ((1.0 - smooth) / factor + smooth);
        divisors.push_back(static_cast<float>(divisor));
    }
    return Tensor::of({std::ssize(divisors)}, std::span<const float>(divisors));
}

GgufConversion llamaLike(const char* architecture, const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {llamaParts, expertParts, mlpParts, normBeforeMlp});
    interleaveHeads(tensors, headWidthOf(from.config));
    stack(tensors, "block_sparse_moe.experts.*.w1.weight", "ffn_gate_exps.weight");
    stack(tensors, "block_sparse_moe.experts.*.w2.weight", "ffn_down_exps.weight");
    stack(tensors, "block_sparse_moe.experts.*.w3.weight", "ffn_up_exps.weight");
    const auto scaling = from.config.find("rope_scaling");
    if (scaling != from.config.end() && scaling->is_object() &&
        scaling->value("rope_type", "") == "llama3") {
        tensors.emplace("rope_freqs.weight", llama3Divisors(from.config));
    }
    return {everything(architecture, from.config,
                       {{"vocab_size", from.config.at("vocab_size")},
                        {"rope.dimension_count", headWidthOf(from.config)}}),
            std::move(tensors)};
}

GgufConversion llama(const FamilyCheckpoint& from)
{
    return llamaLike("llama", from);
}

GgufConversion smolLm3(const FamilyCheckpoint& from)
{
    return llamaLike("smollm3", from);
}

GgufConversion gemmaLike(const FamilyCheckpoint& from, const Replacements& norms,
                         const nlohmann::json& metadata)
{
    auto tensors = renamed(from.tensors, {llamaParts, mlpParts, norms});
    for (auto& [name, tensor] : tensors) {
        if (name.ends_with("norm.weight")) {
            tensor = changed(tensor, [](float weight) { return 1.0F + weight; });
        }
    }
    return {metadata, std::move(tensors)};
}

// Both of the first generations write no base of the positions.
nlohmann::json earlyGemma(const char* architecture, const nlohmann::json& config,
                          nlohmann::json more)
{
    more["attention.layer_norm_rms_epsilon"] = config.at("rms_norm_eps");
    more["attention.key_length"] = config.at("head_dim");
    more["attention.value_length"] = config.at("head_dim");
    return sizes(architecture, config, more);
}

GgufConversion gemma(const FamilyCheckpoint& from)
{
    return gemmaLike(from, normBeforeMlp, earlyGemma("gemma", from.config, {}));
}

GgufConversion gemma2(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    return gemmaLike(from, normsAround,
                     earlyGemma("gemma2", config,
                                {{"attn_logit_softcapping", config.at("attn_logit_softcapping")},
                                 {"final_logit_softcapping", config.at("final_logit_softcapping")},
                                 {"attention.sliding_window", config.at("sliding_window")}}));
}

GgufConversion gemma3(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    nlohmann::json more{{"rope.freq_base", config.at("rope_theta").get<double>()}};
    if (config.value("sliding_window_pattern", 6) != 1) {
        more["attention.sliding_window"] = config.at("sliding_window");
    }
    if (config.contains("rope_local_base_freq")) {
        more["rope.freq_base_swa"] = config.at("rope_local_base_freq").get<double>();
    }
    return gemmaLike(from, normsAround, everything("gemma3", config, more));
}

GgufConversion qwen2(const FamilyCheckpoint& from)
{
    return {everything("qwen2", from.config, {}),
            renamed(from.tensors, {llamaParts, mlpParts, normBeforeMlp})};
}

GgufConversion qwen3(const FamilyCheckpoint& from)
{
    return {everything("qwen3", from.config, {}),
            renamed(from.tensors, {llamaParts, mlpParts, normBeforeMlp})};
}

GgufConversion qwenMoe(const char* architecture, const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {llamaParts, expertParts, mlpParts, normBeforeMlp});
    for (auto& [name, tensor] : tensors) {
        if (name.ends_with("ffn_gate_inp_shexp.weight")) { // which the converter squeezes
            tensor = tensor.reshaped({tensor.elements()});
        }
    }
    stack(tensors, "mlp.experts.*.gate_proj.weight", "ffn_gate_exps.weight");
    stack(tensors, "mlp.experts.*.up_proj.weight", "ffn_up_exps.weight");
    stack(tensors, "mlp.experts.*.down_proj.weight", "ffn_down_exps.weight");
    nlohmann::json more{{"expert_feed_forward_length", from.config.at("moe_intermediate_size")}};
    if (from.config.contains("shared_expert_intermediate_size")) {
        more["expert_shared_feed_forward_length"] =
            from.config.at("shared_expert_intermediate_size");
    }
    return {everything(architecture, from.config, more), std::move(tensors)};
}

GgufConversion qwen2Moe(const FamilyCheckpoint& from)
{
    return qwenMoe("qwen2moe", from);
}

GgufConversion qwen3Moe(const FamilyCheckpoint& from)
{
    return qwenMoe("qwen3moe", from);
}

GgufConversion phi3(const FamilyCheckpoint& from)
{
    const auto& config = from.config;
    auto tensors = renamed(from.tensors, {llamaParts,
                                          {{"self_attn.qkv_proj", "attn_qkv"},
                                           {"mlp.gate_up_proj", "ffn_up"},
                                           {"mlp.down_proj", "ffn_down"}},
                                          normBeforeMlp});
    const double share = config.value("partial_rotary_factor", 1.0);
    const auto original = config.at("original_max_position_embeddings").get<double>();
    const bool hasWindow = config.contains("sliding_window") && config.at("sliding_window") > 0;
    nlohmann::json more{
        {"rope.dimension_count",
         static_cast<std::int64_t>(share * static_cast<double>(headWidthOf(config)))},
        {"rope.freq_base", config.at("rope_theta").get<double>()},
        {"rope.scaling.original_context_length", static_cast<std::int64_t>(original)},
        {"attention.layer_norm_rms_epsilon", config.at("rms_norm_eps")},
        {"attention.sliding_window", hasWindow ? config.at("sliding_window") : nlohmann::json(0)}};
    const auto& scaling = config.at("rope_scaling");
    if (scaling.is_object()) {
        for (const auto* length : {"short", "long"}) {
            const auto factors =
                scaling.at(std::string(length) + "_factor").get<std::vector<float>>();
            tensors.emplace(std::string("rope_factors_") + length + ".weight",
                            Tensor::of({std::ssize(factors)}, std::span<const float>(factors)));
        }
        const double stretch = config.at("max_position_embeddings").get<double>() / original;
        more["rope.scaling.attn_factor"] = std::sqrt(1.0 + std::log(stretch) / std::log(original));
    }
    return {sizes("phi3", config, more), std::move(tensors)};
}

GgufConversion olmo(const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {llamaParts, mlpParts});
    interleaveHeads(tensors, headWidthOf(from.config));
    return {everything("olmo", from.config,
                       {{"attention.layer_norm_epsilon", 1e-5},
                        {"attention.clamp_kqv", from.config.at("clip_qkv")}}),
            std::move(tensors)};
}

// OLMo 3 too.
GgufConversion olmo2(const FamilyCheckpoint& from)
{
    nlohmann::json more = nlohmann::json::object();
    if (from.config.contains("sliding_window")) {
        more["attention.sliding_window"] = from.config.at("sliding_window");
        auto pattern = nlohmann::json::array();
        for (const auto& type : from.config.at("layer_types")) {
            pattern.push_back(type == "sliding_attention");
        }
        more["attention.sliding_window_pattern"] = std::move(pattern);
    }
    return {everything("olmo2", from.config, more),
            renamed(from.tensors, {llamaParts, mlpParts, normsAround})};
}

} // namespace

void addLlamaKin(std::map<std::string, GgufConverter>& to)
{
    to.insert({{"llama", llama},
               {"smollm3", smolLm3},
               {"gemma", gemma},
               {"gemma2", gemma2},
               {"gemma3", gemma3},
               {"qwen2", qwen2},
               {"qwen2moe", qwen2Moe},
               {"qwen3", qwen3},
               {"qwen3moe", qwen3Moe},
               {"phi3", phi3},
               {"olmo", olmo},
               {"olmo2", olmo2}});
}

} // namespace gguf

GgufConversion mixtralApart(const FamilyCheckpoint& from)
{
    using namespace gguf;
    auto tensors = renamed(from.tensors, {llamaParts, expertParts, normBeforeMlp});
    interleaveHeads(tensors, headWidthOf(from.config));
    const std::map<std::string, std::string> parts{
        {"w1", "ffn_gate"}, {"w2", "ffn_down"}, {"w3", "ffn_up"}};
    const auto experts = from.config.at("num_local_experts").get<int>();
    for (const auto& [theirs, ours] : parts) {
        for (int expert = 0; expert < experts; ++expert) {
            const auto number = std::to_string(expert);
            tensors = renamed(tensors, {{{"block_sparse_moe.experts." + number + "." + theirs,
                                          ours + "." + number}}});
        }
    }
    return {everything("llama", from.config, {}), std::move(tensors)};
}

} // namespace saccade
