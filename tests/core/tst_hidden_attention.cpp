// The implicit matrices of recurrences against the numbers of the references in
// ../shared/oracles/attention.
#include "core/graph/ops/ops.h"
#include "core/models/devices.h"
#include "tests/support/model_runs.h"
#include "tests/support/npz.h"
#include "tests/support/shared.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double tolerance = 1e-5;

using Arrays = std::map<std::string, Tensor>;

/// [1, channels, n] → [n, channels]
Tensor turned(const Tensor& tensor)
{
    const auto channels = tensor.shape()[-2];
    const auto n = tensor.shape()[-1];
    auto result = Tensor::allocate(DType::F32, {n, channels});
    for (std::int64_t c = 0; c < channels; ++c) {
        for (std::int64_t i = 0; i < n; ++i) {
            result.mutableFloats()[static_cast<std::size_t>(i * channels + c)] =
                tensor.floats()[static_cast<std::size_t>(c * n + i)];
        }
    }
    return result;
}

/// A selective scan and its matrix over n rows at once.
struct Run {
    Tensor scanned; // [n, channels]
    Tensor matrix;  // [heads, n, n]
};
Run run(const Tensor& x, const Tensor& steps, const Tensor& rates, const Tensor& keys,
        const Tensor& queries, std::int64_t states)
{
    Graph graph;
    const auto n = x.shape()[0];
    const auto first = graph.input("first", DType::I32, {1});
    const auto kept = [&](const Tensor& rows, const std::string& name) {
        const Shape shape{1, n, rows.shape()[1]};
        return writeState(graph.state(name, DType::F32, shape),
                          reshape(graph.constant(rows), shape), first);
    };
    SelectiveScan scan{graph.constant(steps), graph.constant(rates), graph.constant(keys),
                       graph.constant(queries), states};
    const auto y = selectiveScan(graph.state("held", DType::F32, {x.shape()[1], states}),
                                 graph.constant(x), scan);
    scan.steps = kept(steps, "steps");
    scan.keys = kept(keys, "keys");
    const auto matrix = selectiveMatrix(scan, {first, n, n, MatrixForm::PerHead});
    const auto backend = openBackend("cpu");
    const std::array outputs{y, matrix};
    const auto program = backend->compile(graph, outputs, backend->createStates());
    const std::array<std::int32_t, 1> zero{0};
    program->set(first, Tensor::of({1}, std::span<const std::int32_t>(zero)));
    program->run();
    return {program->get(y), program->get(matrix)};
}

void compare(const Tensor& got, std::span<const float> wanted, const char* what)
{
    const auto difference = largestDifference(got.floats(), wanted);
    QVERIFY2(difference <= tolerance,
             (what + (" differs by " + std::to_string(difference))).c_str());
}

} // namespace

class HiddenAttentionTest : public QObject
{
    Q_OBJECT

private slots:
    void mambaHasTheReferencesHiddenAttention();
    void linearAttentionHasItsImplicitMatrix();
    void retentionIsAScanThatForgetsByItsHead();
};

void HiddenAttentionTest::mambaHasTheReferencesHiddenAttention()
{
    REQUIRE_SHARED("oracles/attention/mamba_hidden_attention.npz");
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/mamba_hidden_attention.npz"));
    auto steps = turned(arrays.at("delta"));
    const auto bias = arrays.at("delta_bias").floats();
    for (std::size_t i = 0; i < steps.mutableFloats().size(); ++i) {
        auto& step = steps.mutableFloats()[i];
        step = std::log1p(std::exp(step + bias[i % bias.size()]));
    }
    const auto found = run(turned(arrays.at("u")), steps, arrays.at("A"), turned(arrays.at("B")),
                           turned(arrays.at("C")), 3);
    compare(found.matrix, arrays.at("hidden_attn").floats(), "hidden attention");
    compare(found.scanned, turned(arrays.at("y_core")).floats(), "the scan");
}

void HiddenAttentionTest::linearAttentionHasItsImplicitMatrix()
{
    REQUIRE_SHARED("oracles/attention/linear_attention.npz");
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/linear_attention.npz"));
    // A scan that forgets nothing, with φ(k) and φ(q) for keys and queries, mixes values and, for
    // the sum of the weights, a one. Layout [1, n, heads, d]: rows side by side already.
    constexpr std::size_t n = 10;
    constexpr std::size_t heads = 2;
    constexpr std::size_t d = 6;
    const auto positive = [&](const char* name) {
        auto result = Tensor::allocate(DType::F32, {n, heads * d});
        std::ranges::transform(arrays.at(name).floats(), result.mutableFloats().begin(),
                               [](float x) { return x > 0.0F ? x + 1.0F : std::exp(x); });
        return result;
    };
    auto values = Tensor::allocate(DType::F32, {n, heads * (d + 1)});
    for (std::size_t i = 0; i < values.mutableFloats().size(); ++i) {
        const auto part = i % (d + 1);
        values.mutableFloats()[i] =
            part == d ? 1.0F : arrays.at("v").floats()[i / (d + 1) * d + part];
    }
    auto steps = Tensor::allocate(DType::F32, {n, heads});
    std::ranges::fill(steps.mutableFloats(), 1.0F);
    const auto found = run(values, steps, Tensor::allocate(DType::F32, {heads, 1}), positive("k"),
                           positive("q"), d);
    const auto weight = [&](std::size_t row, std::size_t head) {
        return found.scanned.floats()[(row * heads + head) * (d + 1) + d] + 1e-6F;
    };
    auto mixed = Tensor::allocate(DType::F32, {n, heads, d});
    for (std::size_t i = 0; i < mixed.mutableFloats().size(); ++i) {
        const auto row = i / (heads * d);
        const auto head = i / d % heads;
        mixed.mutableFloats()[i] =
            found.scanned.floats()[i / d * (d + 1) + i % d] / weight(row, head);
    }
    compare(mixed, arrays.at("out_causal_recurrent").floats(), "the mixture");
    auto matrix = Tensor::allocate(DType::F32, {heads, n, n});
    for (std::size_t i = 0; i < matrix.mutableFloats().size(); ++i) {
        matrix.mutableFloats()[i] = found.matrix.floats()[i] / weight(i / n % n, i / (n * n));
    }
    compare(matrix, arrays.at("implicit_attn_causal").floats(), "the implicit matrix");
}

// A scan with the steps 1 and the rates ln γ, as core/models/linear_attention.cpp makes it. The
// reference turns queries and keys by xPos (Sun et al., arXiv:2212.10554): pairs of neighbours,
// scaled up in queries and down in keys by a power of their position.
void HiddenAttentionTest::retentionIsAScanThatForgetsByItsHead()
{
    REQUIRE_SHARED("oracles/attention/retention.npz");
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/retention.npz"));
    constexpr std::size_t n = 12, heads = 4, d = 4, width = 16;
    const auto projected = [&](std::size_t head, const char* part, std::size_t row,
                               std::size_t column) {
        const auto& weight =
            arrays.at("retentions." + std::to_string(head) + ".W_" + part).floats();
        double sum = 0;
        for (std::size_t k = 0; k < width; ++k) {
            sum += static_cast<double>(arrays.at("X").floats()[row * width + k]) *
                   static_cast<double>(weight[k * d + column]);
        }
        return sum;
    };
    auto queries = Tensor::allocate(DType::F32, {n, heads * d});
    auto keys = Tensor::allocate(DType::F32, {n, heads * d});
    auto values = Tensor::allocate(DType::F32, {n, heads * d});
    auto rates = Tensor::allocate(DType::F32, {heads, 1});
    for (std::size_t head = 0; head < heads; ++head) {
        rates.mutableFloats()[head] = std::log(arrays.at("gammas").floats()[head]);
        const auto scales =
            arrays.at("retentions." + std::to_string(head) + ".xpos.scale").floats();
        for (std::size_t i = 0; i < n * d; ++i) {
            const auto row = i / d;
            const auto column = i % d;
            const auto pair = column / 2;
            const auto angle =
                static_cast<double>(row) / std::pow(1e4, static_cast<double>(pair) / 2.0);
            const auto scale =
                std::pow(static_cast<double>(scales[pair]), static_cast<double>(row) / 512.0);
            const auto sign = column % 2 == 0 ? -1.0 : 1.0;
            const auto turned = [&](const char* part) {
                return projected(head, part, row, column) * std::cos(angle) +
                       sign * projected(head, part, row, column ^ 1U) * std::sin(angle);
            };
            const auto place = row * heads * d + head * d + column;
            queries.mutableFloats()[place] = static_cast<float>(turned("Q") * scale);
            keys.mutableFloats()[place] = static_cast<float>(turned("K") / scale);
            values.mutableFloats()[place] = static_cast<float>(projected(head, "V", row, column));
        }
    }
    auto steps = Tensor::allocate(DType::F32, {n, heads});
    std::ranges::fill(steps.mutableFloats(), 1.0F);
    const auto found = run(values, steps, rates, keys, queries, d);
    const auto attention = arrays.at("attn").floats(); // [1, head, query, key]
    compare(found.matrix, attention, "the decayed scores");
    auto mixed = Tensor::allocate(DType::F32, {n, heads * d});
    std::ranges::fill(mixed.mutableFloats(), 0.0F);
    for (std::size_t i = 0; i < n * heads * d; ++i) {
        const auto row = i / (heads * d);
        const auto head = i / d % heads;
        for (std::size_t key = 0; key < n; ++key) {
            mixed.mutableFloats()[i] += attention[(head * n + row) * n + key] *
                                        values.floats()[key * heads * d + i % (heads * d)];
        }
    }
    // Sums of products of several units: a little more than the matrix is off.
    const auto difference = largestDifference(mixed.floats(), found.scanned.floats());
    QVERIFY2(difference <= 1e-4, std::to_string(difference).c_str());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::HiddenAttentionTest)
#include "tst_hidden_attention.moc"
