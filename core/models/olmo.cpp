// OLMo (Groeneveld et al., arXiv:2402.00838): Llama with layer norms that have no weights and, in
// some models, clipped queries, keys and values. OLMo 2 (arXiv:2501.00656): RMS norms after
// attention and MLP and of whole queries and keys. OLMo 3 (arXiv:2512.13961): windows in three of
// four layers, whose positions are not stretched. GGUF calls it OLMo 2.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/llama_configuration.h"
#include "core/models/rope_configuration.h"

namespace saccade
{

namespace
{

CausalTransformer readOlmo(Weights& weights, const Checkpoint& checkpoint)
{
    const bool stored = isGguf(checkpoint);
    const Configuration config(checkpoint, stored ? "olmo." : "");
    CausalConfiguration defaults;
    defaults.epsilon = 1e-5;
    auto sizes =
        stored ? ggufSizes(checkpoint)
               : llamaConfiguration(config, checkpoint.tensors.size(), defaults, {.epsilon = {}});
    sizes.norm = NormKind::Layer;
    sizes.normWeights = NormStorage::None;
    sizes.projectionLimit = config.positive(stored ? "attention.clamp_kqv" : "clip_qkv", 0.0);
    // The converter reorders queries and keys as it does Llama's.
    sizes.pairs = stored ? RotaryPairs::Neighbours : RotaryPairs::Halves;
    return loadCausalTransformer(weights, sizes, stored ? ggufNames() : llamaNames(checkpoint));
}

void setWindowsOfOlmo3(CausalConfiguration& sizes, const Checkpoint& checkpoint)
{
    constexpr std::int64_t period = 4;
    std::vector<bool> local;
    if (isGguf(checkpoint)) {
        const Configuration config(checkpoint, "olmo2.");
        local = setGgufWindows(sizes, config, config.whole("attention.sliding_window", 0), period);
    } else {
        const Configuration config(checkpoint);
        local = setWindows(sizes, config, config.whole("sliding_window", 4096),
                           [](std::int64_t layer) { return (layer + 1) % period != 0; });
    }
    turnLayers(sizes, unscaledRope(sizes.ropes[0], sizes.ropes[0].base), local);
}

CausalTransformer readOlmo2(Weights& weights, const Checkpoint& checkpoint)
{
    const bool stored = isGguf(checkpoint);
    auto sizes = llamaConfiguration(checkpoint);
    sizes.queryKeyNorm = QueryKeyNorm::Row;
    if (stored || architectureOf(checkpoint) == "olmo3") {
        setWindowsOfOlmo3(sizes, checkpoint);
    }
    auto names = stored ? ggufNames() : llamaNames(checkpoint);
    names.attentionNorm.clear();
    names.queryNorm = stored ? ".attn_q_norm" : ".self_attn.q_norm";
    names.keyNorm = stored ? ".attn_k_norm" : ".self_attn.k_norm";
    names.attentionOutputNorm = stored ? ".post_attention_norm" : ".post_attention_layernorm";
    names.mlpNorm.clear();
    names.mlpOutputNorm = stored ? ".post_ffw_norm" : ".post_feedforward_layernorm";
    return loadCausalTransformer(weights, sizes, names);
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("olmo", std::vector<std::string>{"olmo"}, readOlmo));
const Registry<ModelFamily>::Entry secondEntry(
    std::make_unique<CausalFamily>("olmo2", std::vector<std::string>{"olmo2", "olmo3"}, readOlmo2));

} // namespace

} // namespace saccade
