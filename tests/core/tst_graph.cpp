// Building graphs: names, shapes, refusals.
#include "core/base/error.h"
#include "core/graph/ops/ops.h"

#include <QTest>
#include <functional>
#include <limits>

using namespace saccade;

namespace
{

Value input(Graph& graph, Shape shape, DType type = DType::F32)
{
    return graph.input({}, type, std::move(shape));
}

Value weight(Graph& graph, Shape shape, DType type = DType::F32)
{
    return graph.constant(Tensor::allocate(type, std::move(shape)));
}

using Build = std::function<Value(Graph&)>;

} // namespace

Q_DECLARE_METATYPE(Build)

class TestGraph : public QObject
{
    Q_OBJECT

private slots:
    void buildersGiveTheShapesThatTheyPromise_data();
    void buildersGiveTheShapesThatTheyPromise();
    void buildersRefuseWhatDoesNotFit_data();
    void buildersRefuseWhatDoesNotFit();
    void aRefusalNamesOpValuesAndShapes();
    void aNameBelongsToOneValue();
    void aReplacementIsReadInsteadOfTheValueAndTakesItsNames();
    void aReplacementOfAnotherShapeIsRefused();
    void aCopyKeepsIds();
    void impossibleExtentsAreRefused();
    void valuesOfAnotherGraphAreRefused();
    void attributesOfAnotherTypeAreRefused();
};

void TestGraph::buildersGiveTheShapesThatTheyPromise_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char* name, Build build, const char* shape) {
        QTest::newRow(name) << std::move(build) << QString(shape);
    };
    row(
        "add",
        [](Graph& g) {
            return add(input(g, {3, 4}), input(g, {4}));
        },
        "[3, 4]");
    row(
        "multiply",
        [](Graph& g) {
            return multiply(input(g, {3, 4}), input(g, {3, 4}));
        },
        "[3, 4]");
    row(
        "activate",
        [](Graph& g) {
            return activate(input(g, {2, 5}), Activation::Silu);
        },
        "[2, 5]");
    row(
        "edit slice",
        [](Graph& g) {
            return editSlice(input(g, {2, 5}), {.axis = 1, .first = 4}, 0, 1);
        },
        "[2, 5]");
    row(
        "linear",
        [](Graph& g) {
            return linear(input(g, {3, 4}), weight(g, {7, 4}));
        },
        "[3, 7]");
    row(
        "linear with bias",
        [](Graph& g) {
            return linear(input(g, {3, 4}), weight(g, {7, 4}), weight(g, {7}));
        },
        "[3, 7]");
    row(
        "linear [in, out]",
        [](Graph& g) {
            return linear(input(g, {3, 4}), weight(g, {4, 7}), WeightLayout::InputOutput);
        },
        "[3, 7]");
    row(
        "linear Q4_K",
        [](Graph& g) {
            return linear(input(g, {3, 256}), weight(g, {7, 256}, DType::Q4_K));
        },
        "[3, 7]");
    row(
        "look up",
        [](Graph& g) {
            return lookUp(weight(g, {9, 4}), input(g, {3}, DType::I32));
        },
        "[3, 4]");
    row(
        "look up range",
        [](Graph& g) {
            return lookUpRange(weight(g, {9, 4}), input(g, {1}, DType::I32), 5);
        },
        "[5, 4]");
    row(
        "layer norm",
        [](Graph& g) {
            return layerNorm(input(g, {3, 4}), weight(g, {4}), weight(g, {4}), 1e-5);
        },
        "[3, 4]");
    row(
        "rms norm",
        [](Graph& g) {
            return rmsNorm(input(g, {3, 4}), weight(g, {4}), 1e-5);
        },
        "[3, 4]");
    row(
        "softmax",
        [](Graph& g) {
            return softmax(input(g, {2, 3, 4}));
        },
        "[2, 3, 4]");
    row(
        "columns",
        [](Graph& g) {
            return columns(input(g, {3, 9}), 2, 4);
        },
        "[3, 4]");
    row(
        "rows",
        [](Graph& g) {
            return rows(input(g, {3, 9}), 2, 1);
        },
        "[1, 9]");
    row(
        "split heads",
        [](Graph& g) {
            return splitHeads(input(g, {3, 8}), 2);
        },
        "[2, 3, 4]");
    row(
        "merge heads",
        [](Graph& g) {
            return mergeHeads(input(g, {2, 3, 4}));
        },
        "[3, 8]");
    row(
        "reshape",
        [](Graph& g) {
            return reshape(input(g, {2, 3, 4}), {6, 4});
        },
        "[6, 4]");
    row(
        "rotary",
        [](Graph& g) {
            return rotary(input(g, {2, 3, 8}), input(g, {1}, DType::I32), weight(g, {4}),
                          RotaryPairs::Halves);
        },
        "[2, 3, 8]");
    row(
        "write state",
        [](Graph& g) {
            return writeState(g.state("s", DType::F16, {2, 10, 4}), input(g, {2, 3, 4}),
                              input(g, {1}, DType::I32));
        },
        "[2, 10, 4]");
    row(
        "scores, grouped queries",
        [](Graph& g) {
            return attentionScores(input(g, {4, 3, 8}), input(g, {2, 10, 8}),
                                   input(g, {1}, DType::I32), {});
        },
        "[4, 3, 10]");
    row(
        "mix",
        [](Graph& g) {
            return attentionMix(input(g, {4, 3, 10}), input(g, {2, 10, 8}));
        },
        "[4, 3, 8]");
    row(
        "attention",
        [](Graph& g) {
            return attention(input(g, {4, 3, 8}), input(g, {4, 10, 8}), input(g, {4, 10, 8}),
                             input(g, {1}, DType::I32), {})
                .heads;
        },
        "[4, 3, 8]");
}

void TestGraph::buildersGiveTheShapesThatTheyPromise()
{
    QFETCH(const Build, build);
    Graph graph;
    const auto value = build(graph);
    QTEST(QString::fromStdString(value.shape().text()), "shape");
    QCOMPARE(graph.info(value).source, ValueSource::Node);
}

void TestGraph::buildersRefuseWhatDoesNotFit_data()
{
    QTest::addColumn<Build>("build");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, Build build, const char* reason) {
        QTest::newRow(name) << std::move(build) << QString(reason);
    };
    row(
        "add of another width",
        [](Graph& g) {
            return add(input(g, {3, 4}), input(g, {3}));
        },
        "last axes");
    row(
        "add of integers", [](Graph& g) { return add(input(g, {3}, DType::I32), input(g, {3})); },
        "must be F32");
    row(
        "slice outside",
        [](Graph& g) {
            return editSlice(input(g, {2, 5}), {.axis = 0, .first = 1, .count = 2}, 0, 1);
        },
        "outside");
    row(
        "linear of another width",
        [](Graph& g) {
            return linear(input(g, {3, 4}), weight(g, {7, 5}));
        },
        "input width");
    row(
        "weight that is no constant",
        [](Graph& g) {
            return linear(input(g, {3, 4}), input(g, {7, 4}));
        },
        "constant");
    row(
        "quantised [in, out]",
        [](Graph& g) {
            return linear(input(g, {3, 32}), weight(g, {32, 32}, DType::Q8_0),
                          WeightLayout::InputOutput);
        },
        "[out, in]");
    row(
        "bias of another width",
        [](Graph& g) {
            return linear(input(g, {3, 4}), weight(g, {7, 4}), weight(g, {4}));
        },
        "bias");
    row(
        "ids that are floats",
        [](Graph& g) {
            return lookUp(weight(g, {9, 4}), input(g, {3}));
        },
        "I32");
    row(
        "norm weight of another width",
        [](Graph& g) {
            return rmsNorm(input(g, {3, 4}), weight(g, {5}), 1e-5);
        },
        "[width]");
    row(
        "epsilon that is no number",
        [](Graph& g) {
            return rmsNorm(input(g, {3, 4}), weight(g, {4}),
                           std::numeric_limits<double>::quiet_NaN());
        },
        "Epsilon");
    row(
        "columns outside",
        [](Graph& g) {
            return columns(input(g, {3, 9}), 6, 4);
        },
        "outside");
    row(
        "columns far outside",
        [](Graph& g) {
            return columns(input(g, {3, 9}), std::numeric_limits<std::int64_t>::max(), 4);
        },
        "outside");
    row(
        "heads that do not divide",
        [](Graph& g) {
            return splitHeads(input(g, {3, 8}), 3);
        },
        "divide");
    row(
        "reshape to more",
        [](Graph& g) {
            return reshape(input(g, {2, 3}), {7});
        },
        "differs");
    row(
        "rotary with too many pairs",
        [](Graph& g) {
            return rotary(input(g, {2, 3, 8}), input(g, {1}, DType::I32), weight(g, {5}),
                          RotaryPairs::Halves);
        },
        "frequencies");
    row(
        "write to no state",
        [](Graph& g) {
            return writeState(input(g, {2, 10, 4}), input(g, {2, 3, 4}), input(g, {1}, DType::I32));
        },
        "state");
    row(
        "more rows than the state holds",
        [](Graph& g) {
            return writeState(g.state("s", DType::F32, {2, 2, 4}), input(g, {2, 3, 4}),
                              input(g, {1}, DType::I32));
        },
        "more rows");
    row(
        "key heads that do not divide",
        [](Graph& g) {
            return attentionScores(input(g, {4, 3, 8}), input(g, {3, 10, 8}),
                                   input(g, {1}, DType::I32), {});
        },
        "divide");
    row(
        "keys of another width",
        [](Graph& g) {
            return attentionScores(input(g, {4, 3, 8}), input(g, {2, 10, 6}),
                                   input(g, {1}, DType::I32), {});
        },
        "one width");
    row(
        "mix with another capacity",
        [](Graph& g) {
            return attentionMix(input(g, {4, 3, 10}), input(g, {2, 11, 8}));
        },
        "capacity");
}

void TestGraph::buildersRefuseWhatDoesNotFit()
{
    QFETCH(const Build, build);
    QFETCH(const QString, reason);
    Graph graph;
    try {
        build(graph);
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(reason), error.what());
    }
}

void TestGraph::aRefusalNamesOpValuesAndShapes()
{
    Graph graph;
    const auto x = graph.input("tokens", DType::F32, {3, 4});
    const auto w = graph.constant(Tensor::allocate(DType::F32, {7, 5}), "wte");
    try {
        linear(x, w);
        QFAIL("not refused");
    } catch (const Error& error) {
        QCOMPARE(QString(error.what()),
                 QString("“linear” does not fit tokens F32 [3, 4], wte F32 [7, 5]: "
                         "The weight's input width must be the input's width."));
    }
    QCOMPARE(graph.nodes().size(), std::size_t{0});
}

void TestGraph::aNameBelongsToOneValue()
{
    Graph graph;
    const auto x = graph.input("x", DType::F32, {2});
    const auto y = activate(x, Activation::Relu);
    QVERIFY_EXCEPTION_THROWN(graph.setName(y, "x"), Error);
    graph.setName(y, "y");
    graph.setName(y, "z");
    QVERIFY(!graph.find("y"));
    QCOMPARE(*graph.find("z"), y);
    QCOMPARE(graph.names(), (std::vector<std::string>{"x", "z"}));
}

void TestGraph::aReplacementIsReadInsteadOfTheValueAndTakesItsNames()
{
    Graph graph;
    const auto x = input(graph, {2});
    const auto y = activate(x, Activation::Relu);
    graph.setName(y, "hidden");
    graph.addName(y, "next.input");
    const auto z = activate(y, Activation::Tanh);
    const auto edited = editSlice(y, {}, 0.5, 0.0);
    graph.replaceUses(y, edited);
    const auto readBy = [&](Value value) {
        return graph.nodes()[graph.info(value).producer].inputs.front();
    };
    QCOMPARE(readBy(z), edited.id);
    QCOMPARE(readBy(edited), y.id);
    QCOMPARE(*graph.find("hidden"), edited);
    QCOMPARE(*graph.find("next.input"), edited);
    QCOMPARE(edited.name(), std::string("hidden"));
    QVERIFY(y.name().empty());
}

void TestGraph::aReplacementOfAnotherShapeIsRefused()
{
    Graph graph;
    QVERIFY_EXCEPTION_THROWN(graph.replaceUses(input(graph, {2}), input(graph, {3})), Error);
}

void TestGraph::aCopyKeepsIds()
{
    Graph graph;
    const auto x = graph.input("x", DType::F32, {2});
    auto copy = graph;
    QCOMPARE(copy.find("x")->id, x.id);
    activate(*copy.find("x"), Activation::Relu);
    QCOMPARE(graph.nodes().size(), std::size_t{0});
}

void TestGraph::impossibleExtentsAreRefused()
{
    Graph graph;
    constexpr auto huge = std::numeric_limits<std::int64_t>::max();
    QVERIFY_EXCEPTION_THROWN(input(graph, {huge, 2}), Error);
    QVERIFY_EXCEPTION_THROWN(input(graph, {-1}), Error);
}

void TestGraph::valuesOfAnotherGraphAreRefused()
{
    Graph one;
    Graph other;
    QVERIFY_EXCEPTION_THROWN(add(input(one, {2}), input(other, {2})), Error);
}

void TestGraph::attributesOfAnotherTypeAreRefused()
{
    const Attributes attributes{{"count", std::int64_t{3}}};
    QCOMPARE(attributes.integer("count"), std::int64_t{3});
    QVERIFY_EXCEPTION_THROWN(attributes.number("count"), Error);
    QVERIFY_EXCEPTION_THROWN(attributes.word("other"), Error);
}

QTEST_GUILESS_MAIN(TestGraph)
#include "tst_graph.moc"
