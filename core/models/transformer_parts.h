// What decoder-only transformers have in common, as pieces of a Graph with the names of design.md,
// section 2.
#pragma once

#include "core/graph/ops/ops.h"
#include "core/models/model.h"

#include <optional>

namespace saccade
{

class Configuration;

/// A weight matrix with its bias, if it has one.
struct Projection {
    Tensor weight;
    std::optional<Tensor> bias;
    WeightLayout weightLayout = WeightLayout::OutputInput;
};

/// The activation that a configuration names ("gelu_new", "silu" …). Throws Error naming the known
/// ones.
Activation activationNamed(const Configuration& configuration, std::string_view key,
                           std::string_view fallback);

/// Throws Error unless rows ≤ capacity ≤ context and logit rows ≤ rows, all at least 1.
void requireGraphShape(const GraphShape& shape, std::int64_t context);

/// Makes the inputs of a model's graph: tokens [rows] and first [1].
std::unique_ptr<ModelGraph> startGraph(const GraphShape& shape);

/// "blocks.3.mlp.output" for block 3.
std::string blockName(std::int64_t block, std::string_view part);

/// x·Wᵀ + b
Value project(Value x, const Projection& projection);

/// Queries [heads, n, d], keys and values [kv_heads, n, d] of the new rows, after position
/// encoding.
struct Heads {
    Value queries, keys, values;
};

/// Names the heads, appends keys and values to the block's cache ("blocks.{l}.keys" and ".values",
/// F32 [kv_heads, capacity, d]), attends, and gives the mixed heads side by side: [n, heads·d].
/// `bias` is added to the scores.
Value attendCached(const Heads& heads, std::int64_t block, Value first, std::int64_t capacity,
                   const AttentionRule& rule, std::optional<Value> bias = std::nullopt);

/// Names `normed` "final_norm" and makes the logits of its last rows.
void finishGraph(ModelGraph& model, Value normed, const Tensor& output, const GraphShape& shape);

} // namespace saccade
