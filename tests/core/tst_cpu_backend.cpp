// What the CPU backend does beyond single ops: programs, states, cancelling, refusals, memory.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/cpu/cpu_backend.h"
#include "core/graph/op.h"
#include "core/graph/ops/ops.h"
#include "core/models/devices.h"

#include <QTest>
#include <array>
#include <cmath>
#include <limits>

using namespace saccade;

namespace
{

Tensor floats(Shape shape, std::vector<float> values)
{
    return Tensor::of(std::move(shape), std::span<const float>(values));
}

Tensor position(std::int32_t value)
{
    return Tensor::of({1}, std::span<const std::int32_t>(&value, 1));
}

std::vector<float> numbers(const Tensor& tensor)
{
    const auto values = tensor.floats();
    return {values.begin(), values.end()};
}

const Op unknownOp{"test_unknown", "an op without kernels", [](auto inputs, const Attributes&) {
                       return std::vector<OutputType>{{DType::F32, inputs[0].shape()}};
                   }};
const Op otherUnknownOp{"test_other", "another", unknownOp.outputs};

/// A cache of [1, 4, 2] that a row is written to at each run.
struct CacheGraph {
    Graph graph;
    Value row = graph.input("row", DType::F32, {1, 1, 2});
    Value first = graph.input("first", DType::I32, {1});
    Value cache = writeState(graph.state("cache", DType::F32, {1, 4, 2}), row, first);

    std::vector<float> write(Program& program, float value, std::int32_t at) const
    {
        program.set(row, floats({1, 1, 2}, {value, value + 0.5F}));
        program.set(first, position(at));
        program.run();
        return numbers(program.get(cache));
    }
};

} // namespace

class TestCpuBackend : public QObject
{
    Q_OBJECT

private slots:
    void isRegisteredAsADevice()
    {
        const auto* kind = Registry<BackendKind>::find("cpu");
        QVERIFY(kind != nullptr);
        const auto devices = kind->devices();
        QCOMPARE(devices.size(), 1U);
        QCOMPARE(devices[0].identifier, "cpu");
        QVERIFY(devices[0].memoryBytes > 0);
        QCOMPARE(kind->open(devices[0])->device().identifier, "cpu");
    }

    void namesEveryOpThatItLacks()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {2});
        const Value y = graph.apply(unknownOp, std::array{x})[0];
        const Value z = graph.apply(otherUnknownOp, std::array{y})[0];
        CpuBackend backend;
        try {
            backend.compile(graph, std::array{z}, backend.createStates());
            QFAIL("compiled");
        } catch (const Error& error) {
            QCOMPARE(std::string(error.what()), "The CPU cannot compute test_other, test_unknown.");
        }
    }

    void computesOnlyWhatOutputsNeed()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {2});
        graph.apply(unknownOp, std::array{x});
        const Value y = add(x, x);
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{y}, backend.createStates());
        program->set(x, floats({2}, {1.0F, 2.0F}));
        program->run();
        QCOMPARE(numbers(program->get(y)), (std::vector{2.0F, 4.0F}));
    }

    void refusesWrongInputsAndOutputs()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {2});
        const Value y = add(x, x);
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{y}, backend.createStates());
        QVERIFY_EXCEPTION_THROWN(program->set(x, floats({3}, {1, 2, 3})), Error);
        QVERIFY_EXCEPTION_THROWN(program->set(x, position(1)), Error);
        QVERIFY_EXCEPTION_THROWN(program->set(y, floats({2}, {1, 2})), Error);
        QVERIFY_EXCEPTION_THROWN(program->get(x), Error);
    }

    void statesPersistAndAreSharedByPrograms()
    {
        const CacheGraph one;
        const CacheGraph other;
        CpuBackend backend;
        const auto states = std::shared_ptr<StateStore>(backend.createStates());
        const auto first = backend.compile(one.graph, std::array{one.cache}, states);
        const auto second = backend.compile(other.graph, std::array{other.cache}, states);
        QCOMPARE(one.write(*first, 1, 0), (std::vector<float>{1, 1.5F, 0, 0, 0, 0, 0, 0}));
        QCOMPARE(other.write(*second, 2, 1), (std::vector<float>{1, 1.5F, 2, 2.5F, 0, 0, 0, 0}));
        states->clear();
        QCOMPARE(one.write(*first, 3, 3), (std::vector<float>{0, 0, 0, 0, 0, 0, 3, 3.5F}));
    }

    void forkedStatesAreACopy()
    {
        const CacheGraph trunk;
        CpuBackend backend;
        const auto states = std::shared_ptr<StateStore>(backend.createStates());
        const auto program = backend.compile(trunk.graph, std::array{trunk.cache}, states);
        trunk.write(*program, 1, 0);
        const auto branch = backend.compile(trunk.graph, std::array{trunk.cache},
                                            std::shared_ptr<StateStore>(states->fork()));
        QCOMPARE(trunk.write(*branch, 7, 1), (std::vector<float>{1, 1.5F, 7, 7.5F, 0, 0, 0, 0}));
        QCOMPARE(trunk.write(*program, 2, 2), (std::vector<float>{1, 1.5F, 0, 0, 2, 2.5F, 0, 0}));
    }

    void aStateOfAnotherShapeIsRefused()
    {
        const CacheGraph small;
        Graph graph;
        const Value row = graph.input("row", DType::F32, {1, 1, 2});
        const Value first = graph.input("first", DType::I32, {1});
        const Value cache = writeState(graph.state("cache", DType::F32, {1, 5, 2}), row, first);
        CpuBackend backend;
        const auto states = std::shared_ptr<StateStore>(backend.createStates());
        backend.compile(small.graph, std::array{small.cache}, states);
        QVERIFY_EXCEPTION_THROWN(backend.compile(graph, std::array{cache}, states), Error);
    }

    void stopsWhenAsked()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {2});
        const Value y = add(x, x);
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{y}, backend.createStates());
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(program->run(source.get_token()), Cancelled);
        program->run();
    }

    void whatWasGivenAwayDoesNotChange()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {2});
        const Value y = add(x, x);
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{y}, backend.createStates());
        program->set(x, floats({2}, {1, 2}));
        program->run();
        const Tensor before = program->get(y);
        program->set(x, floats({2}, {5, 6}));
        program->run();
        QCOMPARE(numbers(before), (std::vector<float>{2, 4}));
        QCOMPARE(numbers(program->get(y)), (std::vector<float>{10, 12}));
    }

    void anOutputMayBeAnInputOrAConstant()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {2});
        const Value c = graph.constant(floats({2}, {3, 4}), "c");
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{x, c}, backend.createStates());
        program->set(x, floats({2}, {1, 2}));
        program->run();
        QCOMPARE(numbers(program->get(x)), (std::vector<float>{1, 2}));
        QCOMPARE(numbers(program->get(c)), (std::vector<float>{3, 4}));
    }

    void intermediateValuesShareMemory()
    {
        Graph graph;
        constexpr std::int64_t width = 10000;
        const Value x = graph.input("x", DType::F32, {width});
        Value y = x;
        for (int i = 0; i < 50; ++i) {
            y = add(y, y);
        }
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{y}, backend.createStates());
        // Input, output, and two that take turns.
        QVERIFY(program->bytes() < 5 * width * 4);
    }

    void notANumberPassesThrough()
    {
        constexpr float nan = std::numeric_limits<float>::quiet_NaN();
        constexpr float infinity = std::numeric_limits<float>::infinity();
        Graph graph;
        const Value x = graph.input("x", DType::F32, {1, 4});
        std::vector<Value> outputs{softmax(x)};
        for (const auto function : {Activation::Relu, Activation::GeluErf, Activation::GeluTanh,
                                    Activation::Silu, Activation::Sigmoid, Activation::Tanh}) {
            outputs.push_back(activate(x, function));
        }
        CpuBackend backend;
        const auto program = backend.compile(graph, outputs, backend.createStates());
        program->set(x, floats({1, 4}, {1, nan, -infinity, 2}));
        program->run();
        for (const Value& output : outputs) {
            QVERIFY(std::isnan(program->get(output).floats()[1]));
        }
        program->set(x, floats({1, 4}, {infinity, 1, 2, 3}));
        program->run();
        QVERIFY(std::isnan(program->get(outputs[0]).floats()[0]));
        QCOMPARE(program->get(outputs[1]).floats()[0], infinity);
    }

    void weightsNeedNoAlignment()
    {
        std::vector<std::byte> file(4 * 6 + 1);
        const float weight[] = {1, 2, 3, 4, 5, 6};
        std::memcpy(file.data() + 1, weight, sizeof weight);
        Graph graph;
        const Value x = graph.input("x", DType::F32, {1, 3});
        const Value w = graph.constant(
            Tensor::view(DType::F32, {2, 3}, std::span(file).subspan(1), nullptr), "w");
        const Value y = linear(x, w);
        CpuBackend backend;
        const auto program = backend.compile(graph, std::array{y}, backend.createStates());
        program->set(x, floats({1, 3}, {1, 1, 2}));
        program->run();
        QCOMPARE(numbers(program->get(y)), (std::vector<float>{9, 21}));
    }
};

QTEST_GUILESS_MAIN(TestCpuBackend)
#include "tst_cpu_backend.moc"
