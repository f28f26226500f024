// Which nodes of a Graph have to run, in which order, for the outputs that are wanted.
#pragma once

#include "core/graph/graph.h"

namespace saccade {

/// Nodes that `outputs` need, each after the nodes that it reads. Throws Error if edits made a cycle.
std::vector<std::uint32_t> schedule(const Graph& graph, std::span<const Value> outputs);

/// Replaces scores → softmax → mix chains by "fused_attention" wherever the scores are read by nothing
/// else; a pattern that is among `outputs` becomes the fused op's second output. Returns the graph to
/// compile; value ids are kept, so that `outputs` stay valid in it.
Graph fuseAttention(const Graph& graph, std::span<const Value> outputs);

} // namespace saccade
