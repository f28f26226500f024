// Speed of convolutions (unfold and a product) and of mixtures of experts on the CPU, and the same
// with Eigen.
#include "core/cpu/cpu_backend.h"
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <Eigen/Core>
#include <benchmark/benchmark.h>
#include <thread>

using namespace saccade;

namespace
{

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// part(0 … threads − 1), side by side.
template <typename Part>
void shareOut(std::int64_t threads, const Part& part)
{
    std::vector<std::jthread> workers;
    for (std::int64_t index = 1; index < threads; ++index) {
        workers.emplace_back(part, index);
    }
    part(0);
}

// A picture in patches of 16 × 16, as a vision transformer reads it.
constexpr std::int64_t channels = 3;
constexpr std::int64_t side = 224;
constexpr std::int64_t patch = 16;
constexpr std::int64_t width = 768;
constexpr std::int64_t patches = (side / patch) * (side / patch);
constexpr std::int64_t patchElements = channels * patch * patch;

void patchEmbedding(benchmark::State& state)
{
    CpuBackend backend({.threads = static_cast<int>(state.range(0))});
    CaseRandom random(1);
    Graph graph;
    const auto x = graph.input("pixels", DType::F32, {channels, side, side});
    const auto weight = graph.constant(randomTensor(random, {width, patchElements}));
    const auto y = linear(unfold(x, {patch, patch, patch, patch, 0, 0}), weight);
    const auto program = backend.compile(graph, std::array{y}, backend.createStates());
    program->set(x, randomTensor(random, x.shape()));
    for (auto _ : state) {
        program->run();
    }
}

void patchEmbeddingOfEigen(benchmark::State& state)
{
    const auto threads = state.range(0);
    const std::vector<float> pixels(static_cast<std::size_t>(channels * side * side), 0.5F);
    const Matrix weight = Matrix::Random(width, patchElements);
    Matrix rows(patches, patchElements);
    Matrix y(patches, width);
    const auto part = [&](std::int64_t index) {
        const auto first = patches * index / threads;
        const auto last = patches * (index + 1) / threads;
        for (auto place = first; place < last; ++place) {
            const auto top = place / (side / patch) * patch;
            const auto left = place % (side / patch) * patch;
            for (std::int64_t line = 0; line < channels * patch; ++line) {
                const auto from = ((line / patch) * side + top + line % patch) * side + left;
                rows.row(place).segment(line * patch, patch) =
                    Eigen::Map<const Eigen::RowVectorXf>(pixels.data() + from, patch);
            }
        }
        y.middleRows(first, last - first).noalias() =
            rows.middleRows(first, last - first) * weight.transpose();
    };
    for (auto _ : state) {
        shareOut(threads, part);
        benchmark::DoNotOptimize(y.data());
    }
}

// A layer of eight experts, two of them a token.
constexpr std::int64_t experts = 8;
constexpr std::int64_t chosen = 2;
constexpr std::int64_t inputs = 1024;
constexpr std::int64_t outputs = 2816;

std::vector<std::int32_t> routing(std::int64_t n)
{
    CaseRandom random(2);
    std::vector<std::int32_t> numbers;
    for (std::int64_t i = 0; i < n * chosen; ++i) {
        numbers.push_back(static_cast<std::int32_t>(random.number(0, experts)));
    }
    return numbers;
}

void mixture(benchmark::State& state)
{
    const auto n = state.range(0);
    CpuBackend backend({.threads = static_cast<int>(state.range(1))});
    CaseRandom random(3);
    Graph graph;
    const auto x = graph.input("x", DType::F32, {n, inputs});
    const auto numbers = graph.input("experts", DType::I32, {n, chosen});
    std::vector<Value> weights;
    for (std::int64_t e = 0; e < experts; ++e) {
        weights.push_back(graph.constant(randomTensor(random, {outputs, inputs})));
    }
    const auto y = expertLinear(x, numbers, weights);
    const auto program = backend.compile(graph, std::array{y}, backend.createStates());
    program->set(x, randomTensor(random, x.shape()));
    const auto route = routing(n);
    program->set(numbers, Tensor::of({n, chosen}, std::span<const std::int32_t>(route)));
    for (auto _ : state) {
        program->run();
    }
}

/// Rows of each expert side by side, a product, and back; experts are shared out to threads by
/// their outputs.
void mixtureOfEigen(benchmark::State& state)
{
    const auto n = state.range(0);
    const auto threads = state.range(1);
    const auto route = routing(n);
    const Matrix x = Matrix::Random(n, inputs);
    std::vector<Matrix> weights;
    std::vector<std::vector<std::int64_t>> rowsOf(static_cast<std::size_t>(experts));
    for (std::int64_t e = 0; e < experts; ++e) {
        weights.emplace_back(Matrix::Random(outputs, inputs));
    }
    for (std::size_t row = 0; row < route.size(); ++row) {
        rowsOf[static_cast<std::size_t>(route[row])].push_back(static_cast<std::int64_t>(row));
    }
    Matrix y(n * chosen, outputs);
    const auto part = [&](std::int64_t index) {
        const auto first = outputs * index / threads;
        const auto count = outputs * (index + 1) / threads - first;
        for (std::size_t e = 0; e < weights.size(); ++e) {
            const auto& rows = rowsOf[e];
            Matrix own(std::ssize(rows), inputs);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                own.row(static_cast<Eigen::Index>(i)) = x.row(rows[i] / chosen);
            }
            const Matrix product = own * weights[e].middleRows(first, count).transpose();
            for (std::size_t i = 0; i < rows.size(); ++i) {
                y.row(rows[i]).segment(first, count) = product.row(static_cast<Eigen::Index>(i));
            }
        }
    };
    for (auto _ : state) {
        shareOut(threads, part);
        benchmark::DoNotOptimize(y.data());
    }
}

} // namespace

BENCHMARK(patchEmbedding)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(patchEmbeddingOfEigen)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(mixture)
    ->ArgsProduct({{1, 64, 512}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(mixtureOfEigen)
    ->ArgsProduct({{1, 64, 512}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
