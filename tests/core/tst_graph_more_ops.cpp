// Shapes that the ops of encoders, pictures and mixtures of experts promise, and what they refuse.
#include "core/base/error.h"
#include "core/graph/ops/ops.h"

#include <QTest>
#include <functional>
#include <limits>

using namespace saccade;

namespace
{

using Build = std::function<Value(Graph&)>;

Value input(Graph& graph, Shape shape, DType type = DType::F32)
{
    return graph.input("input " + std::to_string(graph.valueCount()), type, std::move(shape));
}

Value weight(Graph& graph, Shape shape, DType type = DType::F32)
{
    return graph.constant(Tensor::allocate(type, std::move(shape)));
}

Value first(Graph& graph)
{
    return input(graph, {1}, DType::I32);
}

Value scoresWithBias(Graph& graph, Shape bias)
{
    return attentionScores(input(graph, {4, 3, 8}), input(graph, {2, 10, 8}), first(graph), {},
                           input(graph, std::move(bias)));
}

} // namespace

Q_DECLARE_METATYPE(Build)

class TestGraphMoreOps : public QObject
{
    Q_OBJECT

private slots:
    void buildersGiveTheShapesThatTheyPromise_data();
    void buildersGiveTheShapesThatTheyPromise();
    void buildersRefuseWhatDoesNotFit_data();
    void buildersRefuseWhatDoesNotFit();
    void aRoutingIsNumbersAndWeights();
};

void TestGraphMoreOps::buildersGiveTheShapesThatTheyPromise_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char* name, const char* shape, Build build) {
        QTest::newRow(name) << std::move(build) << QString(shape);
    };
    row("affine", "[3, 4]", [](Graph& g) { return affine(input(g, {3, 4}), 2.0, 1.0); });
    row("length norm", "[2, 3, 4]", [](Graph& g) { return lengthNorm(input(g, {2, 3, 4})); });
    row("norm of heads", "[2, 3, 4]", [](Graph& g) {
        return rmsNorm(input(g, {2, 3, 4}), weight(g, {4}), 1e-5);
    });
    row("concatenate", "[6, 4]", [](Graph& g) {
        return concatenate(std::vector{weight(g, {1, 4}), input(g, {5, 4})});
    });
    row("transpose", "[4, 3]", [](Graph& g) { return transpose(input(g, {3, 4})); });
    row("mean of rows", "[1, 4]", [](Graph& g) { return meanRows(input(g, {3, 4})); });
    row("patches", "[6, 48]", [](Graph& g) {
        return unfold(input(g, {3, 8, 13}), {4, 4, 4, 4, 0, 0});
    });
    row("convolution along time", "[50, 240]", [](Graph& g) {
        return unfold(input(g, {80, 1, 100}), {1, 3, 1, 2, 0, 1});
    });
    row("linear bias", "[4, 3, 10]",
        [](Graph& g) { return linearBias(weight(g, {4}), first(g), 3, 10); });
    row("relative bias", "[4, 3, 10]", [](Graph& g) {
        return relativeBias(weight(g, {32, 4}, DType::F16), first(g), 3, 10, {});
    });
    row("scores with a bias of heads", "[4, 3, 10]", [](Graph& g) {
        return scoresWithBias(g, {4, 1, 10});
    });
    row("scores with a bias of rows", "[4, 3, 10]", [](Graph& g) {
        return scoresWithBias(g, {1, 3, 10});
    });
    row("products of experts", "[6, 7]", [](Graph& g) {
        return expertLinear(
            input(g, {3, 32}), input(g, {3, 2}, DType::I32),
            std::vector{weight(g, {7, 32}, DType::Q8_0), weight(g, {7, 32}, DType::Q8_0)});
    });
    row("mixture", "[3, 7]", [](Graph& g) {
        return mixExperts(input(g, {6, 7}), input(g, {3, 2}));
    });
}

void TestGraphMoreOps::buildersGiveTheShapesThatTheyPromise()
{
    QFETCH(const Build, build);
    Graph graph;
    const auto value = build(graph);
    QTEST(QString::fromStdString(value.shape().text()), "shape");
    QCOMPARE(graph.info(value).source, ValueSource::Node);
}

void TestGraphMoreOps::buildersRefuseWhatDoesNotFit_data()
{
    constexpr auto huge = std::numeric_limits<std::int64_t>::max();
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* reason, Build build) {
        QTest::newRow(name) << std::move(build) << QString(reason);
    };
    row("parts of other widths", "first extent only", [](Graph& g) {
        return concatenate(std::vector{input(g, {1, 4}), input(g, {5, 3})});
    });
    row("no parts", "At least one", [](Graph&) { return concatenate({}); });
    row("parts of integers", "must be F32", [](Graph& g) {
        return concatenate(std::vector{input(g, {1, 4}, DType::I32)});
    });
    row("transposed heads", "axes", [](Graph& g) { return transpose(input(g, {2, 3, 4})); });
    row("mean of nothing", "rows", [](Graph& g) { return meanRows(input(g, {0, 4})); });
    row("window that is too large", "larger", [](Graph& g) {
        return unfold(input(g, {3, 8, 8}), {9, 4, 4, 4, 0, 0});
    });
    row("stride of nothing", "positive", [](Graph& g) {
        return unfold(input(g, {3, 8, 8}), {4, 4, 0, 4, 0, 0});
    });
    row("padding beyond numbers", "positive", [](Graph& g) {
        return unfold(input(g, {3, 8, 8}), {4, 4, 4, 4, huge, 0});
    });
    row("places beyond numbers", "not possible", [](Graph& g) {
        const std::int64_t wide = (std::int64_t{1} << 31) - 1;
        return unfold(input(g, {1 << 20, 8, 8}), {wide, wide, 1, 1, wide, wide});
    });
    row("slopes that are computed", "slopes",
        [](Graph& g) { return linearBias(input(g, {4}), first(g), 3, 10); });
    row("bias of no keys", "positive",
        [](Graph& g) { return linearBias(weight(g, {4}), first(g), 3, 0); });
    row("too few buckets", "buckets", [](Graph& g) {
        return relativeBias(weight(g, {2, 4}), first(g), 3, 10, {.bidirectional = true});
    });
    row("distances below the exact buckets", "buckets", [](Graph& g) {
        return relativeBias(weight(g, {32, 4}), first(g), 3, 10, {.maximumDistance = 16});
    });
    row("bias of other heads", "bias", [](Graph& g) { return scoresWithBias(g, {3, 3, 10}); });
    row("bias of fewer keys", "bias", [](Graph& g) { return scoresWithBias(g, {4, 3, 9}); });
    row("more experts than there are", "fewer experts", [](Graph& g) {
        return chooseExperts(input(g, {3, 4}), 5, RoutingWeights::AsTheyAre).experts;
    });
    row("no expert", "must be an expert", [](Graph& g) {
        return expertLinear(input(g, {3, 32}), input(g, {3, 2}, DType::I32), {});
    });
    row("experts of several types", "one type", [](Graph& g) {
        return expertLinear(input(g, {3, 32}), input(g, {3, 2}, DType::I32),
                            std::vector{weight(g, {7, 32}), weight(g, {7, 32}, DType::F16)});
    });
    row("rows that belong to nobody", "[n·k, in]", [](Graph& g) {
        return expertLinear(input(g, {4, 32}), input(g, {3, 2}, DType::I32),
                            std::vector{weight(g, {7, 32})});
    });
    row("mixture of other rows", "[n·k, width]", [](Graph& g) {
        return mixExperts(input(g, {5, 7}), input(g, {3, 2}));
    });
}

void TestGraphMoreOps::buildersRefuseWhatDoesNotFit()
{
    QFETCH(const Build, build);
    QFETCH(const QString, reason);
    Graph graph;
    try {
        build(graph);
        QFAIL("nothing was refused");
    } catch (const Error& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(reason), error.what());
    }
}

void TestGraphMoreOps::aRoutingIsNumbersAndWeights()
{
    Graph graph;
    const auto routing = chooseExperts(input(graph, {5, 8}), 2, RoutingWeights::Renormalised);
    QCOMPARE(routing.experts.dtype(), DType::I32);
    QCOMPARE(routing.experts.shape(), (Shape{5, 2}));
    QCOMPARE(routing.weights.dtype(), DType::F32);
    QCOMPARE(routing.weights.shape(), (Shape{5, 2}));
}

QTEST_GUILESS_MAIN(TestGraphMoreOps)
#include "tst_graph_more_ops.moc"
