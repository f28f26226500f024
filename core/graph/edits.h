// Edits by name, as users write them: 'blocks.3.attention.heads[5]=0'.
#pragma once

#include "core/graph/graph.h"

namespace saccade {

/// NAME, NAME[INDEX] or NAME[FIRST:LAST] (outermost axis, LAST not included, or left out for the rest),
/// then = NUMBER (set) or *= NUMBER (scale) or += NUMBER. NAME may hold * for one part:
/// blocks.*.mlp.output*=0.5.
struct Edit {
    std::string name;
    std::int64_t first = 0;
    std::int64_t count = -1;
    double scale = 0.0;
    double offset = 0.0;

    bool operator==(const Edit&) const = default;
};

/// Throws UsageError saying what was expected where.
Edit parseEdit(std::string_view text);
std::string text(const Edit& edit);

/// Names of computed values that fit `pattern`, where * stands for one part. Throws UsageError if there is
/// none (naming the nearest name).
std::vector<std::string> namesMatching(const Graph& graph, std::string_view pattern);

/// Applies the edit to every value of that name; throws UsageError if there is none (naming the nearest
/// name) or the slice lies outside.
void applyEdit(Graph& graph, const Edit& edit);

} // namespace saccade
