// Speed of the CPU engine: products by type of weight, and a random model of GPT-2 small's shape.
#include "core/cpu/cpu_backend.h"
#include "core/graph/autodiff.h"
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <Eigen/Core>
#include <benchmark/benchmark.h>
#include <cmath>
#include <string>
#include <thread>

using namespace saccade;

namespace
{

enum class Task : std::int64_t { Plain, Capturing };

const std::array<DType, 7> weightTypes{DType::F32,  DType::F16,  DType::BF16, DType::Q8_0,
                                       DType::Q4_0, DType::Q4_K, DType::Q6_K};

DType typeOf(std::int64_t argument)
{
    return weightTypes[static_cast<std::size_t>(argument)];
}

Tensor position(std::int64_t value)
{
    const auto narrow = static_cast<std::int32_t>(value);
    return Tensor::of({1}, std::span<const std::int32_t>(&narrow, 1));
}

/// One linear op with its program.
struct Product {
    Graph graph;
    Value x;
    Value y;
    std::unique_ptr<Program> program;

    Product(Backend& backend, std::int64_t n, const Tensor& weight, WeightLayout weightLayout)
    {
        CaseRandom random(1);
        const bool byOutputs = weightLayout == WeightLayout::OutputInput;
        x = graph.input("x", DType::F32, {n, weight.shape()[byOutputs ? 1 : 0]});
        y = linear(x, graph.constant(weight), weightLayout);
        program = backend.compile(graph, std::array{y}, backend.createStates());
        program->set(x, randomTensor(random, x.shape()));
    }
};

void sgemm(benchmark::State& state)
{
    CpuBackend backend({.threads = static_cast<int>(state.range(1))});
    CaseRandom random(2);
    const auto size = state.range(0);
    const Product product(backend, size, randomTensor(random, {size, size}),
                          WeightLayout::OutputInput);
    for (auto _ : state) {
        product.program->run();
    }
    state.counters["GFLOP/s"] = benchmark::Counter(2e-9 * std::pow(static_cast<double>(size), 3),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}

/// The same with Eigen, its columns shared out to as many threads.
void sgemmOfEigen(benchmark::State& state)
{
    const auto size = state.range(0);
    const auto threads = state.range(1);
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Matrix x = Matrix::Random(size, size);
    const Matrix w = Matrix::Random(size, size);
    Matrix y(size, size);
    const auto part = [&](std::int64_t index) {
        const auto first = size * index / threads;
        const auto count = size * (index + 1) / threads - first;
        y.middleCols(first, count).noalias() = x * w.middleRows(first, count).transpose();
    };
    for (auto _ : state) {
        std::vector<std::jthread> workers;
        for (std::int64_t index = 1; index < threads; ++index) {
            workers.emplace_back(part, index);
        }
        part(0);
        workers.clear();
        benchmark::DoNotOptimize(y.data());
    }
    state.counters["GFLOP/s"] = benchmark::Counter(2e-9 * std::pow(static_cast<double>(size), 3),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}

/// One row times weights of 256 MB in all, so that nothing stays in cache.
void matVec(benchmark::State& state)
{
    const auto type = typeOf(state.range(0));
    const auto weightLayout =
        state.range(1) == 0 ? WeightLayout::OutputInput : WeightLayout::InputOutput;
    CpuBackend backend({.threads = static_cast<int>(state.range(2))});
    CaseRandom random(3);
    const Shape shape =
        weightLayout == WeightLayout::OutputInput ? Shape{3072, 768} : Shape{768, 3072};
    const auto bytes = Tensor::bytesFor(type, shape);
    std::vector<Product> products;
    for (std::int64_t held = 0; held < (std::int64_t{1} << 28); held += bytes) {
        products.emplace_back(backend, 1, randomWeight(random, type, shape), weightLayout);
    }
    for (auto _ : state) {
        for (const auto& product : products) {
            product.program->run();
        }
    }
    state.SetLabel(std::string(layout(type).name));
    state.counters["GB/s"] =
        benchmark::Counter(1e-9 * static_cast<double>(bytes) * static_cast<double>(products.size()),
                           benchmark::Counter::kIsIterationInvariantRate);
}

/// A random model of GPT-2 small's shape, weights as in its checkpoint ([in, out]) where they are
/// F32.
class RandomModel
{
public:
    explicit RandomModel(DType type) : m_type(type)
    {
        m_embedding = weight(vocabulary, width);
        m_positions = scaled({1024, width});
        for (auto& layer : m_layers) {
            layer = {matrix(width, 3 * width), matrix(width, width), matrix(width, 4 * width),
                     matrix(4 * width, width)};
        }
    }

    struct Built {
        Graph graph;
        Value tokens;
        Value first;
        Value embedded;
        std::vector<Value> outputs;
    };

    std::unique_ptr<Built> build(std::int64_t n, std::int64_t capacity, Task task) const
    {
        auto built = std::make_unique<Built>();
        Graph& graph = built->graph;
        built->tokens = graph.input("tokens", DType::I32, {n});
        built->first = graph.input("first", DType::I32, {1});
        const Value table = graph.constant(m_embedding);
        Value x = add(lookUp(table, built->tokens),
                      lookUpRange(graph.constant(m_positions), built->first, n));
        built->embedded = x;
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            x = block(*built, x, i, capacity, task);
        }
        const Value last = rows(normed(graph, x), n - 1, 1);
        built->outputs.push_back(linear(last, table));
        return built;
    }

    static constexpr std::int64_t vocabulary = 50257;

private:
    static constexpr std::int64_t width = 768;
    static constexpr std::int64_t heads = 12;

    struct Layer {
        Tensor attention, projection, up, down;
    };

    WeightLayout weightLayout() const
    {
        return m_type == DType::F32 ? WeightLayout::InputOutput : WeightLayout::OutputInput;
    }
    Tensor scaled(Shape shape) { return randomTensor(m_random, std::move(shape), -0.05, 0.05); }
    Tensor weight(std::int64_t out, std::int64_t in)
    {
        return m_type == DType::F32 ? scaled({out, in}) : randomWeight(m_random, m_type, {out, in});
    }
    Tensor matrix(std::int64_t in, std::int64_t out)
    {
        return m_type == DType::F32 ? scaled({in, out}) : weight(out, in);
    }
    Value vector(Graph& graph, std::int64_t count) const
    {
        return graph.constant(Tensor::of(
            {count}, std::span<const float>(m_ones.data(), static_cast<std::size_t>(count))));
    }
    Value normed(Graph& graph, Value x) const
    {
        return layerNorm(x, vector(graph, width), vector(graph, width), 1e-5);
    }
    Value dense(Graph& graph, Value x, const Tensor& matrix) const
    {
        const auto out = matrix.shape()[weightLayout() == WeightLayout::OutputInput ? 0 : 1];
        return linear(x, graph.constant(matrix), vector(graph, out), weightLayout());
    }
    Value block(Built& built, Value x, std::size_t index, std::int64_t capacity, Task task) const
    {
        Graph& graph = built.graph;
        const auto& layer = m_layers[index];
        const Value joined = dense(graph, normed(graph, x), layer.attention);
        const auto part = [&](std::int64_t which) {
            return splitHeads(columns(joined, which * width, width), heads);
        };
        const auto cache = [&](const char* name, Value newRows) {
            const Value state = graph.state(name + std::to_string(index), DType::F32,
                                            {heads, capacity, width / heads});
            return writeState(state, newRows, built.first);
        };
        const Attention attended =
            attention(part(0), cache("keys", part(1)), cache("values", part(2)), built.first,
                      {.scale = 0.125});
        if (task == Task::Capturing) {
            built.outputs.push_back(attended.pattern);
        }
        const Value middle = add(x, dense(graph, mergeHeads(attended.heads), layer.projection));
        const Value hidden =
            activate(dense(graph, normed(graph, middle), layer.up), Activation::GeluTanh);
        return add(middle, dense(graph, hidden, layer.down));
    }

    DType m_type;
    CaseRandom m_random{4};
    std::vector<float> m_ones = std::vector<float>(4 * width, 1.0F);
    Tensor m_embedding;
    Tensor m_positions;
    std::array<Layer, 12> m_layers;
};

/// state: type, Task, rows of a run, threads (0: all)
void model(benchmark::State& state)
{
    const auto type = typeOf(state.range(0));
    const auto task = static_cast<Task>(state.range(1));
    const auto n = state.range(2);
    const std::int64_t capacity = n == 1 ? 64 : n;
    const RandomModel random(type);
    CpuBackend backend({.threads = static_cast<int>(state.range(3))});
    const auto built = random.build(n, capacity, task);
    const auto program = backend.compile(built->graph, built->outputs, backend.createStates());
    CaseRandom tokens(5);
    std::vector<std::int32_t> ids(static_cast<std::size_t>(n));
    std::int64_t first = 0;
    for (auto _ : state) {
        for (auto& id : ids) {
            id = static_cast<std::int32_t>(tokens.bits() % RandomModel::vocabulary);
        }
        program->set(built->tokens, Tensor::of({n}, std::span<const std::int32_t>(ids)));
        program->set(built->first, position(first));
        program->run();
        for (const Value& output : built->outputs) {
            benchmark::DoNotOptimize(program->get(output));
        }
        first = (first + n) % capacity;
    }
    state.SetLabel(std::string(layout(type).name) + (task == Task::Capturing ? ", capturing" : ""));
    state.counters["tokens/s"] =
        benchmark::Counter(static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate);
}

/// A prompt of n rows and the gradients of a logit with respect to all patterns and the embedding.
/// state: type, rows
void backward(benchmark::State& state)
{
    const auto type = typeOf(state.range(0));
    const auto n = state.range(1);
    const RandomModel random(type);
    CpuBackend backend({.threads = 0});
    const auto built = random.build(n, n, Task::Capturing);
    const auto logits = built->outputs.back();
    std::vector<Value> wanted(built->outputs.begin(), built->outputs.end() - 1);
    wanted.push_back(built->embedded);
    Tensor one = Tensor::allocate(DType::F32, logits.shape());
    one.mutableFloats()[7] = 1.0F;
    const Seed seed{logits, built->graph.constant(one)};
    const auto outputs = gradients(built->graph, std::array{seed}, wanted);
    const auto program = backend.compile(built->graph, outputs, backend.createStates());
    const std::vector<std::int32_t> ids(static_cast<std::size_t>(n), 11);
    program->set(built->tokens, Tensor::of({n}, std::span<const std::int32_t>(ids)));
    program->set(built->first, position(0));
    for (auto _ : state) {
        program->run();
        benchmark::DoNotOptimize(program->get(outputs.back()));
    }
    state.SetLabel(std::string(layout(type).name));
}

BENCHMARK(sgemm)->Args({1024, 1})->Args({1024, 2})->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sgemmOfEigen)
    ->Args({1024, 1})
    ->Args({1024, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(matVec)
    ->ArgsProduct({benchmark::CreateDenseRange(0, 6, 1), {0}, {1, 2}})
    ->ArgsProduct({{0, 1}, {1}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(model)
    ->ArgsProduct({{0, 1, 3}, {0, 1}, {1, 256}, {0}})
    ->Args({0, 0, 1, 1})
    ->Args({0, 0, 512, 0})
    ->Args({0, 1, 512, 0})
    ->Args({0, 1, 128, 0})
    ->Args({3, 1, 128, 0})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(backward)->Args({0, 128})->Args({3, 128})->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
