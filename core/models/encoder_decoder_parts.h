// The layers of an encoder or a decoder as pieces of a Graph, with the names of design.md,
// section 2.
#pragma once

#include "core/models/encoder_decoder.h"

#include <string>

namespace saccade
{

/// How far the attention of a graph reaches.
struct StackReach {
    Value first;               // I32 [1], position of the first row
    std::int64_t capacity = 0; // of the decoder's cache; 0: the input is whole, all see all
    std::int64_t source = 0;   // positions that cross-attention sees
};

/// Adds one stack to a graph.
class StackBuilder
{
public:
    /// `prefix`: "encoder." or "decoder.".
    StackBuilder(const EncoderDecoderWeights& weights, const Stack& stack, std::string prefix,
                 StackReach reach);

    /// Scales, adds positions, normalises, names the result "embedding". x, result [n, width].
    Value embedded(Value x) const;
    /// All layers and the last norm, if there is one; names its result "final_norm".
    Value layers(Value x);
    /// Keys and values of `memory` [source, width] for cross-attention, written to the states that
    /// a decoder of the same weights reads: two values a layer.
    std::vector<Value> writeCross(Value memory) const;

private:
    Value normed(Value x, const StackNorm& norm) const;
    Value layer(Value x, std::size_t index);
    Value selfAttention(Value x, std::size_t index);
    Value crossAttention(Value x, std::size_t index) const;
    Value mlp(Value x, std::size_t index) const;
    std::optional<Value> distanceBias(Value x, const AttentionWeights& attention);
    std::string blockName(std::size_t index, std::string_view part) const;
    Value named(Value value, std::size_t index, std::string_view part) const;
    Value crossState(Graph& graph, std::size_t index, std::string_view part,
                     std::int64_t length) const;

    const EncoderDecoderWeights& m_weights;
    const Stack& m_stack;
    std::string m_prefix;
    StackReach m_reach;
    std::optional<Value> m_bias; // of the last layer that had distances
};

} // namespace saccade
