// GPT-2 (Radford et al., 2019): learned positions, pre-norm blocks, fused queries, keys and values,
// weights stored [in, out].
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"

namespace saccade
{

namespace
{

CausalConfiguration fromHuggingFace(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    CausalConfiguration defaults;
    defaults.tied = true;
    defaults.epsilon = 1e-5;
    auto result = huggingFaceSizes(config, checkpoint.tensors.size(), defaults,
                                   {.layers = {"n_layer"},
                                    .heads = {"n_head"},
                                    .keyValueHeads = {},
                                    .headWidth = {},
                                    .width = {"n_embd"},
                                    .hidden = {},
                                    .context = {"n_positions", "n_ctx"},
                                    .epsilon = {"layer_norm_epsilon"}});
    result.hidden = config.count("n_inner", 4 * result.width);
    result.activation = activationNamed(config, "activation_function", "gelu_new");
    result.scoreScale = config.flag("scale_attn_weights", true) ? 0.0 : 1.0;
    result.scoresFallByLayer = config.flag("scale_attn_by_inverse_layer_idx", false);
    result.weightLayout = WeightLayout::InputOutput; // Conv1D
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    if (isGguf(checkpoint)) {
        auto names = ggufNames();
        names.positions = "position_embd";
        names.fusedHeads = ".attn_qkv";
        names.gate.clear();
        return names;
    }
    // GPT2Model alone, without a head, is stored without the prefix.
    const auto prefix = prefixOf(checkpoint, "transformer.", "wte.weight");
    CausalNames names;
    names.embedding = prefix + "wte";
    names.positions = prefix + "wpe";
    names.finalNorm = prefix + "ln_f";
    names.output = "lm_head";
    names.block = prefix + "h.";
    names.attentionNorm = ".ln_1";
    names.fusedHeads = ".attn.c_attn";
    names.attentionOutput = ".attn.c_proj";
    names.mlpNorm = ".ln_2";
    names.up = ".mlp.c_fc";
    names.down = ".mlp.c_proj";
    return names;
}

CausalTransformer readGpt2(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? ggufSizes(checkpoint) : fromHuggingFace(checkpoint);
    config.norm = NormKind::Layer;
    config.activation = isGguf(checkpoint) ? Activation::GeluTanh : config.activation;
    config.ropes.clear();
    for (auto& layer : config.attention) {
        layer.rope = std::nullopt;
    }
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("gpt2", std::vector<std::string>{"gpt2"}, readGpt2));

} // namespace

} // namespace saccade
