#include "core/graph/schedule.h"

#include "core/base/error.h"
#include "core/graph/op.h"
#include "core/graph/ops/attention.h"
#include "core/graph/ops/normalisation.h"

#include <QtGlobal>
#include <algorithm>
#include <functional>
#include <queue>

namespace saccade
{

namespace
{

// Node indices that the outputs depend on, directly or not.
std::vector<bool> neededNodes(const Graph& graph, std::span<const Value> outputs)
{
    std::vector<bool> needed(graph.nodes().size(), false);
    std::vector<std::uint32_t> pending;
    for (const auto& output : outputs) {
        pending.push_back(output.id);
    }
    while (!pending.empty()) {
        const auto& info = graph.info(pending.back());
        pending.pop_back();
        if (info.source == ValueSource::Node && !needed[info.producer]) {
            needed[info.producer] = true;
            const auto& inputs = graph.nodes()[info.producer].inputs;
            pending.insert(pending.end(), inputs.begin(), inputs.end());
        }
    }
    return needed;
}

// The nodes among `nodes` that read each value.
std::vector<std::vector<std::uint32_t>> readers(const Graph& graph,
                                                std::span<const std::uint32_t> nodes)
{
    std::vector<std::vector<std::uint32_t>> result(graph.valueCount());
    for (const auto index : nodes) {
        for (const auto input : graph.nodes()[index].inputs) {
            result[input].push_back(index);
        }
    }
    return result;
}

struct Chain {
    std::uint32_t scores, softmax, mix; // node indices
    bool capture;
};

} // namespace

std::vector<std::uint32_t> schedule(const Graph& graph, std::span<const Value> outputs)
{
    const auto needed = neededNodes(graph, outputs);
    std::vector<std::size_t> missing(needed.size(), 0);
    std::vector<std::vector<std::uint32_t>> waiting(needed.size());
    // The lowest index that is ready goes first: the order of building, but for edits.
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
    for (std::uint32_t i = 0; i < needed.size(); ++i) {
        if (!needed[i]) {
            continue;
        }
        for (const auto input : graph.nodes()[i].inputs) {
            const auto& info = graph.info(input);
            if (info.source == ValueSource::Node) {
                ++missing[i];
                waiting[info.producer].push_back(i);
            }
        }
        if (missing[i] == 0) {
            ready.push(i);
        }
    }
    std::vector<std::uint32_t> order;
    while (!ready.empty()) {
        const auto index = ready.top();
        ready.pop();
        order.push_back(index);
        for (const auto next : waiting[index]) {
            if (--missing[next] == 0) {
                ready.push(next);
            }
        }
    }
    if (std::ssize(order) != std::ranges::count(needed, true)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The edits make a value depend on itself."));
    }
    return order;
}

Graph fuseAttention(const Graph& graph, std::span<const Value> outputs)
{
    const auto order = schedule(graph, outputs);
    const auto readBy = readers(graph, order);
    const auto isOutput = [&](std::uint32_t id) {
        return std::ranges::any_of(outputs, [id](const Value& output) { return output.id == id; });
    };
    std::vector<Chain> chains;
    for (const auto index : order) {
        const auto& node = graph.nodes()[index];
        if (node.op != &attentionScoresOp) {
            continue;
        }
        const auto scores = node.outputs[0];
        if (isOutput(scores) || readBy[scores].size() != 1) {
            continue;
        }
        const auto softmaxIndex = readBy[scores].front();
        const auto& softmaxNode = graph.nodes()[softmaxIndex];
        if (softmaxNode.op != &softmaxOp || readBy[softmaxNode.outputs[0]].size() != 1) {
            continue;
        }
        const auto pattern = softmaxNode.outputs[0];
        const auto mixIndex = readBy[pattern].front();
        if (graph.nodes()[mixIndex].op == &attentionMixOp) {
            chains.push_back({index, softmaxIndex, mixIndex, isOutput(pattern)});
        }
    }
    Graph result = graph;
    for (const auto& chain : chains) {
        const auto& scores = graph.nodes()[chain.scores];
        const auto& mix = graph.nodes()[chain.mix];
        Node fused{.op = &fusedAttentionOp,
                   .inputs = {scores.inputs[0], scores.inputs[1], mix.inputs[1], scores.inputs[2]},
                   .outputs = {mix.outputs[0]},
                   .attributes = scores.attributes};
        if (scores.inputs.size() > 3) {
            fused.inputs.push_back(scores.inputs[3]); // the bias
        }
        fused.attributes.set("capture", std::int64_t{chain.capture ? 1 : 0});
        if (chain.capture) {
            fused.outputs.push_back(graph.nodes()[chain.softmax].outputs[0]);
        }
        result.replaceNode(chain.mix, std::move(fused));
    }
    return result;
}

} // namespace saccade
