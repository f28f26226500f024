// Where each value of a program lies: planned before anything runs, so that intermediate values
// share memory as soon as they are no longer read.
#pragma once

#include "core/graph/graph.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace saccade
{

/// A value of a scheduled node that lies in the bytes of another one.
struct Placed {
    std::uint32_t value = 0;
    std::uint32_t within = 0;
    std::int64_t offset = 0; // bytes
};

struct BufferPlan {
    /// Value whose bytes hold this one (itself, where it has its own), and at which byte of them.
    struct Place {
        std::uint32_t root = 0;
        std::int64_t offset = 0;
    };
    std::vector<Place> places;                   // by value id
    std::map<std::uint32_t, std::int64_t> arena; // offsets of the roots that share the arena
    std::vector<std::uint32_t> kept;             // roots that keep memory of their own: outputs
    std::int64_t arenaBytes = 0;
};

/// `order`: scheduled nodes. `placed`: in that order, too.
BufferPlan planBuffers(const Graph& graph, std::span<const std::uint32_t> order,
                       std::span<const Placed> placed, std::span<const Value> outputs);

} // namespace saccade
