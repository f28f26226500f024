// What an op is: its name, what it computes, which outputs it gives for which inputs, and how
// gradients pass through it.
#pragma once

#include "core/graph/graph.h"

#include <functional>
#include <optional>

namespace saccade {

struct OutputType {
    DType dtype;
    Shape shape;
};

/// One node as reverse differentiation meets it.
struct BackwardStep {
    std::vector<Value> inputs;
    std::vector<Value> outputs;
    Attributes attributes;
    /// dLoss/dOutput of each output, F32 of its shape; none where the loss does not depend on it.
    std::vector<std::optional<Value>> cotangents;
    /// Which inputs need a gradient.
    std::vector<bool> wanted;
};

/// Builds, in the same graph, dLoss/dInput of the wanted inputs, each F32 of the input's shape; none
/// where the outputs do not change with the input.
using GradientRule = std::function<std::vector<std::optional<Value>>(const BackwardStep&)>;

/// One op; each lives in a file of core/graph/ops with its builder function. Backends find their
/// kernels by `name`.
struct Op {
    std::string_view name;
    std::string_view summary; // the formula, with shapes
    /// Throws Error if the inputs do not fit; Graph::apply adds op, names and shapes to the sentence.
    std::function<std::vector<OutputType>(std::span<const Value> inputs, const Attributes&)> outputs;
    /// Empty if there is none: `gradients` then refuses paths through the op.
    GradientRule gradient = {};
};

/// Shape rules' way to refuse: throws Error with this sentence unless `condition` holds.
void requireShapes(bool condition, const char* sentence);

} // namespace saccade
