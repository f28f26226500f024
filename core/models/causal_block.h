// One block of a causal transformer as a piece of a Graph.
#pragma once

#include "core/models/causal_transformer.h"

namespace saccade
{

/// A rotary table as a value of the graph.
struct RopeValue {
    Value frequencies;
    double magnitude = 1.0;
};

/// What all blocks of a graph share.
struct BlockSurroundings {
    ModelGraph& model;
    const GraphShape& shape;
    const CausalTransformer& transformer;
    std::vector<RopeValue> ropes;
    std::optional<Value> bias; // of the scores: [heads, n, capacity]
};

Value normed(Value x, const Norm& norm);

/// x [n, width] → [n, width]; names every value of the design.
Value addCausalBlock(const BlockSurroundings& surroundings, Value x, std::int64_t layer);

} // namespace saccade
