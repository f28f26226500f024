// Phi 1.5 and 2 (Li et al., arXiv:2309.05463): attention and MLP side by side after one layer norm,
// biases everywhere, positions in part of each head.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/rope_configuration.h"

namespace saccade
{

namespace
{

CausalConfiguration fromHuggingFace(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    CausalConfiguration defaults;
    defaults.epsilon = 1e-5;
    auto result = huggingFaceSizes(config, checkpoint.tensors.size(), defaults,
                                   {.epsilon = {"layer_norm_eps"}});
    const auto rotated = rotatedChannels(config, result.headWidth, "partial_rotary_factor", 0.5);
    result.ropes = {huggingFaceRope(config, rotated, result.context)};
    result.activation = activationNamed(config, "hidden_act", "gelu_new");
    result.queryKeyNorm =
        config.flag("qk_layernorm", false) ? QueryKeyNorm::Head : QueryKeyNorm::None;
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    auto names = isGguf(checkpoint) ? ggufNames() : llamaNames(checkpoint);
    names.mlpNorm.clear();
    names.gate.clear();
    if (isGguf(checkpoint)) {
        names.fusedHeads = hasGgufPart(checkpoint, ".attn_qkv.weight") ? ".attn_qkv" : "";
        return names;
    }
    names.finalNorm = prefixOf(checkpoint, "model.", "embed_tokens.weight") + "final_layernorm";
    names.attentionOutput = ".self_attn.dense";
    names.queryNorm = ".self_attn.q_layernorm";
    names.keyNorm = ".self_attn.k_layernorm";
    names.up = ".mlp.fc1";
    names.down = ".mlp.fc2";
    return names;
}

CausalTransformer readPhi(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? ggufSizes(checkpoint) : fromHuggingFace(checkpoint);
    if (isGguf(checkpoint)) {
        config.activation = Activation::GeluTanh;
    }
    config.norm = NormKind::Layer;
    config.order = BlockOrder::Parallel;
    config.attentionBias = true;
    config.mlpBias = true;
    config.outputBias = true;
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("phi", std::vector<std::string>{"phi", "phi2"}, readPhi));

} // namespace

} // namespace saccade
