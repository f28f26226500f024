#include "core/graph/autodiff.h"

#include "core/base/error.h"
#include "core/graph/op.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/schedule.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

class Differentiation
{
public:
    Differentiation(Graph& graph, std::span<const Value> outputs, std::span<const Value> wanted)
        : m_graph(graph), m_order(schedule(graph, outputs)), m_dependent(graph.valueCount(), false),
          m_cotangents(graph.valueCount())
    {
        for (const auto& value : wanted) {
            m_dependent.at(value.id) = true;
        }
        for (const auto index : m_order) {
            const auto& node = m_graph.nodes()[index];
            const bool depends = std::ranges::any_of(
                node.inputs, [this](std::uint32_t input) { return m_dependent[input]; });
            for (const auto value : node.outputs) {
                m_dependent[value] = m_dependent[value] || depends;
            }
        }
    }

    void run(std::span<const Seed> seeds)
    {
        for (const auto& [output, cotangent] : seeds) {
            accumulate(output.id, cotangent);
        }
        for (auto index = m_order.rbegin(); index != m_order.rend(); ++index) {
            // A copy: the rule adds nodes.
            const Node node = m_graph.nodes()[*index];
            if (carriesGradient(node)) {
                step(node);
            }
        }
    }

    Value of(Value wanted)
    {
        const auto& found = m_cotangents[wanted.id];
        return found ? *found
                     : m_graph.constant(Tensor::allocate(DType::F32, m_graph.info(wanted).shape));
    }

private:
    bool carriesGradient(const Node& node) const
    {
        const auto hasCotangent = [this](std::uint32_t id) { return m_cotangents[id].has_value(); };
        const auto depends = [this](std::uint32_t id) { return m_dependent[id]; };
        return std::ranges::any_of(node.outputs, hasCotangent) &&
               std::ranges::any_of(node.inputs, depends);
    }

    void step(const Node& node)
    {
        if (!node.op->gradient) {
            throw Error(QT_TRANSLATE_NOOP("Error", "“%1” has no gradient, but what was asked for "
                                                   "lies behind it."),
                        {std::string(node.op->name)});
        }
        BackwardStep backward{.inputs = {},
                              .outputs = {},
                              .attributes = node.attributes,
                              .cotangents = {},
                              .wanted = {}};
        for (const auto id : node.inputs) {
            backward.inputs.push_back(m_graph.value(id));
            backward.wanted.push_back(m_dependent[id]);
        }
        for (const auto id : node.outputs) {
            backward.outputs.push_back(m_graph.value(id));
            backward.cotangents.push_back(m_cotangents[id]);
        }
        const auto found = node.op->gradient(backward);
        for (std::size_t i = 0; i < node.inputs.size() && i < found.size(); ++i) {
            if (m_dependent[node.inputs[i]] && found[i]) {
                accumulate(node.inputs[i], *found[i]);
            }
        }
    }

    void accumulate(std::uint32_t id, Value part)
    {
        if (part.shape() != m_graph.info(id).shape || part.dtype() != DType::F32) {
            throw Error(QT_TRANSLATE_NOOP("Error", "A gradient of the shape %1 does not fit a "
                                                   "value of the shape %2."),
                        {part.shape().text(), m_graph.info(id).shape.text()});
        }
        auto& sum = m_cotangents[id];
        sum = sum ? add(*sum, part) : part;
    }

    Graph& m_graph;
    std::vector<std::uint32_t> m_order;
    std::vector<bool> m_dependent; // of the wanted values, by value
    std::vector<std::optional<Value>> m_cotangents;
};

} // namespace

std::vector<Value> gradients(Graph& graph, std::span<const Seed> seeds,
                             std::span<const Value> wanted)
{
    std::vector<Value> outputs;
    std::ranges::transform(seeds, std::back_inserter(outputs), &Seed::output);
    Differentiation differentiation(graph, outputs, wanted);
    differentiation.run(seeds);
    std::vector<Value> result;
    for (const auto& value : wanted) {
        result.push_back(differentiation.of(value));
    }
    return result;
}

std::vector<Value> gradients(Graph& graph, Value loss, std::span<const Value> wanted)
{
    if (loss.shape().elements() != 1) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "A gradient needs one number to start from, not %1."),
            {loss.shape().text()});
    }
    constexpr std::array one{1.0F};
    const Seed seed{loss, graph.constant(Tensor::of(loss.shape(), std::span<const float>(one)))};
    return gradients(graph, std::array{seed}, wanted);
}

} // namespace saccade
