// Reverse-mode differentiation: backward nodes for a graph, added to it.
#pragma once

#include "core/graph/graph.h"

#include <span>
#include <vector>

namespace saccade
{

/// A value whose elements count in what is differentiated, each as often as its cotangent says.
struct Seed {
    Value output;
    Value cotangent; // F32 of the output's shape
};

/// dL/dWanted of each wanted value, F32 of its shape, where L = Σ cotangent · output over the
/// elements of all seeds. Only nodes on a path from a wanted value to an output get a
/// backward; a value that no output depends on gives zeros. Wanted values may be of any
/// kind: inputs, constants, states (what they held before the run), results of nodes; one that lies
/// behind another is not held fixed. Gradients are those of one run: what earlier runs left in
/// states counts as given, and recurrences count as begun from empty states. Cotangents of scores
/// at −∞ must be 0, as those that softmax gives are. Throws Error naming the op where a path leads
/// through one that has no gradient.
std::vector<Value> gradients(Graph& graph, std::span<const Seed> seeds,
                             std::span<const Value> wanted);

/// The same of a loss of one element (Baydin et al., arXiv:1502.05767). Throws Error if it has
/// more.
std::vector<Value> gradients(Graph& graph, Value loss, std::span<const Value> wanted);

} // namespace saccade
