// Attention flow against the references in ../shared/oracles/attention (1e-6), and what must hold
// of it whatever the attention is.
#include "core/analyses/layered_flow.h"
#include "core/analyses/mixing.h"
#include "core/base/error.h"
#include "core/files/safetensors.h"
#include "tests/support/analysis_runs.h"
#include "tests/support/attention_traces.h"
#include "tests/support/npz.h"
#include "tests/support/shared.h"

#include <QTest>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace saccade
{

namespace
{

std::vector<std::vector<float>> mixed(const std::vector<Tensor>& layers)
{
    ThreadPool pool(1);
    std::vector<std::vector<float>> matrices;
    for (const auto& layer : layers) {
        matrices.push_back(mixingMatrix(layer, {}, false, pool));
    }
    return matrices;
}

// Of every set of nodes with the output and without the input: what leaves it. Their least is the
// maximum flow (Ford and Fulkerson).
double smallestCut(const std::vector<std::vector<float>>& layers, std::size_t n,
                   const FlowEnds& ends)
{
    const auto inner = (layers.size() - 1) * n; // nodes of layers 1 … L − 1
    double least = std::numeric_limits<double>::max();
    for (std::size_t set = 0; set < std::size_t{1} << inner; ++set) {
        const auto holds = [&](std::size_t layer, std::size_t position) {
            return layer == layers.size() ? position == static_cast<std::size_t>(ends.position)
                                          : layer > 0 && (set >> ((layer - 1) * n + position) & 1);
        };
        double cut = 0.0;
        for (std::size_t layer = 1; layer <= layers.size(); ++layer) {
            for (std::size_t edge = 0; edge < n * n; ++edge) {
                const auto to = edge % n;
                const bool isNode = layer > 1 || to == static_cast<std::size_t>(ends.input);
                if (isNode && holds(layer, edge / n) && !holds(layer - 1, to)) {
                    cut += static_cast<double>(layers[layer - 1][edge]);
                }
            }
        }
        least = std::min(least, cut);
    }
    return least;
}

} // namespace

class AttentionFlowTest : public QObject
{
    Q_OBJECT

private slots:
    void flowIsTheReferences();
    void flowOfOtherAttentionIsTheReferences_data();
    void flowOfOtherAttentionIsTheReferences();
    void flowIsTheSmallestCut_data();
    void flowIsTheSmallestCut();
    void edgesOfAFlowKeepWhatComes();
    void saturationIsTheTrivialBound();
    void flowsDoNotDependOnThoseBefore();
    void numbersThatAreNoSharesAreRefused();
};

void AttentionFlowTest::flowIsTheReferences()
{
    REQUIRE_SHARED("oracles/attention/rollout_flow.npz");
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/rollout_flow.npz"));
    const auto trace = traceOfPatterns(layersOf(arrays.at("A")));
    for (std::int64_t layer = 0; layer < 4; ++layer) {
        const Settings settings{{"result", "matrix"}, {"layer", layer}};
        compare(computed("flow:raw", trace, settings).values,
                arrays.at("flow_raw").rows(layer, 1).floats(), "flow");
        compare(computed("flow", trace, settings).values, arrays.at("flow").rows(layer, 1).floats(),
                "flow by rows");
    }
}

void AttentionFlowTest::flowOfOtherAttentionIsTheReferences_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("bidirectional") << "rollout_flow_bidirectional.safetensors";
    QTest::newRow("causal") << "rollout_flow_causal.safetensors";
}

void AttentionFlowTest::flowOfOtherAttentionIsTheReferences()
{
    QFETCH(QString, file);
    const auto relative = "oracles/attention/" + file.toStdString();
    REQUIRE_SHARED(relative);
    const auto arrays = readSafetensors(sharedPath(relative)).tensors;
    const auto trace = traceOfPatterns(layersOf(arrays.at("attention")));
    compare(computed("rollout", trace).values, arrays.at("rollout").rows(3, 1).floats(), "rollout");
    const Settings settings{{"result", "matrix"}};
    compare(computed("flow:raw", trace, settings).values, arrays.at("flow").floats(), "flow");
    compare(computed("flow", trace, settings).values, arrays.at("flow_normalized").floats(),
            "flow by rows");
}

void AttentionFlowTest::flowIsTheSmallestCut_data()
{
    QTest::addColumn<bool>("causal");
    QTest::addColumn<double>("sharpness");
    for (const bool causal : {false, true}) {
        for (const auto sharpness : {0.5, 2.0, 5.0}) {
            QTest::addRow("%s %g", causal ? "causal" : "full", sharpness) << causal << sharpness;
        }
    }
}

void AttentionFlowTest::flowIsTheSmallestCut()
{
    QFETCH(bool, causal);
    QFETCH(double, sharpness);
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const auto layers = mixed(randomPatterns({.layers = 3,
                                                  .heads = 1,
                                                  .length = 4,
                                                  .causal = causal,
                                                  .sharpness = static_cast<float>(sharpness),
                                                  .seed = seed}));
        LayeredFlow flow(LayeredCapacities(layers, 4));
        for (std::int64_t pair = 0; pair < 16; ++pair) {
            const FlowEnds ends{3, pair / 4, pair % 4};
            const auto value = flow.maximum(ends).value;
            const auto cut = smallestCut(layers, 4, ends);
            QVERIFY2(std::abs(value - cut) < 1e-7,
                     (std::to_string(value) + " for " + std::to_string(cut)).c_str());
        }
    }
}

void AttentionFlowTest::edgesOfAFlowKeepWhatComes()
{
    constexpr std::int64_t n = 24;
    const auto layers = mixed(
        randomPatterns({.layers = 6, .heads = 1, .length = n, .causal = true, .sharpness = 4.0F}));
    LayeredFlow flow(LayeredCapacities(layers, n));
    for (const std::int64_t input : {0, 5, 23}) {
        const auto amount = flow.maximum({6, n - 1, input});
        std::map<std::pair<std::int64_t, std::int64_t>, double> surplus;
        for (const auto& edge : flow.edges()) {
            const auto capacity = layers[static_cast<std::size_t>(edge.layer - 1)]
                                        [static_cast<std::size_t>(edge.from * n + edge.to)];
            QVERIFY(edge.value <= static_cast<double>(capacity) + 1e-9);
            surplus[{edge.layer, edge.from}] -= edge.value;
            surplus[{edge.layer - 1, edge.to}] += edge.value;
        }
        for (const auto& [node, value] : surplus) {
            const auto wanted =
                node == std::pair<std::int64_t, std::int64_t>(6, n - 1)   ? -amount.value
                : node == std::pair<std::int64_t, std::int64_t>(0, input) ? amount.value
                                                                          : 0.0;
            QVERIFY(std::abs(value - wanted) < 1e-9);
        }
    }
}

void AttentionFlowTest::saturationIsTheTrivialBound()
{
    // Position 1 looks at input 1 alone, and a tenth of the whole comes from input 0.
    const std::array first{1.0F, 0.0F, 0.1F, 0.9F};
    const std::array wide{0.5F, 0.5F, 0.5F, 0.5F};
    const std::array narrow{1.0F, 0.0F, 0.05F, 0.95F};
    const auto flowBelow = [&](const std::array<float, 4>& second) {
        const std::vector<std::vector<float>> layers{{first.begin(), first.end()},
                                                     {second.begin(), second.end()}};
        LayeredFlow flow(LayeredCapacities(layers, 2));
        return flow.maximum({2, 1, 0});
    };
    // 0.5 by way of position 0, 0.1 by way of 1: less than min(1, 1.1).
    QVERIFY(std::abs(flowBelow(wide).value - 0.6) < 1e-8 && !flowBelow(wide).saturated);
    QVERIFY(std::abs(flowBelow(narrow).value - 0.15) < 1e-8 && !flowBelow(narrow).saturated);
    const std::vector<std::vector<float>> open{{0.05F, 0.95F, 0.1F, 0.9F},
                                               {0.5F, 0.5F, 0.5F, 0.5F}};
    LayeredFlow flow(LayeredCapacities(open, 2));
    const auto amount = flow.maximum({2, 1, 0});
    QVERIFY(std::abs(amount.value - 0.15) < 1e-8 && amount.saturated);
}

void AttentionFlowTest::flowsDoNotDependOnThoseBefore()
{
    constexpr std::int64_t n = 40;
    const auto layers = mixed(
        randomPatterns({.layers = 5, .heads = 2, .length = n, .causal = true, .sharpness = 3.0F}));
    LayeredFlow kept(LayeredCapacities(layers, n));
    for (std::int64_t input = 0; input < n; ++input) {
        LayeredFlow fresh(LayeredCapacities(layers, n));
        for (const std::int64_t layer : {2, 5}) {
            const FlowEnds ends{layer, n - 1 - input / 3, input};
            QCOMPARE(kept.maximum(ends).value, fresh.maximum(ends).value);
        }
    }
}

void AttentionFlowTest::numbersThatAreNoSharesAreRefused()
{
    for (const auto wrong : {-0.1F, 1.5F, std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::infinity()}) {
        const std::vector<std::vector<float>> layers{{1.0F, 0.0F, wrong, 0.5F}};
        QVERIFY_EXCEPTION_THROWN(LayeredCapacities(layers, 2), Error);
    }
    const std::vector<std::vector<float>> layers{{1.0F, 0.0F, 0.5F}};
    QVERIFY_EXCEPTION_THROWN(LayeredCapacities(layers, 2), Error);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::AttentionFlowTest)
#include "tst_attention_flow.moc"
