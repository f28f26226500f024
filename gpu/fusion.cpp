#include "gpu/fusion.h"

#include "core/graph/ops/ops.h"

#include <algorithm>

namespace saccade
{

namespace
{

class Fusion
{
public:
    Fusion(const Graph& graph, std::span<const std::uint32_t> order, std::span<const Value> outputs)
        : m_graph(graph), m_readers(graph.valueCount()), m_place(graph.nodes().size(), 0),
          m_isOutput(graph.valueCount(), false)
    {
        for (std::size_t i = 0; i < order.size(); ++i) {
            m_place[order[i]] = i;
            for (const auto input : graph.nodes()[order[i]].inputs) {
                m_readers[input].push_back(order[i]);
            }
        }
        for (const auto& output : outputs) {
            m_isOutput[output.id] = true;
        }
        m_result.isAbsorbed.resize(graph.nodes().size(), false);
    }

    void extend(std::uint32_t index)
    {
        const Node& node = m_graph.nodes()[index];
        if (node.op->name != linearOp.name) {
            return;
        }
        Epilogue epilogue;
        epilogue.result = node.outputs[0];
        if (const auto next = onlyReader(epilogue.result);
            next && m_graph.nodes()[*next].op->name == activateOp.name) {
            epilogue.function = m_graph.nodes()[*next].attributes.word("function");
            absorb(epilogue, *next);
        }
        if (const auto next = onlyReader(epilogue.result);
            next && m_graph.nodes()[*next].op->name == addOp.name) {
            const auto other = otherInput(*next, epilogue.result);
            if (isThereBefore(other, index)) {
                epilogue.residual = other;
                absorb(epilogue, *next);
            }
        }
        m_result.of[index] = epilogue;
    }

    Epilogues take() { return std::move(m_result); }

private:
    std::optional<std::uint32_t> onlyReader(std::uint32_t value) const
    {
        const bool isPrivate = m_readers[value].size() == 1 && !m_isOutput[value];
        return isPrivate ? std::optional(m_readers[value].front()) : std::nullopt;
    }

    std::uint32_t otherInput(std::uint32_t index, std::uint32_t value) const
    {
        const auto& inputs = m_graph.nodes()[index].inputs;
        return inputs[0] == value ? inputs[1] : inputs[0];
    }

    /// Whether a value of the product's own size is known when the product is computed.
    bool isThereBefore(std::uint32_t value, std::uint32_t index) const
    {
        const auto& info = m_graph.info(value);
        const auto& product = m_graph.info(m_graph.nodes()[index].outputs[0]);
        const bool isEarlier =
            info.source == ValueSource::Input ||
            (info.source == ValueSource::Node && m_place[info.producer] < m_place[index]);
        return isEarlier && info.dtype == DType::F32 && info.shape == product.shape;
    }

    void absorb(Epilogue& epilogue, std::uint32_t index)
    {
        epilogue.result = m_graph.nodes()[index].outputs[0];
        m_result.isAbsorbed[index] = true;
    }

    const Graph& m_graph;
    std::vector<std::vector<std::uint32_t>> m_readers;
    std::vector<std::size_t> m_place;
    std::vector<bool> m_isOutput;
    Epilogues m_result;
};

} // namespace

Epilogues fuseEpilogues(const Graph& graph, std::span<const std::uint32_t> order,
                        std::span<const Value> outputs)
{
    Fusion fusion(graph, order, outputs);
    for (const auto index : order) {
        fusion.extend(index);
    }
    return fusion.take();
}

} // namespace saccade
