// The states of a model's positions, from the embedding up.
#pragma once

#include "core/base/parameters.h"
#include "core/trace/trace.h"

namespace saccade
{

struct ResidualStream {
    std::string tower;               // "", "encoder.", "vision." …
    std::vector<Tensor> states;      // F32 [positions, width], all of one shape; at least two
    std::vector<float> depths;       // of each: 0 the embedding, l + 1 behind block l
    std::vector<std::string> labels; // one a position
    Sequence sequence;

    std::int64_t positions() const { return states.front().shape()[0]; }
    std::int64_t width() const { return states.front().shape()[1]; }
};

/// Of the tower to which the part belongs (as partNamed takes it; empty: the first one whose states
/// were kept). The embedding is left out where it was not kept or has another width. Throws
/// UsageError if the trace holds no states, Error where a block's are missing.
ResidualStream residualStream(const Trace& trace, std::string_view part);

} // namespace saccade
