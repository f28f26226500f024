// Rollout of attention against the references in ../shared/oracles/attention (1e-6), and what must
// hold of it whatever the attention is.
#include "core/analyses/rollout.h"
#include "core/base/error.h"
#include "tests/support/analysis_runs.h"
#include "tests/support/attention_traces.h"
#include "tests/support/npz.h"
#include "tests/support/shared.h"

#include <QTest>
#include <array>
#include <cmath>

namespace saccade
{

class RolloutTest : public QObject
{
    Q_OBJECT

private slots:
    void rolloutIsTheReferences();
    void everyLayersRolloutIsTheReferences();
    void identityAttentionStaysTheIdentity();
    void rowsOfRolloutSumToOne_data();
    void rowsOfRolloutSumToOne();
    void theVitProgramDividesColumns();
    void discardingKeepsTheLargest();
    void productsAreRightAtAnySize();
    void crossRolloutSharesOutEverything();
    void aTraceWithoutAttentionIsRefused();
};

void RolloutTest::rolloutIsTheReferences()
{
    REQUIRE_SHARED("oracles/attention/rollout_flow.npz");
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/rollout_flow.npz"));
    const auto trace = traceOfPatterns(layersOf(arrays.at("A")));
    const auto wanted = [&](const char* name) { return arrays.at(name).rows(3, 1).floats(); };
    compare(computed("rollout", trace).values, wanted("rollout_residual"), "rollout");
    compare(computed("rollout:no-residual", trace).values, wanted("rollout_noresidual"),
            "rollout without residuals");
    const auto row = computedDisplay("rollout", trace, {{"result", "tokens"}, {"query", 2}});
    compare(std::get<TokenScores>(row).values, wanted("rollout_residual").subspan(24, 12), "a row");
}

void RolloutTest::everyLayersRolloutIsTheReferences()
{
    REQUIRE_SHARED("oracles/attention/rollout_flow.npz");
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/rollout_flow.npz"));
    const auto layers = layersOf(arrays.at("A"));
    ThreadPool pool(2);
    for (std::size_t count = 1; count <= layers.size(); ++count) {
        const auto place = static_cast<std::int64_t>(count) - 1;
        compare(rollout(std::span(layers).first(count), {}, false, pool),
                arrays.at("rollout_residual").rows(place, 1).floats(), "rollout");
        compare(mixingMatrix(layers[count - 1], {}, false, pool),
                arrays.at("head_mean_res").rows(place, 1).floats(), "mixing");
    }
}

void RolloutTest::identityAttentionStaysTheIdentity()
{
    auto identity = Tensor::allocate(DType::F32, {2, 5, 5});
    for (std::size_t i = 0; i < 10; ++i) {
        identity.mutableFloats()[i * 5 + i % 5] = 1.0F;
    }
    const auto trace = traceOfPatterns({identity, identity, identity});
    for (const auto* variant : {"rollout", "rollout:vit-explain-compat", "rollout:no-residual"}) {
        compare(computed(variant, trace).values, identity.rows(0, 1).floats(), variant);
    }
}

void RolloutTest::rowsOfRolloutSumToOne_data()
{
    QTest::addColumn<QString>("fusion");
    QTest::addColumn<double>("residual");
    for (const auto& fusion : {QString("mean"), QString("maximum"), QString("minimum")}) {
        for (const auto residual : {0.0, 0.3, 0.5, 1.0}) {
            QTest::addRow("%s %g", qPrintable(fusion), residual) << fusion << residual;
        }
    }
}

void RolloutTest::rowsOfRolloutSumToOne()
{
    QFETCH(QString, fusion);
    QFETCH(double, residual);
    const auto trace = traceOfPatterns(randomPatterns({.layers = 6, .heads = 3, .length = 37}));
    const auto matrix =
        computed("rollout", trace,
                 {{"fusion", fusion.toStdString()}, {"residual", residual}, {"discard", 0.2}});
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        double sum = 0.0;
        for (std::int64_t key = 0; key < matrix.columns; ++key) {
            sum += static_cast<double>(
                matrix.values[static_cast<std::size_t>(row * matrix.columns + key)]);
        }
        QVERIFY2(std::abs(sum - 1.0) < 1e-6, std::to_string(sum).c_str());
    }
}

// By hand, over two positions: F = [[.8, .2], [.4, .6]], (F + I) / 2 = [[.9, .1], [.2, .8]]; its
// rows sum to 1, so that only unequal rows show the difference: the first one doubled.
void RolloutTest::theVitProgramDividesColumns()
{
    const std::array pattern{1.6F, 0.4F, 0.4F, 0.6F};
    const auto trace = traceOfPatterns({Tensor::of({1, 2, 2}, std::span<const float>(pattern))});
    // (F + I) / 2 = [[1.3, 0.2], [0.2, 0.8]], row sums 1.5 and 1.
    const std::array wanted{1.3F / 1.5F, 0.2F, 0.2F / 1.5F, 0.8F};
    compare(computed("rollout:vit-explain-compat", trace).values, wanted, "columns");
    const std::array paper{1.3F / 1.5F, 0.2F / 1.5F, 0.2F, 0.8F};
    compare(computed("rollout", trace).values, paper, "rows");
}

void RolloutTest::discardingKeepsTheLargest()
{
    const std::array pattern{0.0F, 0.7F, 0.3F, 0.1F, 0.5F, 0.4F, 0.2F, 0.2F, 0.6F};
    const auto trace = traceOfPatterns({Tensor::of({1, 3, 3}, std::span<const float>(pattern))});
    // Five of nine: the first stays though it is the smallest, 0.1, 0.2, 0.2 and 0.3 go.
    const auto matrix = computed("rollout:no-residual", trace, {{"discard", 0.56}});
    const std::array wanted{0.0F, 0.7F, 0.0F, 0.0F, 0.5F, 0.4F, 0.0F, 0.0F, 0.6F};
    compare(matrix.values, wanted, "what is left");
}

void RolloutTest::productsAreRightAtAnySize()
{
    ThreadPool pool(2);
    for (const std::int64_t n : {1, 3, 31, 33, 97}) {
        const auto a = randomPatterns({.layers = 2, .heads = 1, .length = n});
        std::vector<float> wanted(static_cast<std::size_t>(n * n));
        const auto at = [n](std::int64_t i, std::int64_t j) {
            return static_cast<std::size_t>(i * n + j);
        };
        for (std::int64_t i = 0; i < n; ++i) {
            for (std::int64_t j = 0; j < n; ++j) {
                double sum = 0.0;
                for (std::int64_t k = 0; k < n; ++k) {
                    sum += static_cast<double>(a[0].floats()[at(i, k)]) *
                           static_cast<double>(a[1].floats()[at(k, j)]);
                }
                wanted[at(i, j)] = static_cast<float>(sum);
            }
        }
        compare(squareProduct(a[0].floats(), a[1].floats(), n, pool), wanted, "product");
    }
}

void RolloutTest::crossRolloutSharesOutEverything()
{
    const auto self = randomPatterns({.layers = 3, .heads = 2, .length = 4});
    const auto encoder = randomPatterns({.layers = 2, .heads = 2, .length = 7, .seed = 5});
    auto cross = randomPatterns({.layers = 3, .heads = 2, .length = 4, .keys = 7, .seed = 9});
    ThreadPool pool(1);
    const auto below = rollout(encoder, {}, false, pool);
    const auto source = crossRollout(self, cross, below, {}, pool);
    // The target's own share, by the same rule: half of it passes each cross-attention.
    const auto target = rollout(self, {}, false, pool);
    for (std::size_t row = 0; row < 4; ++row) {
        double sum = 0.0;
        for (std::size_t key = 0; key < 7; ++key) {
            sum += static_cast<double>(source[row * 7 + key]);
        }
        for (std::size_t key = 0; key < 4; ++key) {
            sum += static_cast<double>(target[row * 4 + key]) / 8.0;
        }
        QVERIFY2(std::abs(sum - 1.0) < 1e-6, std::to_string(sum).c_str());
    }
}

void RolloutTest::aTraceWithoutAttentionIsRefused()
{
    QVERIFY_EXCEPTION_THROWN(computed("rollout", Trace()), UsageError);
    auto trace = traceOfPatterns(randomPatterns({.layers = 2, .heads = 1, .length = 4}));
    QVERIFY_EXCEPTION_THROWN(computed("rollout", trace, {{"start-layer", 2}}), UsageError);
    QVERIFY_EXCEPTION_THROWN(computed("rollout", trace, {{"result", "tokens"}, {"query", 4}}),
                             UsageError);
    trace.tensors.erase("blocks.1.attention.pattern");
    QVERIFY_EXCEPTION_THROWN(computed("rollout", trace), Error);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::RolloutTest)
#include "tst_rollout.moc"
