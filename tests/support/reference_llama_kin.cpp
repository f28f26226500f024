// The families that a Llama is the model of.
#include "tests/support/reference_decoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade::reference
{

namespace
{

std::string layerName(int layer, const std::string& part)
{
    return "model.layers." + std::to_string(layer) + "." + part;
}

Rows gatedMlp(const Run& run, const Rows& x, const std::string& name, double (*function)(double))
{
    const auto gate = mapped(run.linear(x, name + ".gate_proj"), function);
    return run.linear(product(gate, run.linear(x, name + ".up_proj")), name + ".down_proj");
}

AttentionSettings groupedHeads(const Run& run, int headWidth)
{
    return {.heads = run.whole("num_attention_heads"),
            .keyHeads = run.whole("num_key_value_heads"),
            .scale = 1.0 / std::sqrt(headWidth)};
}

int dividedHeadWidth(const Run& run)
{
    return run.whole("hidden_size") / run.whole("num_attention_heads");
}

// Shazeer et al., arXiv:1701.06538, with Qwen's shared expert.
Rows mixture(Run& run, int layer, const Rows& x)
{
    const auto name = layerName(layer, "mlp");
    const int experts = run.whole("num_experts");
    const auto probabilities = softmax(run.linear(x, name + ".gate"));
    run.recordBlock(layer, "mlp.router", probabilities);
    std::vector<Rows> outputs;
    for (int e = 0; e < experts; ++e) {
        outputs.push_back(gatedMlp(run, x, name + ".experts." + std::to_string(e), silu));
    }
    Rows y(x.count, x.width);
    for (int r = 0; r < x.count; ++r) {
        std::vector<int> order(static_cast<std::size_t>(experts));
        std::iota(order.begin(), order.end(), 0);
        std::ranges::stable_sort(
            order, [&](int a, int b) { return probabilities.at(r, a) > probabilities.at(r, b); });
        order.resize(static_cast<std::size_t>(run.whole("num_experts_per_tok")));
        double total = 0.0;
        for (const int e : order) {
            total += probabilities.at(r, e);
        }
        for (const int e : order) {
            const double weight =
                probabilities.at(r, e) / (run.flag("norm_topk_prob") ? total : 1.0);
            for (int c = 0; c < x.width; ++c) {
                y.at(r, c) += weight * outputs[static_cast<std::size_t>(e)].at(r, c);
            }
        }
    }
    if (!run.config.contains("shared_expert_intermediate_size")) {
        return y;
    }
    const auto gate = run.linear(x, name + ".shared_expert_gate"); // [n, 1]
    auto shared = gatedMlp(run, x, name + ".shared_expert", silu);
    for (int r = 0; r < x.count; ++r) {
        for (int c = 0; c < x.width; ++c) {
            shared.at(r, c) /= 1.0 + std::exp(-gate.at(r, 0));
        }
    }
    return sum(y, shared);
}

bool hasExperts(const Run& run, int layer)
{
    const auto dense = run.config.value("mlp_only_layers", std::vector<int>{});
    return run.config.contains("num_experts") && std::ranges::find(dense, layer) == dense.end() &&
           (layer + 1) % run.whole("decoder_sparse_step") == 0;
}

} // namespace

void decodeQwen(Run& run)
{
    const double epsilon = run.number("rms_norm_eps");
    const int headWidth =
        run.config.contains("head_dim") ? run.whole("head_dim") : dividedHeadWidth(run);
    const bool hasNorms = run.config.at("model_type") != "qwen2_moe";
    const Rotation rotation{.channels = headWidth, .base = run.number("rope_theta")};
    const auto settings = groupedHeads(run, headWidth);
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto input = rmsNorm(run.tensors, x, layerName(l, "input_layernorm"), epsilon);
        auto queries = run.linear(input, layerName(l, "self_attn.q_proj"));
        auto keys = run.linear(input, layerName(l, "self_attn.k_proj"));
        if (hasNorms) {
            queries = rmsNorm(run.tensors, queries, layerName(l, "self_attn.q_norm"), epsilon, 0.0,
                              headWidth);
            keys = rmsNorm(run.tensors, keys, layerName(l, "self_attn.k_norm"), epsilon, 0.0,
                           headWidth);
        }
        const auto heads =
            run.attend(l, rotated(queries, settings.heads, rotation),
                       rotated(keys, settings.keyHeads, rotation),
                       run.linear(input, layerName(l, "self_attn.v_proj")), settings);
        x = sum(x, run.linear(heads, layerName(l, "self_attn.o_proj")));
        const auto middle =
            rmsNorm(run.tensors, x, layerName(l, "post_attention_layernorm"), epsilon);
        x = sum(x, hasExperts(run, l) ? mixture(run, l, middle)
                                      : gatedMlp(run, middle, layerName(l, "mlp"), silu));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(rmsNorm(run.tensors, x, "model.norm", epsilon), "lm_head");
}

void decodeSmolLm3(Run& run)
{
    const double epsilon = run.number("rms_norm_eps");
    const int headWidth = dividedHeadWidth(run);
    const Rotation rotation{.channels = headWidth, .base = run.number("rope_theta")};
    const auto settings = groupedHeads(run, headWidth);
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto input = rmsNorm(run.tensors, x, layerName(l, "input_layernorm"), epsilon);
        auto queries = run.linear(input, layerName(l, "self_attn.q_proj"));
        auto keys = run.linear(input, layerName(l, "self_attn.k_proj"));
        if ((l + 1) % run.whole("no_rope_layer_interval") != 0) {
            queries = rotated(queries, settings.heads, rotation);
            keys = rotated(keys, settings.keyHeads, rotation);
        }
        const auto heads = run.attend(
            l, queries, keys, run.linear(input, layerName(l, "self_attn.v_proj")), settings);
        x = sum(x, run.linear(heads, layerName(l, "self_attn.o_proj")));
        const auto middle =
            rmsNorm(run.tensors, x, layerName(l, "post_attention_layernorm"), epsilon);
        x = sum(x, gatedMlp(run, middle, layerName(l, "mlp"), silu));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(rmsNorm(run.tensors, x, "model.norm", epsilon), "model.embed_tokens");
}

// Generations 1 and 3; the second has an oracle.
void decodeGemma(Run& run)
{
    const double epsilon = run.number("rms_norm_eps");
    const int headWidth = run.whole("head_dim");
    const bool isThird = run.config.at("model_type") == "gemma3_text";
    const auto norm = [&](const Rows& x, const std::string& name, int extent = 0) {
        return rmsNorm(run.tensors, x, name, epsilon, 1.0, extent);
    };
    auto x = scaled(run.embed("model.embed_tokens"), std::sqrt(run.number("hidden_size")));
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        auto settings = groupedHeads(run, headWidth);
        Rotation rotation{.channels = headWidth, .base = run.number("rope_theta")};
        const auto input = norm(x, layerName(l, "input_layernorm"));
        auto queries = run.linear(input, layerName(l, "self_attn.q_proj"));
        auto keys = run.linear(input, layerName(l, "self_attn.k_proj"));
        if (isThird) {
            const bool isLocal = (l + 1) % run.whole("sliding_window_pattern") != 0;
            settings.scale = 1.0 / std::sqrt(run.number("query_pre_attn_scalar"));
            settings.window = isLocal ? run.whole("sliding_window") : 0;
            if (isLocal) {
                rotation.base = run.number("rope_local_base_freq");
            } else {
                rotation.positionFactor =
                    1.0 / run.config.at("rope_scaling").at("factor").get<double>();
            }
            queries = norm(queries, layerName(l, "self_attn.q_norm"), headWidth);
            keys = norm(keys, layerName(l, "self_attn.k_norm"), headWidth);
        }
        const auto heads =
            run.attend(l, rotated(queries, settings.heads, rotation),
                       rotated(keys, settings.keyHeads, rotation),
                       run.linear(input, layerName(l, "self_attn.v_proj")), settings);
        auto added = run.linear(heads, layerName(l, "self_attn.o_proj"));
        x = sum(x, isThird ? norm(added, layerName(l, "post_attention_layernorm")) : added);
        const auto middle = norm(
            x, layerName(l, isThird ? "pre_feedforward_layernorm" : "post_attention_layernorm"));
        added = gatedMlp(run, middle, layerName(l, "mlp"), geluTanh);
        x = sum(x, isThird ? norm(added, layerName(l, "post_feedforward_layernorm")) : added);
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(norm(x, "model.norm"), "model.embed_tokens");
}

void decodeOlmo(Run& run)
{
    constexpr double epsilon = 1e-5;
    const double limit = run.number("clip_qkv");
    const int headWidth = dividedHeadWidth(run);
    const Rotation rotation{.channels = headWidth, .base = run.number("rope_theta")};
    const auto settings = groupedHeads(run, headWidth);
    const auto clipped = [&](Rows rows) {
        for (auto& value : rows.values) {
            value = std::clamp(value, -limit, limit);
        }
        return rows;
    };
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto input = standardised(x, epsilon);
        const auto queries = clipped(run.linear(input, layerName(l, "self_attn.q_proj")));
        const auto keys = clipped(run.linear(input, layerName(l, "self_attn.k_proj")));
        const auto heads =
            run.attend(l, rotated(queries, settings.heads, rotation),
                       rotated(keys, settings.keyHeads, rotation),
                       clipped(run.linear(input, layerName(l, "self_attn.v_proj"))), settings);
        x = sum(x, run.linear(heads, layerName(l, "self_attn.o_proj")));
        x = sum(x, gatedMlp(run, standardised(x, epsilon), layerName(l, "mlp"), silu));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(standardised(x, epsilon), "lm_head");
}

// Generation 3 (arXiv:2512.13961) sees a window in some layers and stretches positions in the
// others.
void decodeOlmo2(Run& run)
{
    const double epsilon = run.number("rms_norm_eps");
    const int headWidth = dividedHeadWidth(run);
    const bool isThird = run.config.at("model_type") == "olmo3";
    const auto norm = [&](const Rows& rows, const std::string& name) {
        return rmsNorm(run.tensors, rows, name, epsilon);
    };
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        auto settings = groupedHeads(run, headWidth);
        Rotation rotation{.channels = headWidth, .base = run.number("rope_theta")};
        if (isThird &&
            run.config.at("layer_types").at(static_cast<std::size_t>(l)) == "sliding_attention") {
            settings.window = run.whole("sliding_window");
        } else if (isThird) {
            rotation.positionFactor =
                1.0 / run.config.at("rope_scaling").at("factor").get<double>();
        }
        const auto queries =
            norm(run.linear(x, layerName(l, "self_attn.q_proj")), layerName(l, "self_attn.q_norm"));
        const auto keys =
            norm(run.linear(x, layerName(l, "self_attn.k_proj")), layerName(l, "self_attn.k_norm"));
        const auto heads = run.attend(l, rotated(queries, settings.heads, rotation),
                                      rotated(keys, settings.keyHeads, rotation),
                                      run.linear(x, layerName(l, "self_attn.v_proj")), settings);
        x = sum(x, norm(run.linear(heads, layerName(l, "self_attn.o_proj")),
                        layerName(l, "post_attention_layernorm")));
        x = sum(x, norm(gatedMlp(run, x, layerName(l, "mlp"), silu),
                        layerName(l, "post_feedforward_layernorm")));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(norm(x, "model.norm"), "lm_head");
}

// LongRoPE as Ding et al., arXiv:2402.13753, and Phi-3's report: factors of the short contexts, for
// the test stays within them.
void decodePhi3(Run& run)
{
    const double epsilon = run.number("rms_norm_eps");
    const int headWidth = dividedHeadWidth(run);
    const double original = run.number("original_max_position_embeddings");
    const double stretch = run.number("max_position_embeddings") / original;
    const Rotation rotation{
        .channels = static_cast<int>(headWidth * run.number("partial_rotary_factor")),
        .base = run.number("rope_theta"),
        .divisors = run.config.at("rope_scaling").at("short_factor").get<std::vector<double>>(),
        .magnitude = std::sqrt(1.0 + std::log(stretch) / std::log(original))};
    auto settings = groupedHeads(run, headWidth);
    settings.window = run.whole("sliding_window");
    const int queryWidth = settings.heads * headWidth;
    const int keyWidth = settings.keyHeads * headWidth;
    const int hidden = run.whole("intermediate_size");
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto fused =
            run.linear(rmsNorm(run.tensors, x, layerName(l, "input_layernorm"), epsilon),
                       layerName(l, "self_attn.qkv_proj"));
        const auto heads = run.attend(
            l, rotated(selectColumns(fused, 0, queryWidth), settings.heads, rotation),
            rotated(selectColumns(fused, queryWidth, keyWidth), settings.keyHeads, rotation),
            selectColumns(fused, queryWidth + keyWidth, keyWidth), settings);
        x = sum(x, run.linear(heads, layerName(l, "self_attn.o_proj")));
        const auto wide =
            run.linear(rmsNorm(run.tensors, x, layerName(l, "post_attention_layernorm"), epsilon),
                       layerName(l, "mlp.gate_up_proj"));
        const auto inner = product(mapped(selectColumns(wide, 0, hidden), silu),
                                   selectColumns(wide, hidden, hidden));
        x = sum(x, run.linear(inner, layerName(l, "mlp.down_proj")));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(rmsNorm(run.tensors, x, "model.norm", epsilon), "lm_head");
}

void decodeStableLm(Run& run)
{
    const double epsilon = run.number("layer_norm_eps");
    const int headWidth = dividedHeadWidth(run);
    const Rotation rotation{.channels =
                                static_cast<int>(headWidth * run.number("partial_rotary_factor")),
                            .base = run.number("rope_theta")};
    const auto settings = groupedHeads(run, headWidth);
    const auto normedHeads = [&](const Rows& rows, const std::string& name) {
        if (!run.flag("qk_layernorm")) {
            return rows;
        }
        auto y = standardised(rows, epsilon, headWidth);
        for (int c = 0; c < rows.width; ++c) {
            const auto head = std::to_string(c / headWidth);
            const auto weight = read(run.tensors, name + ".norms." + head + ".weight");
            for (int r = 0; r < rows.count; ++r) {
                y.at(r, c) *= weight.at(0, c % headWidth);
            }
        }
        return y;
    };
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto input = layerNorm(run.tensors, x, layerName(l, "input_layernorm"), epsilon);
        const auto queries = normedHeads(run.linear(input, layerName(l, "self_attn.q_proj")),
                                         layerName(l, "self_attn.q_layernorm"));
        const auto keys = normedHeads(run.linear(input, layerName(l, "self_attn.k_proj")),
                                      layerName(l, "self_attn.k_layernorm"));
        const auto heads =
            run.attend(l, rotated(queries, settings.heads, rotation),
                       rotated(keys, settings.keyHeads, rotation),
                       run.linear(input, layerName(l, "self_attn.v_proj")), settings);
        const auto middle = sum(x, run.linear(heads, layerName(l, "self_attn.o_proj")));
        const auto mlpInput =
            run.flag("use_parallel_residual")
                ? input
                : layerNorm(run.tensors, middle, layerName(l, "post_attention_layernorm"), epsilon);
        x = sum(middle, gatedMlp(run, mlpInput, layerName(l, "mlp"), silu));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(layerNorm(run.tensors, x, "model.norm", epsilon), "lm_head");
}

} // namespace saccade::reference
