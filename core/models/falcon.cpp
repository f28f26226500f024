// Falcon (Almazrouei et al., arXiv:2311.16867): attention and MLP side by side with a norm for both
// (7B, one key head) or one each (40B, 180B, key heads in groups); the RefinedWeb models one after
// the other with ALiBi.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/rope_configuration.h"

#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

/// How the norms of a block are stored.
enum class Norms { OneForBoth, OneEach, Sequential };

// The older configurations have other names for the same.
bool isNewArchitecture(const Configuration& config)
{
    return config.flag("new_decoder_architecture", config.word("model_type", "") == "RefinedWeb");
}

Norms normsOf(const Configuration& config)
{
    if (isNewArchitecture(config)) {
        return config.count("num_ln_in_parallel_attn", 2) == 2 ? Norms::OneEach : Norms::OneForBoth;
    }
    return config.flag("parallel_attn", true) ? Norms::OneForBoth : Norms::Sequential;
}

std::int64_t keyHeads(const Configuration& config, std::int64_t heads)
{
    if (isNewArchitecture(config)) {
        return config.count(config.contains("num_kv_heads") ? "num_kv_heads" : "n_head_kv", heads);
    }
    return config.flag("multi_query", true) ? 1 : heads;
}

void setPositions(CausalConfiguration& result, const Configuration& config)
{
    if (!config.flag("alibi", false)) {
        result.ropes = {huggingFaceRope(config, evenWidth(config, "hidden_size", result.headWidth),
                                        result.context)};
        return;
    }
    // Falcon scales the scores after the bias is in. It rounds the bias to bfloat16, which is left
    // out here.
    result.slopes = linearBiasSlopes(result.heads);
    for (auto& slope : result.slopes) {
        slope /= std::sqrt(static_cast<float>(result.headWidth));
    }
    for (auto& layer : result.attention) {
        layer.rope = std::nullopt;
    }
}

CausalConfiguration fromHuggingFace(const Configuration& config, std::size_t tensors)
{
    CausalConfiguration defaults;
    defaults.tied = true;
    defaults.epsilon = 1e-5;
    defaults.context = 2048;
    auto result = huggingFaceSizes(
        config, tensors, defaults,
        {.keyValueHeads = {}, .headWidth = {}, .hidden = {}, .epsilon = {"layer_norm_epsilon"}});
    result.hidden = config.count("ffn_hidden_size", 4 * result.width);
    result.keyValueHeads = keyHeads(config, result.heads);
    if (result.heads % result.keyValueHeads != 0) {
        config.refuse(config.contains("num_kv_heads") ? "num_kv_heads" : "n_head_kv",
                      QT_TRANSLATE_NOOP("Error", "heads of equal size are expected."));
    }
    result.fused = FusedOrder::Groups;
    result.activation = activationNamed(config, "activation", "gelu");
    result.attentionBias = config.flag("bias", false);
    result.mlpBias = result.attentionBias;
    setPositions(result, config);
    return result;
}

CausalNames huggingFaceNames(const Checkpoint& checkpoint, Norms norms)
{
    const auto prefix = prefixOf(checkpoint, "transformer.", "word_embeddings.weight");
    CausalNames names;
    names.embedding = prefix + "word_embeddings";
    names.finalNorm = prefix + "ln_f";
    names.output = "lm_head";
    names.block = prefix + "h.";
    names.attentionNorm = norms == Norms::OneEach ? ".ln_attn" : ".input_layernorm";
    names.mlpNorm = norms == Norms::OneEach      ? ".ln_mlp"
                    : norms == Norms::Sequential ? ".post_attention_layernorm"
                                                 : "";
    names.fusedHeads = ".self_attention.query_key_value";
    names.attentionOutput = ".self_attention.dense";
    names.up = ".mlp.dense_h_to_4h";
    names.down = ".mlp.dense_4h_to_h";
    return names;
}

// Whose rows are in order already. All its models put attention and MLP side by side.
CausalNames ggufNamesOf(const Checkpoint& checkpoint)
{
    auto names = ggufNames();
    const bool hasTwo = hasGgufPart(checkpoint, ".attn_norm_2.weight");
    names.attentionNorm = hasTwo ? ".attn_norm_2" : ".attn_norm";
    names.mlpNorm = hasTwo ? ".attn_norm" : "";
    names.fusedHeads = ".attn_qkv";
    names.gate.clear();
    return names;
}

CausalTransformer readFalcon(Weights& weights, const Checkpoint& checkpoint)
{
    if (isGguf(checkpoint)) {
        auto config = ggufSizes(checkpoint);
        config.norm = NormKind::Layer;
        config.activation = Activation::GeluErf;
        config.order = BlockOrder::Parallel;
        return loadCausalTransformer(weights, config, ggufNamesOf(checkpoint));
    }
    const Configuration stated(checkpoint);
    const auto norms = normsOf(stated);
    auto config = fromHuggingFace(stated, checkpoint.tensors.size());
    config.norm = NormKind::Layer;
    config.order = norms == Norms::Sequential ? BlockOrder::Sequential : BlockOrder::Parallel;
    return loadCausalTransformer(weights, config, huggingFaceNames(checkpoint, norms));
}

const Registry<ModelFamily>::Entry entry(std::make_unique<CausalFamily>(
    "falcon", std::vector<std::string>{"falcon", "RefinedWeb", "RefinedWebModel"}, readFalcon));

} // namespace

} // namespace saccade
