// GPT-J (Wang & Komatsuzaki, 2021): attention and MLP side by side after one layer norm, positions
// in neighbouring channels of part of each head.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/rope_configuration.h"

#include <QtGlobal>

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
                                   {.keyValueHeads = {},
                                    .headWidth = {},
                                    .hidden = {},
                                    .context = {"n_positions"},
                                    .epsilon = {"layer_norm_epsilon"}});
    result.hidden = config.count("n_inner", 4 * result.width);
    const auto rotated =
        evenWidth(config, "rotary_dim", config.count("rotary_dim", result.headWidth));
    if (rotated > result.headWidth) {
        config.refuse("rotary_dim",
                      QT_TRANSLATE_NOOP("Error", "at most the width of a head is expected."));
    }
    result.ropes = {huggingFaceRope(config, rotated, result.context)};
    result.activation = activationNamed(config, "activation_function", "gelu_new");
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    if (isGguf(checkpoint)) {
        auto names = ggufNames();
        names.mlpNorm.clear();
        names.gate.clear();
        return names;
    }
    const auto prefix = prefixOf(checkpoint, "transformer.", "wte.weight");
    CausalNames names;
    names.embedding = prefix + "wte";
    names.finalNorm = prefix + "ln_f";
    names.output = "lm_head";
    names.block = prefix + "h.";
    names.attentionNorm = ".ln_1";
    names.queries = ".attn.q_proj";
    names.keys = ".attn.k_proj";
    names.values = ".attn.v_proj";
    names.attentionOutput = ".attn.out_proj";
    names.up = ".mlp.fc_in";
    names.down = ".mlp.fc_out";
    return names;
}

CausalTransformer readGptJ(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? ggufSizes(checkpoint) : fromHuggingFace(checkpoint);
    if (isGguf(checkpoint)) {
        config.activation = Activation::GeluTanh;
    }
    config.norm = NormKind::Layer;
    config.order = BlockOrder::Parallel;
    config.pairs = RotaryPairs::Neighbours;
    config.mlpBias = true;
    config.outputBias = !config.tied;
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("gptj", std::vector<std::string>{"gptj"}, readGptJ));

} // namespace

} // namespace saccade
