// Which linear nodes take the activation and the residual sum behind them into their own kernel.
#pragma once

#include "core/graph/graph.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace saccade
{

/// What follows a matrix product: y = f(product) + residual, kept as `result` instead of the
/// product.
struct Epilogue {
    std::string function; // of activate; empty: none
    std::optional<std::uint32_t> residual;
    std::uint32_t result = 0;
};

struct Epilogues {
    std::map<std::uint32_t, Epilogue> of; // by node index
    std::vector<bool> isAbsorbed;         // nodes that need no dispatch of their own
};

/// `order` is the schedule. Values that are outputs, or read twice, stay as they are.
Epilogues fuseEpilogues(const Graph& graph, std::span<const std::uint32_t> order,
                        std::span<const Value> outputs);

} // namespace saccade
