// Llama (Touvron et al., arXiv:2302.13971) and its nearest kin: rotary positions, RMS norm, gated
// MLP, grouped queries; Mistral's sliding window (Jiang et al., arXiv:2310.06825); Mixtral's
// experts (arXiv:2401.04088); SmolLM3's layers without positions.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/expert_configuration.h"
#include "core/models/llama_configuration.h"
#include "core/models/rope_configuration.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

// Rotary positions in all layers but every fourth, or as "no_rope_layers" says: 0 means none.
void leaveLayersUnturned(CausalConfiguration& result, const Configuration& config)
{
    const auto stated = config.wholes("no_rope_layers");
    const auto interval = config.count("no_rope_layer_interval", 4);
    if (!stated.empty() && std::ssize(stated) < result.layers) {
        config.refuse("no_rope_layers",
                      QT_TRANSLATE_NOOP("Error", "a number for each layer is expected."));
    }
    for (std::int64_t layer = 0; layer < result.layers; ++layer) {
        const auto index = static_cast<std::size_t>(layer);
        const bool isTurned = stated.empty() ? (layer + 1) % interval != 0 : stated[index] != 0;
        if (!isTurned) {
            result.attention[index].rope = std::nullopt;
        }
    }
}

CausalConfiguration fromHuggingFace(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto architecture = architectureOf(checkpoint);
    auto result = llamaConfiguration(checkpoint);
    const bool hasWindow =
        config.flag("use_sliding_window", architecture != "smollm3" && architecture != "llama");
    setWindows(result, config, hasWindow ? statedWindow(config) : 0,
               [](std::int64_t) { return true; });
    if (architecture == "smollm3") {
        leaveLayersUnturned(result, config);
    }
    if (architecture == "mixtral") {
        result.experts = ExpertConfiguration{.count = config.count("num_local_experts"),
                                             .chosen = config.count("num_experts_per_tok", 2),
                                             .hidden = result.hidden};
        requireChosen(config, "num_experts_per_tok", *result.experts);
    }
    return result;
}

CausalConfiguration fromGguf(const Checkpoint& checkpoint)
{
    const auto architecture = architectureOf(checkpoint);
    const Configuration config(checkpoint, architecture + ".");
    auto result = llamaConfiguration(checkpoint);
    setWindows(result, config, config.whole("attention.sliding_window", 0),
               [](std::int64_t) { return true; });
    // The converter reorders the rows of queries and keys of these architectures alone.
    result.pairs = RotaryPairs::Neighbours;
    if (architecture == "smollm3") {
        leaveLayersUnturned(result, config);
    }
    result.experts = ggufExperts(checkpoint, result);
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    auto names = isGguf(checkpoint) ? ggufNames() : llamaNames(checkpoint);
    if (isGguf(checkpoint)) {
        nameGgufExperts(names, checkpoint);
    } else {
        names.router = ".block_sparse_moe.gate";
        names.expertGate = ".block_sparse_moe.experts.*.w1";
        names.expertUp = ".block_sparse_moe.experts.*.w3";
        names.expertDown = ".block_sparse_moe.experts.*.w2";
    }
    return names;
}

CausalConfiguration fromLlama2c(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const SizeKeys keys{.layers = {"n_layers"},
                        .heads = {"n_heads"},
                        .keyValueHeads = {"n_kv_heads"},
                        .headWidth = {},
                        .width = {"dim"},
                        .hidden = {"hidden_dim"},
                        .context = {"seq_len"},
                        .epsilon = {}};
    CausalConfiguration defaults;
    defaults.epsilon = 1e-5; // run.c
    // The layers share their tensors, of which this is the smallest.
    const auto& norms = checkpoint.tensor("rms_att_weight");
    const auto layers = norms.shape().rank() == 2 ? norms.shape()[0] : 0;
    auto result = huggingFaceSizes(config, static_cast<std::size_t>(layers), defaults, keys);
    evenWidth(config, "dim", result.headWidth);
    result.tied = !checkpoint.contains("wcls");
    result.pairs = RotaryPairs::Neighbours;
    result.ropes = {RopeScaling{.rotated = result.headWidth}};
    return result;
}

// llama2.c stacks the layers of each tensor and knows no biases.
CausalTransformer loadStacked(Weights& weights, const CausalConfiguration& config)
{
    const auto width = config.width;
    const auto keyWidth = config.keyValueHeads * config.headWidth;
    auto result = declaredTransformer(config);
    const auto norm = [&](Tensor weight) {
        return Norm{.weight = std::move(weight), .bias = {}, .epsilon = config.epsilon};
    };
    result.embedding = weights.matrix("token_embedding_table", config.vocabulary, width);
    for (std::int64_t l = 0; l < config.layers; ++l) {
        const auto projection = [&](const char* name, std::int64_t out, std::int64_t in) {
            return Projection{.weight = weights.layer(name, config.layers, l, {out, in}),
                              .bias = {}};
        };
        CausalBlock block;
        block.attentionNorm = norm(weights.layer("rms_att_weight", config.layers, l, {width}));
        block.queries = projection("wq", width, width);
        block.keys = projection("wk", keyWidth, width);
        block.values = projection("wv", keyWidth, width);
        block.attentionOutput = projection("wo", width, width);
        block.mlpNorm = norm(weights.layer("rms_ffn_weight", config.layers, l, {width}));
        block.mlp = Mlp{.gate = projection("w1", config.hidden, width),
                        .up = projection("w3", config.hidden, width),
                        .down = projection("w2", width, config.hidden)};
        block.rule = attentionRule(config, l);
        block.rope = 0;
        result.blocks.push_back(std::move(block));
    }
    result.finalNorm = norm(weights.vector("rms_final_weight", width));
    result.output = {.weight = config.tied ? result.embedding
                                           : weights.matrix("wcls", config.vocabulary, width),
                     .bias = {}};
    return result;
}

CausalTransformer readLlama(Weights& weights, const Checkpoint& checkpoint)
{
    if (checkpoint.format == "llama2.c") {
        return loadStacked(weights, fromLlama2c(checkpoint));
    }
    return loadCausalTransformer(
        weights, isGguf(checkpoint) ? fromGguf(checkpoint) : fromHuggingFace(checkpoint),
        namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry entry(std::make_unique<CausalFamily>(
    "llama", std::vector<std::string>{"llama", "llama2.c", "mistral", "mixtral", "smollm3"},
    readLlama));

} // namespace

} // namespace saccade
