// Programs: sharing, memory, states, stopping, limits, refusals.
#include "core/graph/op.h"
#include "core/graph/ops/ops.h"
#include "tests/gpu/vulkan_case.h"

#include <numeric>
#include <sys/mman.h>

using namespace saccade;

class TestVulkanProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        wantValidation();
        m_device = firstVulkanDevice();
        REQUIRE_VULKAN(m_device);
        m_backend = openVulkan(m_device);
    }

    void weightsAreSharedAndReleased()
    {
        const auto before = m_backend->allocatedBytes();
        Graph graph;
        const Value x = graph.input("x", DType::F32, {1, 512});
        const Value weight = graph.constant(Tensor::allocate(DType::F32, {2048, 512}));
        const Value y = linear(x, weight);
        auto first = m_backend->compile(graph, std::array{y}, states());
        const auto one = m_backend->allocatedBytes() - before;
        QVERIFY(one > (4U << 20U));
        auto second = m_backend->compile(graph, std::array{y}, states());
        QVERIFY(m_backend->allocatedBytes() - before < one + (1U << 20U));
        first.reset();
        QVERIFY(m_backend->allocatedBytes() - before > (4U << 20U));
        second.reset();
        QCOMPARE(m_backend->allocatedBytes(), before);
    }

    void valuesShareMemoryOnceTheyAreDead()
    {
        Graph graph;
        Value x = graph.input("x", DType::F32, {1, 1 << 18});
        for (int i = 0; i < 20; ++i) {
            x = add(x, x);
        }
        const auto program = m_backend->compile(graph, std::array{x}, states());
        QVERIFY(program->bytes() < std::int64_t{6} << 20); // input, output, two at work: 1 MiB each
    }

    void aWeightLargerThanOneStorageBufferIsMultiplied()
    {
        const std::int64_t width = 768;
        const std::int64_t entries = 50257; // 147 MiB
        Graph graph;
        Tensor table = Tensor::allocate(DType::F32, {entries, width});
        auto numbers = table.mutableFloats();
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = static_cast<float>(i * 2654435761U % 4096) - 2048.0F;
        }
        const Value x = graph.input("x", DType::F32, {1, width});
        const Value y = linear(x, graph.constant(table));
        const auto program = m_backend->compile(graph, std::array{y}, states());
        Tensor chosen = Tensor::allocate(DType::F32, {1, width});
        chosen.mutableFloats()[500] = 1.0F;
        program->set(x, chosen);
        program->run();
        const Tensor result = program->get(y);
        for (std::size_t row = 0; row < static_cast<std::size_t>(entries); ++row) {
            QCOMPARE(result.floats()[row], numbers[row * 768 + 500]);
        }
    }

    void anOutputLargerThanOneStorageBufferIsWritten()
    {
        const std::int64_t rows = 900;
        const std::int64_t entries = 50257; // 173 MiB
        Graph graph;
        std::vector<float> numbers(static_cast<std::size_t>(entries) * 4);
        std::iota(numbers.begin(), numbers.end(), 0.0F);
        const Value x = graph.input("x", DType::F32, {rows, 4});
        const Value y =
            linear(x, graph.constant(Tensor::of({entries, 4}, std::span<const float>(numbers))));
        const auto program = m_backend->compile(graph, std::array{y}, states());
        Tensor chosen = Tensor::allocate(DType::F32, {rows, 4});
        for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
            chosen.mutableFloats()[row * 4 + row % 4] = 1.0F;
        }
        program->set(x, chosen);
        program->run();
        const Tensor result = program->get(y);
        for (const std::size_t row : {0U, 1U, 255U, 600U, 666U, 700U, 899U}) {
            for (std::size_t column = 0; column < static_cast<std::size_t>(entries); ++column) {
                QCOMPARE(result.floats()[row * static_cast<std::size_t>(entries) + column],
                         numbers[column * 4 + row % 4]);
            }
        }
    }

    void aModelThatDoesNotFitIsRefusedBeforeItIsRead()
    {
        // Pages that may not be touched: reading one would end the test program.
        const std::size_t bytes = static_cast<std::size_t>(m_device.memoryBytes) + (64U << 20U);
        const std::int64_t rows = static_cast<std::int64_t>(bytes) / 4096;
        void* pages =
            mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        QVERIFY(pages != MAP_FAILED);
        const std::shared_ptr<void> owner(pages, [bytes](void* p) { munmap(p, bytes); });
        const auto used = static_cast<std::size_t>(rows) * 4096;
        Graph graph;
        const Value x = graph.input("x", DType::F32, {1, 1024});
        const Value weight = graph.constant(
            Tensor::view(DType::F32, {rows, 1024}, {static_cast<std::byte*>(pages), used}, owner));
        const Value y = linear(x, weight);
        const auto before = m_backend->allocatedBytes();
        try {
            m_backend->compile(graph, std::array{y}, states());
            QFAIL("compiled");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("MiB for weights"), error.what());
        }
        QCOMPARE(m_backend->allocatedBytes(), before);
    }

    void aForkedStateIsIndependent()
    {
        Graph graph;
        const Value state = graph.state("cache", DType::F32, {1, 4, 4});
        const Value rows = graph.input("rows", DType::F32, {1, 1, 4});
        const Value first = graph.input("first", DType::I32, {1});
        const Value written = writeState(state, rows, first);
        auto original = states();
        const auto program = m_backend->compile(graph, std::array{written}, original);
        write(*program, rows, first, 1.0F, 0);
        std::shared_ptr<StateStore> branch = original->fork();
        const auto other = m_backend->compile(graph, std::array{written}, branch);
        write(*other, rows, first, 2.0F, 1);
        write(*program, rows, first, 3.0F, 2);
        const std::vector<float> wantedOther{1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0};
        const std::vector<float> wanted{1, 1, 1, 1, 0, 0, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0};
        QCOMPARE(numbersOf(other->get(written)), wantedOther);
        QCOMPARE(numbersOf(program->get(written)), wanted);
        original->clear();
        QCOMPARE(numbersOf(program->get(written)), std::vector<float>(16));
    }

    void aStoppedRunIsCancelled()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {4});
        const Value y = add(x, x);
        const auto program = m_backend->compile(graph, std::array{y}, states());
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(program->run(stop.get_token()), Cancelled);
        program->set(x,
                     Tensor::of({4}, std::span<const float>(std::array{1.0F, 2.0F, 3.0F, 4.0F})));
        program->run();
        QCOMPARE(numbersOf(program->get(y)), (std::vector<float>{2, 4, 6, 8}));
    }

    void wrongInputsAndOutputsAreRefused()
    {
        Graph graph;
        const Value x = graph.input("x", DType::F32, {4});
        const Value y = add(x, x);
        const Value z = add(y, y);
        const auto program = m_backend->compile(graph, std::array{z}, states());
        QVERIFY_EXCEPTION_THROWN(program->set(x, Tensor::allocate(DType::F32, {5})), Error);
        QVERIFY_EXCEPTION_THROWN(program->set(x, Tensor::allocate(DType::I32, {4})), Error);
        QVERIFY_EXCEPTION_THROWN(program->set(y, Tensor::allocate(DType::F32, {4})), Error);
        QVERIFY_EXCEPTION_THROWN(program->get(y), Error);
    }

    void missingOpsAreNamed()
    {
        const Op strange{"strange", "", [](std::span<const Value> inputs, const Attributes&) {
                             return std::vector<OutputType>{{DType::F32, inputs[0].shape()}};
                         }};
        Graph graph;
        const Value x = graph.input("x", DType::F32, {4});
        const Value y = graph.apply(strange, std::array{x}).front();
        try {
            m_backend->compile(graph, std::array{y}, states());
            QFAIL("compiled");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("strange"), error.what());
        }
    }

    /// The product, its activation and the residual sum behind it, in one kernel and in three.
    void fusedEpiloguesGiveTheSame()
    {
        Graph graph;
        const std::int64_t n = 9;
        std::vector<float> numbers(static_cast<std::size_t>(n * 32 + 32 * 32 + 32));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = static_cast<float>(i * 40503U % 257) / 128.0F - 1.0F;
        }
        const std::span<const float> all = numbers;
        const Value x = graph.input("x", DType::F32, {n, 32});
        const Value weight = graph.constant(
            Tensor::of({32, 32}, all.subspan(static_cast<std::size_t>(n * 32), 1024)));
        const Value bias = graph.constant(Tensor::of({32}, all.last(32)));
        const Value product = linear(x, weight, bias);
        const Value active = activate(product, Activation::GeluTanh);
        const Value y = add(x, active);
        const auto fused = m_backend->compile(graph, std::array{y}, states());
        const auto apart = m_backend->compile(graph, std::array{y, active, product}, states());
        for (const auto* program : {&fused, &apart}) {
            (*program)->set(x, Tensor::of({n, 32}, all.first(static_cast<std::size_t>(n * 32))));
            (*program)->run();
        }
        QVERIFY(fused->bytes() < apart->bytes());
        const auto a = numbersOf(fused->get(y));
        const auto b = numbersOf(apart->get(y));
        for (std::size_t i = 0; i < a.size(); ++i) {
            QVERIFY(std::abs(a[i] - b[i]) < 1e-5F);
        }
    }

    void cleanup()
    {
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

private:
    std::shared_ptr<StateStore> states() { return m_backend->createStates(); }

    static void write(Program& program, Value rows, Value first, float number,
                      std::int32_t position)
    {
        const std::vector<float> numbers(4, number);
        program.set(rows, Tensor::of({1, 1, 4}, std::span<const float>(numbers)));
        program.set(first, Tensor::of({1}, std::span<const std::int32_t>(&position, 1)));
        program.run();
    }

    static std::vector<float> numbersOf(const Tensor& tensor)
    {
        const auto floats = tensor.floats();
        return {floats.begin(), floats.end()};
    }

    DeviceInfo m_device;
    std::shared_ptr<VulkanBackend> m_backend;
};

QTEST_GUILESS_MAIN(TestVulkanProgram)
#include "tst_vulkan_program.moc"
