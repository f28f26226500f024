// The families that GPT-3 is the model of: layer norms, plain MLPs, biases.
#include "tests/support/reference_decoder.h"

#include <cmath>

namespace saccade::reference
{

namespace
{

struct Heads {
    Rows queries, keys, values;
};

// Rows of a fused projection as [groups, queries of a group + key + value, width of a head].
Heads grouped(const Rows& fused, int groups, int queriesInGroup, int headWidth)
{
    Heads heads{Rows(fused.count, groups * queriesInGroup * headWidth),
                Rows(fused.count, groups * headWidth), Rows(fused.count, groups * headWidth)};
    for (int r = 0; r < fused.count; ++r) {
        int column = 0;
        for (int g = 0; g < groups; ++g) {
            for (int c = 0; c < queriesInGroup * headWidth; ++c) {
                heads.queries.at(r, g * queriesInGroup * headWidth + c) = fused.at(r, column++);
            }
            for (int c = 0; c < headWidth; ++c) {
                heads.keys.at(r, g * headWidth + c) = fused.at(r, column++);
            }
            for (int c = 0; c < headWidth; ++c) {
                heads.values.at(r, g * headWidth + c) = fused.at(r, column++);
            }
        }
    }
    return heads;
}

} // namespace

void decodePhi(Run& run)
{
    const double epsilon = run.number("layer_norm_eps");
    const int heads = run.whole("num_attention_heads");
    const int keyHeads = run.whole("num_key_value_heads");
    const int headWidth = run.whole("hidden_size") / heads;
    const Rotation rotation{.channels =
                                static_cast<int>(headWidth * run.number("partial_rotary_factor")),
                            .base = run.number("rope_theta")};
    auto x = run.embed("model.embed_tokens");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto block = "model.layers." + std::to_string(l) + ".";
        const auto input = layerNorm(run.tensors, x, block + "input_layernorm", epsilon);
        auto queries = run.linear(input, block + "self_attn.q_proj");
        auto keys = run.linear(input, block + "self_attn.k_proj");
        if (run.flag("qk_layernorm")) {
            queries = layerNorm(run.tensors, queries, block + "self_attn.q_layernorm", epsilon);
            keys = layerNorm(run.tensors, keys, block + "self_attn.k_layernorm", epsilon);
        }
        const auto mixed =
            run.attend(l, rotated(queries, heads, rotation), rotated(keys, keyHeads, rotation),
                       run.linear(input, block + "self_attn.v_proj"),
                       {.heads = heads, .keyHeads = keyHeads, .scale = 1.0 / std::sqrt(headWidth)});
        const auto inner = mapped(run.linear(input, block + "mlp.fc1"), geluTanh);
        x = sum(
            sum(run.linear(mixed, block + "self_attn.dense"), run.linear(inner, block + "mlp.fc2")),
            x);
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(layerNorm(run.tensors, x, "model.final_layernorm", epsilon), "lm_head");
}

void decodeGptJ(Run& run)
{
    const double epsilon = run.number("layer_norm_epsilon");
    const int heads = run.whole("n_head");
    const int headWidth = run.whole("n_embd") / heads;
    const Rotation rotation{.channels = run.whole("rotary_dim"), .neighbours = true};
    auto x = run.embed("transformer.wte");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("n_layer"); ++l) {
        const auto block = "transformer.h." + std::to_string(l) + ".";
        const auto input = layerNorm(run.tensors, x, block + "ln_1", epsilon);
        const auto mixed =
            run.attend(l, rotated(run.linear(input, block + "attn.q_proj"), heads, rotation),
                       rotated(run.linear(input, block + "attn.k_proj"), heads, rotation),
                       run.linear(input, block + "attn.v_proj"),
                       {.heads = heads, .keyHeads = heads, .scale = 1.0 / std::sqrt(headWidth)});
        const auto inner = mapped(run.linear(input, block + "mlp.fc_in"), geluTanh);
        x = sum(sum(run.linear(mixed, block + "attn.out_proj"),
                    run.linear(inner, block + "mlp.fc_out")),
                x);
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(layerNorm(run.tensors, x, "transformer.ln_f", epsilon), "lm_head");
}

void decodeGptNeoX(Run& run)
{
    const double epsilon = run.number("layer_norm_eps");
    const int heads = run.whole("num_attention_heads");
    const int headWidth = run.whole("hidden_size") / heads;
    const Rotation rotation{.channels = static_cast<int>(headWidth * run.number("rotary_pct")),
                            .base = run.number("rotary_emb_base")};
    auto x = run.embed("gpt_neox.embed_in");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto block = "gpt_neox.layers." + std::to_string(l) + ".";
        const auto parts =
            grouped(run.linear(layerNorm(run.tensors, x, block + "input_layernorm", epsilon),
                               block + "attention.query_key_value"),
                    heads, 1, headWidth);
        const auto mixed = run.attend(
            l, rotated(parts.queries, heads, rotation), rotated(parts.keys, heads, rotation),
            parts.values, {.heads = heads, .keyHeads = heads, .scale = 1.0 / std::sqrt(headWidth)});
        const auto middle = sum(x, run.linear(mixed, block + "attention.dense"));
        const auto mlpInput = layerNorm(run.tensors, run.flag("use_parallel_residual") ? x : middle,
                                        block + "post_attention_layernorm", epsilon);
        x = sum(middle,
                run.linear(mapped(run.linear(mlpInput, block + "mlp.dense_h_to_4h"), geluErf),
                           block + "mlp.dense_4h_to_h"));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(layerNorm(run.tensors, x, "gpt_neox.final_layer_norm", epsilon), "embed_out");
}

void decodeFalcon(Run& run)
{
    const double epsilon = run.number("layer_norm_epsilon");
    const int heads = run.whole("num_attention_heads");
    const int headWidth = run.whole("hidden_size") / heads;
    const bool isNew = run.flag("new_decoder_architecture");
    const bool isParallel = isNew || run.flag("parallel_attn");
    const int keyHeads = isNew ? run.whole("num_kv_heads") : run.flag("multi_query") ? 1 : heads;
    AttentionSettings settings{
        .heads = heads, .keyHeads = keyHeads, .scale = 1.0 / std::sqrt(headWidth)};
    if (run.flag("alibi")) {
        settings.slopes = biasSlopes(heads);
        for (auto& slope : settings.slopes) {
            slope *= settings.scale; // Falcon scales the sum of product and bias
        }
    }
    auto x = run.embed("transformer.word_embeddings");
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto block = "transformer.h." + std::to_string(l) + ".";
        const auto input =
            layerNorm(run.tensors, x, block + (isNew ? "ln_attn" : "input_layernorm"), epsilon);
        auto parts = grouped(run.linear(input, block + "self_attention.query_key_value"), keyHeads,
                             heads / keyHeads, headWidth);
        if (!run.flag("alibi")) {
            const Rotation rotation{.channels = headWidth, .base = run.number("rope_theta")};
            parts.queries = rotated(parts.queries, heads, rotation);
            parts.keys = rotated(parts.keys, keyHeads, rotation);
        }
        const auto mixed = run.attend(l, parts.queries, parts.keys, parts.values, settings);
        const auto middle = sum(x, run.linear(mixed, block + "self_attention.dense"));
        const auto mlpInput = isNew        ? layerNorm(run.tensors, x, block + "ln_mlp", epsilon)
                              : isParallel ? input
                                           : layerNorm(run.tensors, middle,
                                                       block + "post_attention_layernorm", epsilon);
        x = sum(middle,
                run.linear(mapped(run.linear(mlpInput, block + "mlp.dense_h_to_4h"), geluErf),
                           block + "mlp.dense_4h_to_h"));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(layerNorm(run.tensors, x, "transformer.ln_f", epsilon),
               "transformer.word_embeddings");
}

// The order of the 350M model: norms after the sums, a narrow embedding.
void decodeOpt(Run& run)
{
    constexpr double epsilon = 1e-5;
    constexpr int firstPosition = 2;
    const int heads = run.whole("num_attention_heads");
    const int headWidth = run.whole("hidden_size") / heads;
    auto x = run.linear(run.embed("model.decoder.embed_tokens"), "model.decoder.project_in");
    const auto positions = read(run.tensors, "model.decoder.embed_positions.weight");
    for (int r = 0; r < x.count; ++r) {
        for (int c = 0; c < x.width; ++c) {
            x.at(r, c) += positions.at(r + firstPosition, c);
        }
    }
    run.record("embedding", x);
    for (int l = 0; l < run.whole("num_hidden_layers"); ++l) {
        const auto block = "model.decoder.layers." + std::to_string(l) + ".";
        const auto mixed = run.attend(
            l, run.linear(x, block + "self_attn.q_proj"), run.linear(x, block + "self_attn.k_proj"),
            run.linear(x, block + "self_attn.v_proj"),
            {.heads = heads, .keyHeads = heads, .scale = 1.0 / std::sqrt(headWidth)});
        x = layerNorm(run.tensors, sum(x, run.linear(mixed, block + "self_attn.out_proj")),
                      block + "self_attn_layer_norm", epsilon);
        const auto inner = mapped(run.linear(x, block + "fc1"), relu);
        x = layerNorm(run.tensors, sum(x, run.linear(inner, block + "fc2")),
                      block + "final_layer_norm", epsilon);
        run.recordBlock(l, "residual.after", x);
    }
    run.record("final_norm", x); // there is none
    run.record("logits", run.linear(run.linear(x, "model.decoder.project_out"),
                                    "model.decoder.embed_tokens"));
}

void decodeBloom(Run& run)
{
    const double epsilon = run.number("layer_norm_epsilon");
    const int heads = run.whole("n_head");
    const int headWidth = run.whole("hidden_size") / heads;
    const bool fromNormed = run.flag("apply_residual_connection_post_layernorm");
    auto x = layerNorm(run.tensors, run.embed("transformer.word_embeddings"),
                       "transformer.word_embeddings_layernorm", epsilon);
    run.record("embedding", x);
    for (int l = 0; l < run.whole("n_layer"); ++l) {
        const auto block = "transformer.h." + std::to_string(l) + ".";
        const auto input = layerNorm(run.tensors, x, block + "input_layernorm", epsilon);
        const auto parts = grouped(run.linear(input, block + "self_attention.query_key_value"),
                                   heads, 1, headWidth);
        const auto mixed = run.attend(l, parts.queries, parts.keys, parts.values,
                                      {.heads = heads,
                                       .keyHeads = heads,
                                       .scale = 1.0 / std::sqrt(headWidth),
                                       .slopes = biasSlopes(heads)});
        const auto middle =
            sum(fromNormed ? input : x, run.linear(mixed, block + "self_attention.dense"));
        const auto mlpInput =
            layerNorm(run.tensors, middle, block + "post_attention_layernorm", epsilon);
        const auto inner = mapped(run.linear(mlpInput, block + "mlp.dense_h_to_4h"), geluTanh);
        x = sum(fromNormed ? mlpInput : middle, run.linear(inner, block + "mlp.dense_4h_to_h"));
        run.recordBlock(l, "residual.after", x);
    }
    run.finish(layerNorm(run.tensors, x, "transformer.ln_f", epsilon),
               "transformer.word_embeddings");
}

} // namespace saccade::reference
