// Reverse-mode differentiation: backward nodes for a graph, added to it.
#pragma once

#include "core/graph/graph.h"

#include <span>
#include <vector>

namespace saccade
{

/// Σ cotangent · dOutput/dWanted of each wanted value, F32 of its shape: the gradient of the one
/// number Σ cotangent · output. Only nodes on a path from a wanted value to the output get a
/// backward; a value that the output does not depend on gives zeros. Wanted values may be of any
/// kind: inputs, constants, states (what they held before the run), results of nodes; one that lies
/// behind another is not held fixed. Gradients are those of one run: what earlier runs left in
/// states counts as given, and recurrences count as begun from empty states. Cotangents of scores
/// at −∞ must be 0, as those that softmax gives are. Throws Error naming the op where a path leads
/// through one that has no gradient.
std::vector<Value> gradients(Graph& graph, Value output, Value cotangent,
                             std::span<const Value> wanted);

/// The same of a loss of one element (Baydin et al., arXiv:1502.05767). Throws Error if it has
/// more.
std::vector<Value> gradients(Graph& graph, Value loss, std::span<const Value> wanted);

} // namespace saccade
