// Speed of the Vulkan backend: a network of GPT-2 small's shape, matrix products alone, and what
// capturing attention costs. SACCADE_BENCH_DEVICE=gpu:1 takes another device than the first.
#include "core/base/registry.h"
#include "core/graph/ops/ops.h"
#include "core/models/devices.h"

#include <benchmark/benchmark.h>
#include <cstdlib>

namespace saccade
{

namespace
{

constexpr std::int64_t layers = 12;
constexpr std::int64_t heads = 12;
constexpr std::int64_t width = 768;
constexpr std::int64_t vocabulary = 50257;
constexpr std::int64_t capacity = 1024;

enum class Capture { None, Patterns };

Backend& backend()
{
    static const std::shared_ptr<Backend> opened = [] {
        const char* wanted = std::getenv("SACCADE_BENCH_DEVICE");
        const auto& kind = *Registry<BackendKind>::find("gpu");
        auto devices = kind.devices();
        for (const auto& device : devices) {
            if (wanted != nullptr && device.identifier == wanted) {
                return kind.open(device);
            }
        }
        return kind.open(devices.front());
    }();
    return *opened;
}

/// Small numbers without denormals; the same memory serves as every constant of a size.
Tensor numbers(Shape shape)
{
    Tensor tensor = Tensor::allocate(DType::F32, std::move(shape));
    std::uint32_t state = 1;
    for (auto& value : tensor.mutableFloats()) {
        state = state * 1664525U + 1013904223U;
        value = (static_cast<float>(state >> 8U) / 16777216.0F - 0.5F) * 0.05F;
    }
    return tensor;
}

/// GPT-2 small with random weights, as the model's own file builds it.
struct Network {
    std::unique_ptr<Graph> graph = std::make_unique<Graph>();
    Value tokens, first, logits;
    std::vector<Value> outputs;

    Network(std::int64_t n, Capture capture)
    {
        static const Weights weights;
        tokens = graph->input("tokens", DType::I32, {n});
        first = graph->input("first", DType::I32, {1});
        const Value table = graph->constant(weights.embedding);
        Value x =
            add(lookUp(table, tokens), lookUpRange(graph->constant(weights.positions), first, n));
        for (std::size_t layer = 0; layer < layers; ++layer) {
            x = block(x, weights.layers[layer], layer, capture);
        }
        logits = linear(norm(rows(x, n - 1, 1), weights.layers[0]), table);
        outputs.push_back(logits);
    }

private:
    struct Layer {
        Tensor gain = numbers({width}), shift = numbers({width});
        Tensor qkv = numbers({width, 3 * width}), qkvBias = numbers({3 * width});
        Tensor out = numbers({width, width}), outBias = numbers({width});
        Tensor up = numbers({width, 4 * width}), upBias = numbers({4 * width});
        Tensor down = numbers({4 * width, width}), downBias = numbers({width});
    };
    struct Weights {
        Tensor embedding = numbers({vocabulary, width});
        Tensor positions = numbers({capacity, width});
        std::vector<Layer> layers{static_cast<std::size_t>(saccade::layers)};
    };

    Value norm(Value x, const Layer& layer) const
    {
        return layerNorm(x, graph->constant(layer.gain), graph->constant(layer.shift), 1e-5);
    }

    Value dense(Value x, const Tensor& weight, const Tensor& bias) const
    {
        return linear(x, graph->constant(weight), graph->constant(bias), WeightLayout::InputOutput);
    }

    Value cached(Value x, std::int64_t part, const std::string& name) const
    {
        const Value own = splitHeads(columns(x, part * width, width), heads);
        return writeState(graph->state(name, DType::F32, {heads, capacity, width / heads}), own,
                          first);
    }

    Value block(Value x, const Layer& layer, std::size_t index, Capture capture)
    {
        const Value qkv = dense(norm(x, layer), layer.qkv, layer.qkvBias);
        const Value queries = splitHeads(columns(qkv, 0, width), heads);
        const Value keys = cached(qkv, 1, "keys" + std::to_string(index));
        const Value values = cached(qkv, 2, "values" + std::to_string(index));
        const Attention attended = attention(queries, keys, values, first, {.scale = 0.125});
        if (capture == Capture::Patterns) {
            outputs.push_back(attended.pattern);
        }
        x = add(x, dense(mergeHeads(attended.heads), layer.out, layer.outBias));
        const Value hidden =
            activate(dense(norm(x, layer), layer.up, layer.upBias), Activation::GeluTanh);
        return add(x, dense(hidden, layer.down, layer.downBias));
    }
};

/// Rows of tokens at position 256, again and again.
void runNetwork(benchmark::State& state, std::int64_t n, Capture capture)
{
    const Network network(n, capture);
    const auto program =
        backend().compile(*network.graph, network.outputs, backend().createStates());
    const std::int32_t position = n == 1 ? 256 : 0;
    program->set(network.tokens, Tensor::allocate(DType::I32, {n}));
    program->set(network.first, Tensor::of({1}, std::span<const std::int32_t>(&position, 1)));
    program->run();
    for (auto _ : state) {
        program->run();
        benchmark::DoNotOptimize(program->get(network.logits));
    }
    state.counters["tokens/s"] =
        benchmark::Counter(static_cast<double>(n) * static_cast<double>(state.iterations()),
                           benchmark::Counter::kIsRate);
}

void decode(benchmark::State& state)
{
    runNetwork(state, 1, Capture::None);
}

void decodeWithPatterns(benchmark::State& state)
{
    runNetwork(state, 1, Capture::Patterns);
}

void prompt(benchmark::State& state)
{
    runNetwork(state, state.range(0), Capture::None);
}

void promptWithPatterns(benchmark::State& state)
{
    runNetwork(state, state.range(0), Capture::Patterns);
}

/// y = x·Wᵀ with n rows, in = 2048, out = 8192.
void product(benchmark::State& state)
{
    const std::int64_t n = state.range(0);
    const std::int64_t in = 2048;
    const std::int64_t out = 8192;
    Graph graph;
    const Value x = graph.input("x", DType::F32, {n, in});
    const Value y = linear(x, graph.constant(numbers({out, in})));
    const auto program = backend().compile(graph, std::array{y}, backend().createStates());
    program->set(x, numbers({n, in}));
    program->run();
    for (auto _ : state) {
        program->run();
    }
    const auto runs = static_cast<double>(state.iterations());
    const auto weights = static_cast<double>(in * out);
    state.counters["GB/s"] = benchmark::Counter(runs * weights * 4e-9, benchmark::Counter::kIsRate);
    state.counters["GFLOP/s"] = benchmark::Counter(runs * weights * static_cast<double>(n) * 2e-9,
                                                   benchmark::Counter::kIsRate);
}

BENCHMARK(decode)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(decodeWithPatterns)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(prompt)
    ->Arg(64)
    ->Arg(256)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(promptWithPatterns)
    ->Arg(64)
    ->Arg(256)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(product)
    ->Arg(1)
    ->Arg(4)
    ->Arg(128)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace

} // namespace saccade

BENCHMARK_MAIN();
