#include "core/cpu/buffer_plan.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <set>

namespace saccade
{

namespace
{

constexpr std::int64_t alignment = 64;

/// Hands out stretches of an arena and takes them back.
class Arena
{
public:
    /// The smallest gap that fits, or the end.
    std::int64_t take(std::int64_t bytes)
    {
        auto best = m_gaps.end();
        for (auto gap = m_gaps.begin(); gap != m_gaps.end(); ++gap) {
            if (gap->second >= bytes && (best == m_gaps.end() || gap->second < best->second)) {
                best = gap;
            }
        }
        if (best == m_gaps.end()) {
            const auto start = m_bytes;
            if (__builtin_add_overflow(m_bytes, bytes, &m_bytes)) {
                throw Error(QT_TRANSLATE_NOOP(
                    "Error", "The program needs more memory than can be addressed."));
            }
            return start;
        }
        const auto [start, length] = *best;
        m_gaps.erase(best);
        if (length > bytes) {
            m_gaps.emplace(start + bytes, length - bytes);
        }
        return start;
    }

    void giveBack(std::int64_t start, std::int64_t bytes)
    {
        auto gap = m_gaps.emplace(start, bytes).first;
        if (const auto next = std::next(gap);
            next != m_gaps.end() && gap->first + gap->second == next->first) {
            gap->second += next->second;
            m_gaps.erase(next);
        }
        if (gap != m_gaps.begin()) {
            const auto before = std::prev(gap);
            if (before->first + before->second == gap->first) {
                before->second += gap->second;
                m_gaps.erase(gap);
            }
        }
    }

    std::int64_t bytes() const { return m_bytes; }

private:
    std::map<std::int64_t, std::int64_t> m_gaps; // start, length
    std::int64_t m_bytes = 0;
};

/// The index in `order` after which each root is not read any more.
std::vector<std::size_t> lastReads(const Graph& graph, std::span<const std::uint32_t> order,
                                   const BufferPlan& plan)
{
    std::vector<std::size_t> last(graph.valueCount(), 0);
    for (std::size_t step = 0; step < order.size(); ++step) {
        const auto& node = graph.nodes()[order[step]];
        for (const auto& ids : {node.inputs, node.outputs}) {
            for (const auto id : ids) {
                last[plan.places[id].root] = step;
            }
        }
    }
    return last;
}

std::int64_t roundedBytes(const ValueInfo& info)
{
    return (Tensor::bytesFor(info.dtype, info.shape) + alignment) / alignment * alignment;
}

} // namespace

BufferPlan planBuffers(const Graph& graph, std::span<const std::uint32_t> order,
                       std::span<const Placed> placed, std::span<const Value> outputs)
{
    BufferPlan plan;
    plan.places.resize(graph.valueCount());
    for (std::uint32_t id = 0; id < plan.places.size(); ++id) {
        plan.places[id].root = id;
    }
    for (const auto& [value, within, offset] : placed) {
        plan.places[value] = {plan.places[within].root, plan.places[within].offset + offset};
    }
    std::set<std::uint32_t> kept;
    for (const Value& output : outputs) {
        const auto root = plan.places[output.id].root;
        if (graph.info(root).source == ValueSource::Node) {
            kept.insert(root);
        }
    }
    plan.kept.assign(kept.begin(), kept.end());

    const auto last = lastReads(graph, order, plan);
    std::vector<std::vector<std::uint32_t>> ending(order.size()); // roots not read after a step
    Arena arena;
    for (std::size_t step = 0; step < order.size(); ++step) {
        for (const auto id : graph.nodes()[order[step]].outputs) {
            if (plan.places[id].root == id && !kept.contains(id)) {
                plan.arena[id] = arena.take(roundedBytes(graph.info(id)));
                ending[last[id]].push_back(id);
            }
        }
        for (const auto id : ending[step]) {
            arena.giveBack(plan.arena.at(id), roundedBytes(graph.info(id)));
        }
    }
    plan.arenaBytes = arena.bytes();
    return plan;
}

} // namespace saccade
