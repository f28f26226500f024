// The weights of a Llama-like model, whatever its format calls them.
#pragma once

#include "core/models/llama_configuration.h"
#include "core/models/transformer_parts.h"
#include "core/models/weights.h"

namespace saccade
{

struct LlamaBlock {
    Tensor attentionNorm;
    Projection queries, keys, values, attentionOutput;
    Tensor mlpNorm;
    Projection gate, up, down;
};

struct LlamaWeights {
    Tensor embedding; // [vocabulary, width]
    std::vector<LlamaBlock> blocks;
    Tensor finalNorm;
    Tensor output; // [vocabulary, width]; the embedding where they are tied
};

/// Throws Error naming file, tensor and reason for the first that is missing or does not fit.
LlamaWeights loadLlamaWeights(Weights& weights, const Checkpoint& checkpoint,
                              const LlamaConfiguration& config);

} // namespace saccade
