// What analyses say of heads and positions, on attention made so that the answer is known;
// entropies also against the reference in ../shared/oracles/attention (1e-6).
#include "core/analyses/head_jobs.h"
#include "core/analyses/head_measures.h"
#include "core/base/error.h"
#include "core/files/npy.h"
#include "tests/support/analysis_runs.h"
#include "tests/support/attention_traces.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <ranges>

namespace saccade
{

namespace
{

using Rule = std::function<std::int64_t(std::int64_t query)>;

/// A head that looks at one key a query: `rule` says which; queries without one look at themselves.
Tensor headOfRule(std::int64_t n, const Rule& rule, float share = 1.0F)
{
    auto head = Tensor::allocate(DType::F32, {1, n, n});
    for (std::int64_t query = 0; query < n; ++query) {
        const auto wanted = rule(query);
        const auto key = wanted >= 0 && wanted < n ? wanted : query;
        for (std::int64_t other = 0; other < n; ++other) {
            head.mutableFloats()[static_cast<std::size_t>(query * n + other)] =
                (1.0F - share) / static_cast<float>(n) + (other == key ? share : 0.0F);
        }
    }
    return head;
}

/// The attention of an encoder over a grid with `leading` positions before it.
Trace pictureTrace(const Tensor& head, std::int64_t leading, std::int64_t rows,
                   std::int64_t columns)
{
    auto trace = traceOfPatterns({head});
    const auto n = leading + rows * columns;
    trace.tokens.clear();
    trace.tokenLabels.clear();
    trace.modelInfo["attention"] = {{{"values", "blocks.*.attention"},
                                     {"queries", "patches"},
                                     {"keys", "patches"},
                                     {"layers", 1},
                                     {"heads", head.shape()[0]},
                                     {"causal", false}}};
    trace.sequences = {
        {.shape =
             {.name = "patches", .length = n, .leading = leading, .rows = rows, .columns = columns},
         .labels = {},
         .tokens = {}}};
    return trace;
}

/// One step to the right on a grid; those at the edge one to the left. Leading ones at themselves.
Rule toTheRight(std::int64_t leading, std::int64_t columns, std::int64_t step = 1)
{
    return [=](std::int64_t query) {
        const auto column = (query - leading) % columns;
        return query < leading ? query : column + step < columns ? query + step : query - step;
    };
}

Trace textTrace(const std::vector<Tensor>& layers, std::vector<std::int32_t> tokens, bool causal)
{
    auto trace = traceOfPatterns(layers);
    trace.tokens = std::move(tokens);
    trace.modelInfo["attention"] = {{{"values", "blocks.*.attention"},
                                     {"queries", "tokens"},
                                     {"keys", "tokens"},
                                     {"layers", layers.size()},
                                     {"heads", layers.front().shape()[0]},
                                     {"causal", causal}}};
    return trace;
}

const std::vector<float>& numbers(const Table& table, const std::string& title)
{
    const auto column = std::ranges::find(table.columns, title, &TableColumn::title);
    return std::get<std::vector<float>>(column->cells);
}

Tensor scaled(const Tensor& x, float factor)
{
    auto result = Tensor::allocate(DType::F32, x.shape());
    std::ranges::transform(x.floats(), result.mutableFloats().begin(),
                           [factor](float v) { return v * factor; });
    return result;
}

} // namespace

class HeadAnalysesTest : public QObject
{
    Q_OBJECT

private slots:
    void entropiesAreTheReferences();
    void entropyOfKnownAttention();
    void aHeadThatLooksToTheRightIsFound();
    void profilesPeakWhereHeadsLook();
    void jobsAreRecognised_data();
    void jobsAreRecognised();
    void aHeadOfNoKindIsMixed();
    void aSinkIsFound();
    void stiffnessOfAGrowingStateIsItsRate();
    void stiffnessPeaksInTheFastTransient();
    void equalPositionsHaveCollapsed();
    void pureAttentionCollapses();
    void differencesAreThoseOfTheVariants();
};

void HeadAnalysesTest::entropiesAreTheReferences()
{
    REQUIRE_SHARED("oracles/attention/head_importance.npz");
    const auto arrays = readNpz(sharedPath("oracles/attention/head_importance.npz"));
    const auto mask = ids(arrays.at("attention_mask"));
    std::vector<double> sums(6);
    double tokens = 0.0;
    for (std::int64_t item = 0; item < 4; ++item) {
        const auto length =
            std::accumulate(mask.begin() + item * 10, mask.begin() + item * 10 + 10, 0);
        std::vector<Tensor> layers;
        for (const auto* name : {"attn0", "attn1"}) {
            const auto part = firstPart(arrays.at(name), item, {3, length, length});
            layers.push_back(Tensor::of({3, length, length}, part));
        }
        const auto matrix = computed(
            "entropy",
            textTrace(layers, std::vector<std::int32_t>(static_cast<std::size_t>(length)), false));
        for (std::size_t head = 0; head < 6; ++head) {
            sums[head] += static_cast<double>(matrix.values[head]) * length;
        }
        tokens += length;
    }
    std::vector<float> means(6);
    std::ranges::transform(sums, means.begin(),
                           [&](double sum) { return static_cast<float>(sum / tokens); });
    compare(means, arrays.at("entropy_raw").floats(), "entropy");
}

void HeadAnalysesTest::entropyOfKnownAttention()
{
    constexpr std::int64_t n = 12;
    const auto uniform = headOfRule(
        n, [](std::int64_t) { return 0; }, 0.0F);
    const auto single = headOfRule(n, [](std::int64_t) { return 3; });
    const std::vector<std::int32_t> tokens(n);
    const auto of = [&](const char* name, const Tensor& head) {
        return computed(name, textTrace({head}, tokens, false)).values.front();
    };
    QVERIFY(std::abs(of("entropy", uniform) - std::log(12.0F)) < 1e-6F);
    QVERIFY(std::abs(of("entropy:normalised", uniform) - 1.0F) < 1e-6F);
    QCOMPARE(of("entropy", single), 0.0F);
    // Any rows, against sums in double.
    const auto layers = randomPatterns({.layers = 1, .heads = 1, .length = 33, .sharpness = 6.0F});
    double sum = 0.0;
    for (const auto p : layers.front().floats()) {
        sum -= static_cast<double>(p) * std::log(static_cast<double>(p));
    }
    const auto found = of("entropy", layers.front());
    QVERIFY(std::abs(static_cast<double>(found) - sum / 33.0) < 1e-6);
}

void HeadAnalysesTest::aHeadThatLooksToTheRightIsFound()
{
    constexpr std::int64_t side = 5;
    const auto trace =
        pictureTrace(headOfRule(1 + side * side, toTheRight(1, side)), 1, side, side);
    const auto distance = computed("attention-distance", trace);
    QVERIFY(std::abs(distance.values.front() - 1.0F / (side - 1)) < 1e-6F);
    const auto table = std::get<Table>(computedDisplay("head-patterns", trace));
    QCOMPARE(std::get<std::vector<std::string>>(table.columns[2].cells).front(),
             std::string("offset-local"));
    const auto patterns = layerPatterns(trace, "");
    const auto scores = jobScores(patterns, headOf(patterns, 0, 0));
    QCOMPARE(scores.offsetRows, 0);
    QCOMPARE(scores.offsetColumns, 1);
    QVERIFY(std::abs(scores.of(HeadJob::OffsetLocal) - 1.0F) < 1e-6F);
    const auto map = alignedMap(patterns, headOf(patterns, 0, 0));
    QCOMPARE(std::ssize(map), 81);
    QVERIFY(std::abs(std::accumulate(map.begin(), map.end(), 0.0) - 1.0) < 1e-6);
    QVERIFY(std::abs(map[4 * 9 + 5] - 0.8F) < 1e-6F); // one right of the middle
}

void HeadAnalysesTest::profilesPeakWhereHeadsLook()
{
    constexpr std::int64_t side = 7;
    for (const std::int64_t hop : {1, 2, 3}) {
        const auto head = headOfRule(side * side, toTheRight(0, side, hop), 0.9F);
        const auto display = computedDisplay(
            "attention-distance", pictureTrace(head, 0, side, side), {{"result", "profile"}});
        const auto& values = std::get<Series>(display).lines.front().values;
        QCOMPARE(std::ranges::max_element(values) - values.begin(), hop);
    }
    const auto back = headOfRule(
        9, [](std::int64_t query) { return query - 2; }, 0.9F);
    const auto display =
        computedDisplay("attention-distance", textTrace({back}, std::vector<std::int32_t>(9), true),
                        {{"result", "profile"}});
    const auto& values = std::get<Series>(display).lines.front().values;
    QCOMPARE(std::ranges::max_element(values) - values.begin(), 2);
}

void HeadAnalysesTest::jobsAreRecognised_data()
{
    QTest::addColumn<QString>("job");
    QTest::addColumn<int>("key");
    // A text of eight words, told twice; "." and "[SEP]" stand at 3 and 11.
    QTest::newRow("previous") << "previous" << -1;
    QTest::newRow("next") << "next" << 1;
    QTest::newRow("self") << "self" << 0;
    QTest::newRow("duplicate") << "duplicate" << -8;
    QTest::newRow("induction") << "induction" << -7;
    QTest::newRow("sink") << "sink" << 100;
    QTest::newRow("delimiter") << "delimiter" << 101;
    QTest::newRow("broad") << "broad" << 102;
}

void HeadAnalysesTest::jobsAreRecognised()
{
    QFETCH(QString, job);
    QFETCH(int, key);
    constexpr std::int64_t n = 16;
    const auto rule = [&](std::int64_t query) -> std::int64_t {
        return key == 100 ? 1 : key == 101 ? (query % 2 == 0 ? 3 : 11) : query + key;
    };
    const auto share = key == 102 ? 0.0F : 0.8F;
    auto trace = textTrace({headOfRule(n, rule, share)}, {}, false);
    for (std::int32_t i = 0; i < n; ++i) {
        trace.tokens.push_back(i % 8);
        trace.tokenLabels[static_cast<std::size_t>(i)] = i == 3 ? "." : i == 11 ? "[SEP]" : "word";
    }
    const auto table = std::get<Table>(computedDisplay("head-patterns", trace));
    const auto found = std::get<std::vector<std::string>>(table.columns[2].cells).front();
    QCOMPARE(QString::fromStdString(found), job);
    for (std::size_t i = 0; i < headJobCount; ++i) {
        const auto score = numbers(table, jobName(static_cast<HeadJob>(i))).front();
        QVERIFY(score <= 1.0F && score > -1.0F);
    }
    // A head of offsets alone is all positional; one of a fixed key is not.
    const auto positional = numbers(table, "positional").front();
    QVERIFY(key == 100 ? positional < 0.6F : key == 0 ? positional > 0.99F : true);
}

void HeadAnalysesTest::aHeadOfNoKindIsMixed()
{
    // 3, 5, 9 … positions away: no kind of head.
    const auto head = headOfRule(16, [](std::int64_t query) { return (query * 7 + 5) % 16; });
    const auto table = std::get<Table>(
        computedDisplay("head-patterns", textTrace({head}, std::vector<std::int32_t>(), false)));
    QCOMPARE(std::get<std::vector<std::string>>(table.columns[2].cells).front(),
             std::string("mixed"));
}

void HeadAnalysesTest::aSinkIsFound()
{
    constexpr std::int64_t n = 10;
    auto head = Tensor::allocate(DType::F32, {1, n, n});
    auto values = randomTensor({1, n, 4}, 3, 1.0F);
    auto states = randomTensor({n, 6}, 4, 1.0F);
    for (std::size_t query = 0; query < n; ++query) {
        head.mutableFloats()[query * n] = query == 0 ? 1.0F : 0.9F;
        head.mutableFloats()[query * n + query] += query == 0 ? 0.0F : 0.1F;
    }
    std::ranges::for_each(values.mutableFloats().first(4), [](float& x) { x *= 0.01F; });
    std::ranges::for_each(states.mutableFloats().first(6), [](float& x) { x = 100.0F; });
    auto trace = textTrace({head}, std::vector<std::int32_t>(n), true);
    trace.tensors.emplace("blocks.0.attention.values", values);
    trace.tensors.emplace("blocks.0.residual.after", states);
    const auto table = std::get<Table>(computedDisplay("sinks", trace));
    QVERIFY(std::abs(numbers(table, "attention").front() - 0.9F) < 1e-6F);
    QCOMPARE(numbers(table, "sink heads"), std::vector<float>({1, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    QVERIFY(numbers(table, "values").front() < 0.05F);
    QVERIFY(numbers(table, "states").front() > 20.0F);
    QVERIFY(std::ranges::all_of(numbers(table, "states") | std::views::drop(1),
                                [](float x) { return x < 3.0F; }));
    const auto heads = computed("sinks", trace, {{"result", "heads"}});
    QVERIFY(std::abs(heads.values.front() - 0.9F) < 1e-6F);
}

void HeadAnalysesTest::stiffnessOfAGrowingStateIsItsRate()
{
    for (const auto rate : {0.5F, -0.25F, 2.0F}) {
        std::vector<Tensor> states{randomTensor({5, 8}, 7, 1.0F)};
        for (int layer = 0; layer < 4; ++layer) {
            states.push_back(scaled(states.back(), 1.0F + rate));
        }
        const auto matrix = computed("stiffness", traceOfStates(states), {{"result", "positions"}});
        for (const auto value : matrix.values) {
            QVERIFY(std::abs(value - std::abs(rate)) < 1e-6F);
        }
        const auto elementwise =
            computed("stiffness:elementwise", traceOfStates(states), {{"result", "positions"}});
        QVERIFY(std::abs(elementwise.values.front() - std::abs(rate) * std::sqrt(8.0F)) < 1e-5F);
    }
}

// y' = −λ·y on two scales, ten Euler steps of 0.1 from (1, 1): λ = 8 dies away at once, λ = 0.1
// stays.
void HeadAnalysesTest::stiffnessPeaksInTheFastTransient()
{
    std::vector<Tensor> states;
    std::array<float, 2> y{1.0F, 1.0F};
    for (int step = 0; step <= 10; ++step) {
        states.push_back(Tensor::of({1, 2}, std::span<const float>(y)));
        y[0] *= 1.0F - 0.8F;
        y[1] *= 1.0F - 0.01F;
    }
    const auto display = computedDisplay("stiffness", traceOfStates(states));
    const auto& values = std::get<Series>(display).lines.front().values;
    QCOMPARE(std::ranges::max_element(values) - values.begin(), 0);
    QVERIFY(values.front() > 0.5F && values.back() < 0.02F);
}

void HeadAnalysesTest::equalPositionsHaveCollapsed()
{
    auto equal = Tensor::allocate(DType::F32, {4, 6});
    auto apart = Tensor::allocate(DType::F32, {4, 6});
    for (std::size_t i = 0; i < 24; ++i) {
        equal.mutableFloats()[i] = static_cast<float>(i % 6) - 2.0F;
        apart.mutableFloats()[i] = i / 6 == i % 6 ? 3.0F : 0.0F;
    }
    const auto series =
        std::get<Series>(computedDisplay("rank-collapse", traceOfStates({equal, apart})));
    QVERIFY(series.lines[0].values[0] < 1e-6F);
    QVERIFY(std::abs(series.lines[1].values[0] - 1.0F) < 1e-3F);
    QVERIFY(std::abs(series.lines[2].values[0] - 1.0F) < 1e-6F);
    // X = 3·I: res(X) has 3·3/4 on the diagonal and 3/4 beside it; columns and rows sum to 4.5 or,
    // where X has nothing, to 0: 4.5 of 3.
    QVERIFY(std::abs(series.lines[0].values[1] - 1.5F) < 1e-6F);
    QVERIFY(std::abs(series.lines[1].values[1] - 4.0F) < 1e-5F);
    QVERIFY(std::abs(series.lines[2].values[1]) < 1e-6F);
}

// Dong et al.: without skip connections and MLPs the positions become one within twelve layers.
void HeadAnalysesTest::pureAttentionCollapses()
{
    constexpr std::int64_t n = 16, width = 8;
    const auto patterns =
        randomPatterns({.layers = 12, .heads = 1, .length = n, .sharpness = 1.5F});
    const auto run = [&](float skip) {
        std::vector<Tensor> states{randomTensor({n, width}, 11, 1.0F)};
        for (const auto& pattern : patterns) {
            auto next = scaled(states.back(), skip);
            for (std::int64_t i = 0; i < n * width; ++i) {
                for (std::int64_t key = 0; key < n; ++key) {
                    next.mutableFloats()[static_cast<std::size_t>(i)] +=
                        (1.0F - skip) *
                        pattern.floats()[static_cast<std::size_t>(i / width * n + key)] *
                        states.back().floats()[static_cast<std::size_t>(key * width + i % width)];
                }
            }
            states.push_back(std::move(next));
        }
        const auto display = computedDisplay("rank-collapse", traceOfStates(states));
        return std::get<Series>(display).lines.front().values.back();
    };
    QVERIFY(run(0.0F) < 1e-3F);
    QVERIFY(run(0.9F) > 0.1F);
}

void HeadAnalysesTest::differencesAreThoseOfTheVariants()
{
    const auto trace = traceOfPatterns(randomPatterns({.layers = 3, .heads = 2, .length = 6}));
    const auto first = computed("rollout", trace).values;
    const auto second = computed("rollout:vit-explain-compat", trace).values;
    const auto difference = computed("discrepancy", trace);
    double largest = 0.0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        QCOMPARE(difference.values[i], first[i] - second[i]);
        largest = std::max(largest, std::abs(static_cast<double>(difference.values[i])));
    }
    QVERIFY(largest < 1e-5); // rows that sum to 1 do not show it …
    const auto minimum = computed("discrepancy", trace, {{"second", "rollout:no-residual"}});
    QVERIFY(std::ranges::max(minimum.values) > 0.01F);
    QVERIFY_EXCEPTION_THROWN(computed("discrepancy", trace, {{"second", "discrepancy"}}),
                             UsageError);
    QVERIFY_EXCEPTION_THROWN(computed("discrepancy", trace, {{"second", "entropy"}}), UsageError);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::HeadAnalysesTest)
#include "tst_head_analyses.moc"
