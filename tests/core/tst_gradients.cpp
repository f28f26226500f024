// Gradients of graphs: of every op on the CPU against differences of the references, and how they
// are put together.
#include "core/base/error.h"
#include "core/cpu/cpu_backend.h"
#include "core/graph/autodiff.h"
#include "core/graph/ops/ops.h"
#include "tests/support/gradient_cases.h"
#include "tests/support/op_case_data.h"

#include <QTest>
#include <array>
#include <set>

using namespace saccade;

namespace
{

/// Runs a graph without inputs.
std::vector<Tensor> computed(Graph& graph, std::span<const Value> outputs)
{
    CpuBackend backend(CpuOptions{.threads = 1, .level = {}});
    const auto program = backend.compile(graph, outputs, backend.createStates());
    program->run();
    std::vector<Tensor> tensors;
    for (const auto& output : outputs) {
        tensors.push_back(program->get(output));
    }
    return tensors;
}

Value number(Graph& graph, float value)
{
    return graph.constant(Tensor::of({1}, std::span<const float>(&value, 1)));
}

} // namespace

class TestGradients : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithDifferences_data();
    void agreesWithDifferences();
    void opsWithoutGradientAreKnown();
    void addsUpWhatSeveralReadersSay();
    void reachesValuesInBetween();
    void givesZerosWhereNothingDepends();
    void leavesOutWhatNobodyAskedFor();
    void refusesPathsThroughOpsWithoutGradient();
    void refusesALossOfSeveralNumbers();

private:
    std::vector<OpCase> m_cases = opCases();
    CpuBackend m_backend{CpuOptions{.threads = 2, .level = {}}};
};

void TestGradients::agreesWithDifferences_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(m_cases.size()); ++i) {
        QTest::newRow(m_cases[static_cast<std::size_t>(i)].name.c_str()) << i;
    }
}

void TestGradients::agreesWithDifferences()
{
    QFETCH(int, index);
    const auto& one = m_cases[static_cast<std::size_t>(index)];
    if (!hasGradient(one.make())) {
        QSKIP("an op without gradient");
    }
    const auto found = gradientDifferences(m_backend, one);
    QVERIFY2(found.empty(), found.c_str());
}

void TestGradients::opsWithoutGradientAreKnown()
{
    std::set<std::string> without;
    for (const auto& one : m_cases) {
        const auto example = one.make();
        for (const auto& node : example.graph->nodes()) {
            if (!node.op->gradient) {
                without.emplace(node.op->name);
            }
        }
    }
    const std::set<std::string> expected{"linear_bias",    "relative_bias",    "norm_factors",
                                         "wkv4_matrix",    "wkv6_matrix",      "wkv7_matrix",
                                         "unified_matrix", "selective_matrix", "fixed_point"};
    QCOMPARE(without, expected);
}

void TestGradients::addsUpWhatSeveralReadersSay()
{
    Graph graph;
    const auto x = number(graph, 3.0F);
    const auto square = multiply(x, x);
    const auto loss = add(multiply(square, x), square); // x³ + x²
    const auto found = gradients(graph, loss, std::array{x});
    QCOMPARE(computed(graph, found)[0].floats()[0], 33.0F);
}

void TestGradients::reachesValuesInBetween()
{
    Graph graph;
    const auto x = number(graph, 3.0F);
    const auto square = multiply(x, x);
    const auto loss = multiply(square, square);
    const auto found = gradients(graph, loss, std::array{square, x, loss});
    const auto tensors = computed(graph, found);
    QCOMPARE(tensors[0].floats()[0], 18.0F);
    QCOMPARE(tensors[1].floats()[0], 108.0F);
    QCOMPARE(tensors[2].floats()[0], 1.0F);
}

void TestGradients::givesZerosWhereNothingDepends()
{
    Graph graph;
    const auto x = number(graph, 3.0F);
    const auto other = graph.input("other", DType::F32, {2, 5});
    const auto found = gradients(graph, affine(x, 2.0), std::array{other});
    QCOMPARE(found[0].shape(), (Shape{2, 5}));
    const auto tensor = computed(graph, found)[0];
    QVERIFY(std::ranges::all_of(tensor.floats(), [](float value) { return value == 0.0F; }));
}

void TestGradients::leavesOutWhatNobodyAskedFor()
{
    Graph graph;
    const auto x = number(graph, 3.0F);
    const auto y = number(graph, 2.0F);
    const auto early = activate(activate(y, Activation::Exp), Activation::Tanh);
    const auto loss = multiply(early, x);
    const auto before = graph.nodes().size();
    gradients(graph, loss, std::array{x});
    // The product alone: cotangent · early, and nothing of the activations.
    QVERIFY(graph.nodes().size() <= before + 3);
    for (auto i = before; i < graph.nodes().size(); ++i) {
        QVERIFY(graph.nodes()[i].op != &activationGradientOp);
    }
}

void TestGradients::refusesPathsThroughOpsWithoutGradient()
{
    Graph graph;
    const auto x = graph.input("x", DType::F32, {2, 4});
    const auto factors = normFactors(x, 1, Centring::None, 0.1);
    const auto loss = meanRows(factors);
    try {
        gradients(graph, loss, std::array{x});
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(std::string(error.what()).find("norm_factors") != std::string::npos, error.what());
    }
    gradients(graph, loss, std::array{factors}); // in front of it there is a path
}

void TestGradients::refusesALossOfSeveralNumbers()
{
    Graph graph;
    const auto x = graph.input("x", DType::F32, {2, 4});
    QVERIFY_THROWS_EXCEPTION(Error, gradients(graph, x, std::array{x}));
}

QTEST_GUILESS_MAIN(TestGradients)
#include "tst_gradients.moc"
