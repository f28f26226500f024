#include "core/models/causal_names.h"

#include "core/files/checkpoint.h"

#include <algorithm>
#include <array>

namespace saccade
{

CausalNames llamaNames(const Checkpoint& checkpoint)
{
    return llamaNames(prefixOf(checkpoint, "model.", "embed_tokens.weight"));
}

CausalNames llamaNames(const std::string& prefix)
{
    CausalNames names;
    names.embedding = prefix + "embed_tokens";
    names.finalNorm = prefix + "norm";
    names.output = "lm_head";
    names.block = prefix + "layers.";
    names.attentionNorm = ".input_layernorm";
    names.queries = ".self_attn.q_proj";
    names.keys = ".self_attn.k_proj";
    names.values = ".self_attn.v_proj";
    names.attentionOutput = ".self_attn.o_proj";
    names.mlpNorm = ".post_attention_layernorm";
    names.gate = ".mlp.gate_proj";
    names.up = ".mlp.up_proj";
    names.down = ".mlp.down_proj";
    return names;
}

CausalNames ggufNames()
{
    CausalNames names;
    names.embedding = "token_embd";
    names.finalNorm = "output_norm";
    names.output = "output";
    names.block = "blk.";
    names.attentionNorm = ".attn_norm";
    names.queries = ".attn_q";
    names.keys = ".attn_k";
    names.values = ".attn_v";
    names.attentionOutput = ".attn_output";
    names.mlpNorm = ".ffn_norm";
    names.gate = ".ffn_gate";
    names.up = ".ffn_up";
    names.down = ".ffn_down";
    return names;
}

std::string prefixOf(const Checkpoint& checkpoint, std::span<const std::string_view> prefixes,
                     std::string_view probe)
{
    const auto found = std::ranges::find_if(prefixes, [&](std::string_view prefix) {
        return checkpoint.contains(std::string(prefix) + std::string(probe));
    });
    return std::string(found == prefixes.end() ? prefixes.front() : *found);
}

std::string prefixOf(const Checkpoint& checkpoint, std::string_view prefix, std::string_view probe)
{
    const std::array prefixes{prefix, std::string_view()};
    return prefixOf(checkpoint, prefixes, probe);
}

bool hasGgufPart(const Checkpoint& checkpoint, std::string_view part)
{
    return std::ranges::any_of(checkpoint.tensors, [&](const auto& tensor) {
        return tensor.first.starts_with("blk.") && tensor.first.ends_with(part);
    });
}

std::string numbered(const std::string& name, std::int64_t number)
{
    const auto star = name.find('*');
    return star == std::string::npos
               ? name
               : name.substr(0, star) + std::to_string(number) + name.substr(star + 1);
}

} // namespace saccade
