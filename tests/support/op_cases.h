// Ops with data, and what a plain double-precision reference says they give: every backend is held
// to them.
#pragma once

#include "core/graph/backend.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace saccade
{

/// A small graph, what to set before each run, and what its outputs hold after the last.
struct OpExample {
    struct Setting {
        Value input;
        Tensor tensor;
    };

    std::shared_ptr<Graph> graph = std::make_shared<Graph>();
    std::vector<std::vector<Setting>> runs{1}; // one after another, with the same states
    std::vector<Value> outputs;
    std::vector<std::vector<double>> expected; // of each output
    double tolerance = 1e-5; // |got − expected| ≤ tolerance · max(1, largest finite |expected|)

    /// Declares an Input and sets it in the first run.
    Value given(const std::string& name, Tensor tensor);
    /// `output` is to hold `values` in the end.
    void expect(Value output, std::vector<double> values);
};

struct OpCase {
    std::string name; // "linear/Q4_K/n=3": op, variant
    std::function<OpExample()> make;
};

/// All cases, by family.
std::vector<OpCase> opCases();

/// Compiles and runs the example. → what differs from the reference, or an empty text.
std::string differences(Backend& backend, const OpExample& example);

} // namespace saccade
