// What an op is: its name, what it computes, and which outputs it gives for which inputs.
#pragma once

#include "core/graph/graph.h"

#include <functional>

namespace saccade {

struct OutputType {
    DType dtype;
    Shape shape;
};

/// One op; each lives in a file of core/graph/ops with its builder function. Backends find their
/// kernels by `name`.
struct Op {
    std::string_view name;
    std::string_view summary; // the formula, with shapes
    /// Throws Error if the inputs do not fit; Graph::apply adds op, names and shapes to the sentence.
    std::function<std::vector<OutputType>(std::span<const Value> inputs, const Attributes&)> outputs;
};

/// Shape rules' way to refuse: throws Error with this sentence unless `condition` holds.
void requireShapes(bool condition, const char* sentence);

} // namespace saccade
