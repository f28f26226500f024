// BLOOM (BigScience, arXiv:2211.05100): scores that fall with distance instead of positions
// (ALiBi), a norm of the embedding, queries, keys and values interleaved head by head.
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
    defaults.context = 2048; // of its training; nothing bounds it
    auto result = huggingFaceSizes(config, checkpoint.tensors.size(), defaults,
                                   {.keyValueHeads = {},
                                    .headWidth = {},
                                    .width = {"hidden_size", "n_embed"},
                                    .hidden = {},
                                    .context = {"seq_length"},
                                    .epsilon = {"layer_norm_epsilon"}});
    result.hidden = 4 * result.width;
    result.fused = FusedOrder::Groups;
    result.residual = config.flag("apply_residual_connection_post_layernorm", false)
                          ? ResidualSource::NormalisedRows
                          : ResidualSource::Rows;
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    if (isGguf(checkpoint)) {
        auto names = ggufNames();
        names.embeddingNorm = "token_embd_norm";
        names.fusedHeads = ".attn_qkv";
        names.gate.clear();
        return names;
    }
    const auto prefix = prefixOf(checkpoint, "transformer.", "word_embeddings.weight");
    CausalNames names;
    names.embedding = prefix + "word_embeddings";
    names.embeddingNorm = prefix + "word_embeddings_layernorm";
    names.finalNorm = prefix + "ln_f";
    names.output = "lm_head";
    names.block = prefix + "h.";
    names.attentionNorm = ".input_layernorm";
    names.fusedHeads = ".self_attention.query_key_value";
    names.attentionOutput = ".self_attention.dense";
    names.mlpNorm = ".post_attention_layernorm";
    names.up = ".mlp.dense_h_to_4h";
    names.down = ".mlp.dense_4h_to_h";
    return names;
}

CausalTransformer readBloom(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? ggufSizes(checkpoint) : fromHuggingFace(checkpoint);
    config.norm = NormKind::Layer;
    config.activation = Activation::GeluTanh;
    config.attentionBias = true;
    config.mlpBias = true;
    config.ropes.clear();
    config.slopes = linearBiasSlopes(config.heads);
    for (auto& layer : config.attention) {
        layer.rope = std::nullopt;
    }
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("bloom", std::vector<std::string>{"bloom"}, readBloom));

} // namespace

} // namespace saccade
