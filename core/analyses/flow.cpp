// Attention flow: how much of each input can reach an output, connections being as wide as their
// attention.
#include "core/analyses/analysis.h"
#include "core/analyses/layered_flow.h"
#include "core/analyses/mixing.h"
#include "core/analyses/pattern_display.h"
#include "core/base/error.h"

#include <QtGlobal>
#include <numeric>

namespace saccade
{

namespace
{

class Flow : public Analysis
{
public:
    std::string_view identifier() const override { return "flow"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Attention flow"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP(
            "Analysis", "The exact maximum flow from each input to an output through all layers.");
    }
    Citation citation() const override
    {
        return {"Quantifying Attention Flow in Transformers", "Samira Abnar, Willem Zuidema", 2020,
                "2005.00928"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"abnar", QT_TRANSLATE_NOOP(
                          "Analysis",
                          "The maximum flow from the output's node to each input's, edge "
                          "capacities A = (1 − r)·F + r·I with rows divided by their sums; divided "
                          "by the sum over the inputs.")},
            {"raw", QT_TRANSLATE_NOOP("Analysis",
                                      "The maximum flows themselves. One that reaches min(1, Σ_i "
                                      "A_1[i, input]) is saturated: any attention in between "
                                      "would give the same.")},
        };
    }
    std::vector<Parameter> parameters() const override;
    std::vector<std::string> capture() const override { return {"pattern"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

std::vector<Parameter> Flow::parameters() const
{
    std::vector<Parameter> parameters{
        partParameter(),
        {"result",
         QT_TRANSLATE_NOOP("Parameter", "Result"),
         ParameterType::Word,
         "tokens",
         0.0,
         0.0,
         {"tokens", "matrix", "network"},
         QT_TRANSLATE_NOOP("Parameter", "All inputs of one query, the flows of all queries, or the "
                                        "ways of one flow.")},
        queryParameter(),
        {"input",
         QT_TRANSLATE_NOOP("Parameter", "Input"),
         ParameterType::Integer,
         0,
         -1.0,
         1e9,
         {},
         QT_TRANSLATE_NOOP("Parameter", "The input whose ways are wanted; −1: the last one.")},
        layerParameter(),
    };
    for (auto& parameter : mixingParameters()) {
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

LayeredCapacities capacitiesOf(const LayerPatterns& patterns, const MixingOptions& options,
                               std::int64_t layers, ThreadPool& pool)
{
    std::vector<std::vector<float>> matrices;
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        matrices.push_back(mixingMatrix(patterns.layers[static_cast<std::size_t>(layer)], options,
                                        patterns.part.implicit, pool));
    }
    return {matrices, patterns.keys};
}

/// The flows to outputs of one layer, all inputs of one output at once.
class Flows
{
public:
    Flows(LayeredCapacities capacities, ThreadPool& pool)
        : m_layer(capacities.layers()), m_inputs(capacities.positions()), m_pool(pool)
    {
        for (int thread = 1; thread < pool.threads(); ++thread) {
            m_workers.emplace_back(capacities);
        }
        m_workers.emplace_back(std::move(capacities));
    }

    std::vector<FlowAmount> toOutput(std::int64_t query, const std::stop_token& stop)
    {
        std::vector<FlowAmount> amounts(static_cast<std::size_t>(m_inputs));
        m_pool.run(m_inputs, [&](std::int64_t input, int thread) {
            if (!stop.stop_requested()) {
                amounts[static_cast<std::size_t>(input)] =
                    m_workers[static_cast<std::size_t>(thread)].maximum({m_layer, query, input});
            }
        });
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        return amounts;
    }

private:
    std::int64_t m_layer, m_inputs;
    ThreadPool& m_pool;
    std::vector<LayeredFlow> m_workers; // one a thread
};

std::vector<float> valuesOf(const std::vector<FlowAmount>& amounts, const Settings& settings)
{
    const auto sum = std::accumulate(
        amounts.begin(), amounts.end(), 0.0,
        [](double total, const FlowAmount& amount) { return total + amount.value; });
    const auto scale = wordSetting(settings, "variant") == "abnar" && sum > 0.0 ? 1.0 / sum : 1.0;
    std::vector<float> values;
    for (const auto& amount : amounts) {
        values.push_back(static_cast<float>(amount.value * scale));
    }
    return values;
}

Display network(LayeredCapacities capacities, const LayerPatterns& patterns, const FlowEnds& ends,
                const char* title)
{
    LayeredFlow flow(std::move(capacities));
    flow.maximum(ends);
    Network network{title, "layer", "flow", {}, {}};
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> places;
    const auto nodeOf = [&](std::int64_t layer, std::int64_t position) {
        const auto [place, isNew] =
            places.try_emplace({layer, position}, std::ssize(network.nodes));
        if (isNew) {
            network.nodes.push_back(
                {layer, position, patterns.keyLabels[static_cast<std::size_t>(position)], 0.0F});
        }
        return place->second;
    };
    for (const auto& edge : flow.edges()) {
        const auto from = nodeOf(edge.layer, edge.from);
        const auto to = nodeOf(edge.layer - 1, edge.to);
        const auto value = static_cast<float>(edge.value);
        network.edges.push_back({from, to, value});
        // What leaves a node passes through it; the input takes what comes.
        network.nodes[static_cast<std::size_t>(edge.layer == 1 ? to : from)].value += value;
        if (edge.layer == 1 && ends.layer > 1) {
            network.nodes[static_cast<std::size_t>(from)].value += value;
        }
    }
    return network;
}

Display Flow::compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                      const Progress& progress) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    requireSelfAttention(patterns);
    ThreadPool pool;
    const auto layers = positionSetting(settings, "layer", std::ssize(patterns.layers)) + 1;
    const auto query = positionSetting(settings, "query", patterns.queries);
    auto capacities = capacitiesOf(patterns, mixingOptions(settings), layers, pool);
    const auto result = wordSetting(settings, "result");
    if (result == "network") {
        return network(std::move(capacities), patterns,
                       {layers, query, positionSetting(settings, "input", patterns.keys)}, name());
    }
    Flows flows(std::move(capacities), pool);
    if (result == "tokens") {
        const auto amounts = flows.toOutput(query, stop);
        auto scores = keyScores(patterns, valuesOf(amounts, settings), {name(), "flow"});
        for (const auto& amount : amounts) {
            scores.remarks.emplace_back(amount.saturated ? "saturated" : "");
        }
        return scores;
    }
    std::vector<float> values;
    for (std::int64_t row = 0; row < patterns.queries; ++row) {
        const auto flowsOfRow = valuesOf(flows.toOutput(row, stop), settings);
        values.insert(values.end(), flowsOfRow.begin(), flowsOfRow.end());
        if (progress) {
            progress(row + 1, patterns.queries);
        }
    }
    return patternDisplay(patterns, std::move(values), settings, {name(), "flow"});
}

const Registry<Analysis>::Entry entry(std::make_unique<Flow>());

} // namespace

} // namespace saccade
