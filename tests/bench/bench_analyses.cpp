// Speed of analyses on attention of GPT-2 small's shape: 12 layers of 12 heads. "causal" 0: full.
#include "core/analyses/head_measures.h"
#include "core/analyses/layered_flow.h"
#include "core/analyses/rollout.h"
#include "tests/support/attention_traces.h"

#include <benchmark/benchmark.h>

using namespace saccade;

namespace
{

const std::vector<Tensor>& patterns(std::int64_t length, bool causal = true)
{
    static std::map<std::pair<std::int64_t, bool>, std::vector<Tensor>> made;
    auto& layers = made[{length, causal}];
    if (layers.empty()) {
        layers = randomPatterns(
            {.layers = 12, .heads = 12, .length = length, .causal = causal, .sharpness = 3.0F});
    }
    return layers;
}

std::vector<std::vector<float>> mixed(std::int64_t length, bool causal)
{
    ThreadPool pool;
    std::vector<std::vector<float>> matrices;
    for (const auto& layer : patterns(length, causal)) {
        matrices.push_back(mixingMatrix(layer, {}, false, pool));
    }
    return matrices;
}

void rolloutOfAllLayers(benchmark::State& state)
{
    const auto& layers = patterns(state.range(0));
    ThreadPool pool;
    for (auto _ : state) {
        benchmark::DoNotOptimize(rollout(layers, {}, false, pool));
    }
}
BENCHMARK(rolloutOfAllLayers)->Arg(64)->Arg(128)->Arg(512)->Unit(benchmark::kMillisecond);

// One flow from the last output to an input in the middle, the network's construction included.
void oneFlow(benchmark::State& state)
{
    const auto n = state.range(0);
    const auto matrices = mixed(n, state.range(1) != 0);
    for (auto _ : state) {
        LayeredFlow flow(LayeredCapacities(matrices, n));
        benchmark::DoNotOptimize(flow.maximum({12, n - 1, n / 2}));
    }
}
BENCHMARK(oneFlow)
    ->ArgNames({"n", "causal"})
    ->ArgsProduct({{64, 128, 512}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

// All inputs of one output, as the analysis does it, on one thread.
void flowsOfOneOutput(benchmark::State& state)
{
    const auto n = state.range(0);
    const auto matrices = mixed(n, state.range(1) != 0);
    for (auto _ : state) {
        LayeredFlow flow(LayeredCapacities(matrices, n));
        for (std::int64_t input = 0; input < n; ++input) {
            benchmark::DoNotOptimize(flow.maximum({12, n - 1, input}));
        }
    }
}
BENCHMARK(flowsOfOneOutput)
    ->ArgNames({"n", "causal"})
    ->ArgsProduct({{64, 128}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

void entropiesOfAllHeads(benchmark::State& state)
{
    const auto trace = traceOfPatterns(patterns(state.range(0), false));
    auto whole = trace;
    whole.modelInfo["attention"] = {{{"values", "blocks.*.attention"},
                                     {"queries", "tokens"},
                                     {"keys", "tokens"},
                                     {"layers", 12},
                                     {"heads", 12},
                                     {"causal", false}}};
    const auto layers = layerPatterns(whole, "");
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            eachHead(layers, {}, [&](std::span<const float> head, std::int64_t, std::int64_t) {
                return headEntropy(layers, head, EntropyForm::Nats);
            }));
    }
}
BENCHMARK(entropiesOfAllHeads)->Arg(128)->Arg(512)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
