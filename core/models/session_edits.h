// The edits of a session: their names resolved, and their slices moved to the rows of one run.
#pragma once

#include "core/graph/edits.h"

namespace saccade
{

/// Values with two axes have a row a position ([n, width]; "logits" may have only the last); there
/// an edit's slice counts positions of the whole sequence. In all others it counts heads.
class SessionEdits
{
public:
    SessionEdits() = default;
    /// `graph`: any graph of the model. Throws UsageError if an edit names nothing or lies outside.
    SessionEdits(const std::vector<Edit>& edits, const Graph& graph, std::int64_t capacity);

    /// The edits of a run of positions first … first + rows − 1 that has the logits of its last
    /// `logitRows`, with slices as applyEdit wants them.
    std::vector<Edit> forRun(std::int64_t first, std::int64_t rows, std::int64_t logitRows) const;

private:
    enum class Axis { Heads, Positions, LogitPositions };
    struct Resolved {
        Edit edit; // without *
        Axis axis;
    };
    std::vector<Resolved> m_edits;
};

} // namespace saccade
