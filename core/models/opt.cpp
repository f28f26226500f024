// OPT (Zhang et al., arXiv:2205.01068): learned positions, of which the first two are never used,
// layer norms before (or, in the 350M model, after) attention and MLP, an embedding that may be
// narrower than the model.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"

#include <array>

namespace saccade
{

namespace
{

CausalConfiguration configurationOf(const Configuration& config, std::size_t tensors)
{
    CausalConfiguration defaults;
    defaults.tied = true;
    auto result = huggingFaceSizes(
        config, tensors, defaults,
        {.keyValueHeads = {}, .headWidth = {}, .hidden = {"ffn_dim"}, .epsilon = {}});
    result.epsilon = 1e-5; // PyTorch's
    result.norm = NormKind::Layer;
    result.normWeights = config.flag("layer_norm_elementwise_affine", true) ? NormStorage::Stored
                                                                            : NormStorage::None;
    result.embeddingWidth = config.count("word_embed_proj_dim", result.width);
    result.positionOffset = 2;
    result.activation = activationNamed(config, "activation_function", "relu");
    result.attentionBias = config.flag("enable_bias", true);
    result.mlpBias = result.attentionBias;
    for (auto& layer : result.attention) {
        layer.rope = std::nullopt;
    }
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint, const Configuration& config,
                    const CausalConfiguration& sizes)
{
    constexpr std::array<std::string_view, 2> prefixes{"model.decoder.", "decoder."};
    const auto prefix = prefixOf(checkpoint, prefixes, "embed_tokens.weight");
    CausalNames names;
    names.embedding = prefix + "embed_tokens";
    names.positions = prefix + "embed_positions";
    names.output = "lm_head";
    names.block = prefix + "layers.";
    names.queries = ".self_attn.q_proj";
    names.keys = ".self_attn.k_proj";
    names.values = ".self_attn.v_proj";
    names.attentionOutput = ".self_attn.out_proj";
    names.up = ".fc1";
    names.down = ".fc2";
    const bool isBefore = config.flag("do_layer_norm_before", true);
    (isBefore ? names.attentionNorm : names.middleNorm) = ".self_attn_layer_norm";
    (isBefore ? names.mlpNorm : names.endNorm) = ".final_layer_norm";
    if (isBefore && !config.flag("_remove_final_layer_norm", false)) {
        names.finalNorm = prefix + "final_layer_norm";
    }
    if (sizes.embeddingWidth != sizes.width) {
        names.embeddingProjection = prefix + "project_in";
        names.outputProjection = prefix + "project_out";
    }
    return names;
}

CausalTransformer readOpt(Weights& weights, const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto sizes = configurationOf(config, checkpoint.tensors.size());
    return loadCausalTransformer(weights, sizes, namesOf(checkpoint, config, sizes));
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("opt", std::vector<std::string>{"opt"}, readOpt));

} // namespace

} // namespace saccade
