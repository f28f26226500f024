// GPT-NeoX (Black et al., arXiv:2204.06745) and Pythia (Biderman et al., arXiv:2304.01373):
// queries, keys and values interleaved head by head, attention and MLP side by side with a norm
// each, positions in a quarter of each head.
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
    auto result =
        huggingFaceSizes(config, checkpoint.tensors.size(), defaults,
                         {.keyValueHeads = {}, .headWidth = {}, .epsilon = {"layer_norm_eps"}});
    const auto* share = config.contains("rotary_pct") ? "rotary_pct" : "partial_rotary_factor";
    result.ropes = {huggingFaceRope(config, rotatedChannels(config, result.headWidth, share, 0.25),
                                    result.context, config.positive("rotary_emb_base", 10000.0))};
    result.activation = activationNamed(config, "hidden_act", "gelu");
    result.order =
        config.flag("use_parallel_residual", true) ? BlockOrder::Parallel : BlockOrder::Sequential;
    result.attentionBias = config.flag("attention_bias", true);
    result.fused = FusedOrder::Groups;
    return result;
}

CausalConfiguration fromGguf(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, architectureOf(checkpoint) + ".");
    auto result = ggufSizes(checkpoint); // whose rows are in order already
    result.activation = Activation::GeluErf;
    result.order =
        config.flag("use_parallel_residual", true) ? BlockOrder::Parallel : BlockOrder::Sequential;
    result.attentionBias = true;
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    if (isGguf(checkpoint)) {
        auto names = ggufNames();
        names.fusedHeads = ".attn_qkv";
        names.gate.clear();
        return names;
    }
    const auto prefix = prefixOf(checkpoint, "gpt_neox.", "embed_in.weight");
    CausalNames names;
    names.embedding = prefix + "embed_in";
    names.finalNorm = prefix + "final_layer_norm";
    names.output = "embed_out";
    names.block = prefix + "layers.";
    names.attentionNorm = ".input_layernorm";
    names.fusedHeads = ".attention.query_key_value";
    names.attentionOutput = ".attention.dense";
    names.mlpNorm = ".post_attention_layernorm";
    names.up = ".mlp.dense_h_to_4h";
    names.down = ".mlp.dense_4h_to_h";
    return names;
}

CausalTransformer readGptNeoX(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? fromGguf(checkpoint) : fromHuggingFace(checkpoint);
    config.norm = NormKind::Layer;
    config.mlpBias = true;
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry entry(std::make_unique<CausalFamily>(
    "gpt_neox", std::vector<std::string>{"gpt_neox", "gptneox"}, readGptNeoX));

} // namespace

} // namespace saccade
