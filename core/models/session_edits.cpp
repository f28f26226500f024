#include "core/models/session_edits.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <limits>
#include <set>

namespace saccade
{

namespace
{

// The part of an edit's slice that falls on rows first … first + extent − 1; nothing if none does.
std::optional<Edit> within(Edit edit, std::int64_t first, std::int64_t extent)
{
    const auto end = first + extent;
    const auto last = edit.count == -1 ? end : std::min(edit.first + edit.count, end);
    const auto begin = std::max(edit.first, first);
    if (begin >= last) {
        return std::nullopt;
    }
    edit.first = begin - first;
    edit.count = last - begin;
    return edit;
}

// Scores and patterns have columns for tokens that are not written yet; an edit must not reach
// them.
void refuseUnmasking(const Edit& edit, const std::string& name)
{
    // Kernels multiply with floats: anything smaller is 0 to them.
    constexpr double smallest = std::numeric_limits<float>::min();
    const bool unmasks = (name.ends_with(".attention.scores") && edit.scale < smallest) ||
                         (name.ends_with(".attention.pattern") && edit.offset != 0.0);
    if (unmasks) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "The edit “%1” would let “%2” look at tokens that are not there yet. "
                              "Scores can be multiplied by a positive number or added to; "
                              "patterns can be multiplied or set to 0."),
            {text(edit), name});
    }
}

// The matrices that recurrent layers act like are computed beside the model, not by it.
void refuseImplicit(const Edit& edit, const std::string& name)
{
    if (name.find(".ssm.") != std::string::npos && name.ends_with("pattern")) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The edit “%1” would change nothing: “%2” is there to be "
                                       "looked at, the layer does not compute with it. Edit the "
                                       "layer's “ssm.output” instead."),
            {text(edit), name});
    }
}

} // namespace

SessionEdits::SessionEdits(const std::vector<Edit>& edits, const Graph& graph,
                           std::int64_t capacity)
{
    for (const auto& edit : edits) {
        std::set<std::uint32_t> edited; // a value may have several names
        for (const auto& name : namesMatching(graph, edit.name)) {
            if (!edited.insert(*graph.idOf(name)).second) {
                continue;
            }
            refuseUnmasking(edit, name);
            refuseImplicit(edit, name);
            const auto& shape = graph.info(*graph.idOf(name)).shape;
            const auto axis = shape.rank() != 2  ? Axis::Heads
                              : name == "logits" ? Axis::LogitPositions
                                                 : Axis::Positions;
            const auto extent = axis == Axis::Heads ? shape[0] : capacity;
            if (edit.first >= extent || (edit.count != -1 && edit.count > extent - edit.first)) {
                throw UsageError(
                    QT_TRANSLATE_NOOP("Error", "The edit “%1” lies outside “%2”, which has %3 %4."),
                    {text(edit), name, std::to_string(extent),
                     axis == Axis::Heads ? "heads" : "positions"});
            }
            auto named = edit;
            named.name = name;
            m_edits.push_back({std::move(named), axis});
        }
    }
}

std::vector<Edit> SessionEdits::forRun(std::int64_t first, std::int64_t rows,
                                       std::int64_t logitRows) const
{
    std::vector<Edit> result;
    for (const auto& [edit, axis] : m_edits) {
        const auto extent = axis == Axis::LogitPositions ? logitRows : rows;
        auto part =
            axis == Axis::Heads ? std::optional(edit) : within(edit, first + rows - extent, extent);
        if (part) {
            result.push_back(std::move(*part));
        }
    }
    return result;
}

} // namespace saccade
