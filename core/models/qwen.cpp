// Qwen 2, 2.5 and 3 (Yang et al., arXiv:2407.10671, arXiv:2412.15115, arXiv:2505.09388): Llama with
// biases of queries, keys and values (2), or norms of queries and keys (3), and their mixtures of
// experts.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/expert_configuration.h"
#include "core/models/llama_configuration.h"

namespace saccade
{

namespace
{

bool isThird(const Checkpoint& checkpoint)
{
    return architectureOf(checkpoint).starts_with("qwen3");
}

std::optional<ExpertConfiguration> expertsOf(const Configuration& config,
                                             const CausalConfiguration& sizes)
{
    ExpertConfiguration experts{.count = config.whole("num_experts", 0)};
    if (experts.count == 0) {
        return std::nullopt;
    }
    experts.chosen = config.count("num_experts_per_tok");
    requireChosen(config, "num_experts_per_tok", experts);
    experts.hidden = config.count("moe_intermediate_size");
    experts.sharedHidden = config.whole("shared_expert_intermediate_size", 0);
    experts.weights = config.flag("norm_topk_prob", false) ? RoutingWeights::Renormalised
                                                           : RoutingWeights::AsTheyAre;
    experts.denseLayers = config.wholes("mlp_only_layers");
    const auto step = config.count("decoder_sparse_step", 1);
    for (std::int64_t layer = 0; layer < sizes.layers; ++layer) {
        if ((layer + 1) % step != 0) {
            experts.denseLayers.push_back(layer);
        }
    }
    return experts;
}

CausalConfiguration fromHuggingFace(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    auto result = llamaConfiguration(checkpoint);
    const bool hasWindow = config.flag("use_sliding_window", false);
    const auto firstWindowed = config.whole("max_window_layers", 28);
    setWindows(result, config, hasWindow ? statedWindow(config) : 0,
               [&](std::int64_t layer) { return layer >= firstWindowed; });
    result.experts = expertsOf(config, result);
    return result;
}

CausalConfiguration fromGguf(const Checkpoint& checkpoint)
{
    auto result = llamaConfiguration(checkpoint);
    result.experts = ggufExperts(checkpoint, result);
    if (result.experts && !isThird(checkpoint)) {
        const Configuration config(checkpoint, architectureOf(checkpoint) + ".");
        auto& experts = *result.experts;
        experts.hidden = config.count("expert_feed_forward_length", result.hidden / experts.chosen);
        experts.sharedHidden = config.count("expert_shared_feed_forward_length", result.hidden);
        experts.weights = RoutingWeights::AsTheyAre;
    }
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    auto names = isGguf(checkpoint) ? ggufNames() : llamaNames(checkpoint);
    if (isThird(checkpoint)) {
        names.queryNorm = isGguf(checkpoint) ? ".attn_q_norm" : ".self_attn.q_norm";
        names.keyNorm = isGguf(checkpoint) ? ".attn_k_norm" : ".self_attn.k_norm";
    }
    if (isGguf(checkpoint)) {
        nameGgufExperts(names, checkpoint);
        return names;
    }
    names.router = ".mlp.gate";
    names.expertGate = ".mlp.experts.*.gate_proj";
    names.expertUp = ".mlp.experts.*.up_proj";
    names.expertDown = ".mlp.experts.*.down_proj";
    names.sharedGate = ".mlp.shared_expert.gate_proj";
    names.sharedUp = ".mlp.shared_expert.up_proj";
    names.sharedDown = ".mlp.shared_expert.down_proj";
    names.sharedRouter = ".mlp.shared_expert_gate";
    return names;
}

CausalTransformer readQwen(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? fromGguf(checkpoint) : fromHuggingFace(checkpoint);
    config.queryKeyNorm = isThird(checkpoint) ? QueryKeyNorm::Head : QueryKeyNorm::None;
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry entry(std::make_unique<CausalFamily>(
    "qwen",
    std::vector<std::string>{"qwen2", "qwen3", "qwen2_moe", "qwen3_moe", "qwen2moe", "qwen3moe"},
    readQwen));

} // namespace

} // namespace saccade
