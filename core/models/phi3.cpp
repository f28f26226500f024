// Phi 3 and 4 (Abdin et al., arXiv:2404.14219): Llama with queries, keys and values in one tensor,
// gate and up in another, a window and LongRoPE.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/llama_configuration.h"

namespace saccade
{

namespace
{

CausalTransformer readPhi3(Weights& weights, const Checkpoint& checkpoint)
{
    const bool stored = isGguf(checkpoint);
    auto names = stored ? ggufNames() : llamaNames(checkpoint);
    names.fusedHeads = stored ? ".attn_qkv" : ".self_attn.qkv_proj";
    names.fusedGateUp = stored ? ".ffn_up" : ".mlp.gate_up_proj";
    const Configuration config(checkpoint, stored ? "phi3." : "");
    auto sizes = llamaConfiguration(checkpoint);
    setWindows(sizes, config,
               config.whole(stored ? "attention.sliding_window" : "sliding_window", 0),
               [](std::int64_t) { return true; });
    return loadCausalTransformer(weights, sizes, names);
}

const Registry<ModelFamily>::Entry
    entry(std::make_unique<CausalFamily>("phi3", std::vector<std::string>{"phi3"}, readPhi3));

} // namespace

} // namespace saccade
