// StableLM (Bellagente et al., arXiv:2402.17834): Llama with layer norms, positions in a quarter of
// each head and, in some models, norms of queries and keys, or attention and MLP side by side.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/rope_configuration.h"

namespace saccade
{

namespace
{

CausalConfiguration fromHuggingFace(const Configuration& config, std::size_t tensors)
{
    CausalConfiguration defaults;
    defaults.epsilon = 1e-5;
    auto result = huggingFaceSizes(config, tensors, defaults,
                                   {.headWidth = {}, .epsilon = {"layer_norm_eps", "norm_eps"}});
    const auto* share = config.contains("rope_pct") ? "rope_pct" : "partial_rotary_factor";
    result.ropes = {huggingFaceRope(config, rotatedChannels(config, result.headWidth, share, 0.25),
                                    result.context)};
    result.activation = activationNamed(config, "hidden_act", "silu");
    result.queryKeyNorm =
        config.flag("qk_layernorm", false) ? QueryKeyNorm::HeadOwnWeights : QueryKeyNorm::None;
    return result;
}

CausalTransformer readStableLm(Weights& weights, const Checkpoint& checkpoint)
{
    const bool stored = isGguf(checkpoint);
    const Configuration config(checkpoint, stored ? "stablelm." : "");
    auto sizes =
        stored ? ggufSizes(checkpoint) : fromHuggingFace(config, checkpoint.tensors.size());
    auto names = stored ? ggufNames() : llamaNames(checkpoint);
    names.queryNorm = stored ? ".attn_q_norm" : ".self_attn.q_layernorm.norms.*";
    names.keyNorm = stored ? ".attn_k_norm" : ".self_attn.k_layernorm.norms.*";
    sizes.norm = NormKind::Layer;
    if (stored && hasGgufPart(checkpoint, ".attn_q_norm.weight")) {
        sizes.queryKeyNorm = QueryKeyNorm::HeadOwnWeights;
    }
    // GGUF states it of models that are not.
    const bool isParallel = stored ? !hasGgufPart(checkpoint, ".ffn_norm.weight")
                                   : config.flag("use_parallel_residual", false);
    if (isParallel) {
        sizes.order = BlockOrder::Parallel;
        names.mlpNorm.clear();
    }
    return loadCausalTransformer(weights, sizes, names);
}

const Registry<ModelFamily>::Entry entry(std::make_unique<CausalFamily>(
    "stablelm", std::vector<std::string>{"stablelm", "stablelm_epoch"}, readStableLm));

} // namespace

} // namespace saccade
