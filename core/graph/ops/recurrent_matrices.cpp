// The ops of recurrent.h that give the matrix that a recurrence acts like.
#include "core/base/error.h"
#include "core/graph/ops/recurrent.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

constexpr const char* misfit =
    QT_TRANSLATE_NOOP("Error", "The inputs of the recurrence do not fit together.");

void require(bool condition)
{
    requireShapes(condition, misfit);
}

/// Inputs first … last, F32 all but the position.
void requireInputs(std::span<const Value> inputs, std::size_t least, std::size_t most)
{
    require(inputs.size() >= least && inputs.size() <= most);
    requireShapes(inputs[0].dtype() == DType::I32 && inputs[0].shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
    require(std::ranges::all_of(inputs.subspan(1),
                                [](const Value& x) { return x.dtype() == DType::F32; }));
}

std::vector<OutputType> result(const Attributes& attributes, std::int64_t heads, std::int64_t n)
{
    const auto capacity = attributes.integer("capacity");
    const bool isMean = attributes.integer("mean") != 0;
    require(capacity > 0 && n > 0 && heads > 0);
    return {{DType::F32, Shape{isMean ? 1 : heads, n, capacity}}};
}

std::vector<OutputType> selectiveRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireInputs(inputs, 5, 5);
    const auto capacity = attributes.integer("capacity");
    const auto states = attributes.integer("states");
    const auto& steps = inputs[1].shape();
    const auto& rates = inputs[2].shape();
    const auto& keys = inputs[3].shape();
    const auto& queries = inputs[4].shape();
    require(steps.rank() == 3 && rates.rank() == 2 && keys.rank() == 3 && queries.rank() == 2);
    require(steps[0] == 1 && steps[1] == capacity && keys[0] == 1 && keys[1] == capacity);
    const auto heads = steps[2];
    require(states > 0 && heads > 0 && rates[0] == heads && (rates[1] == states || rates[1] == 1));
    require(keys[2] > 0 && keys[2] % states == 0 && heads % (keys[2] / states) == 0 &&
            queries[1] == keys[2]);
    return result(attributes, heads, queries[0]);
}

std::vector<OutputType> wkv4Rule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireInputs(inputs, 4, 4);
    const auto& keys = inputs[1].shape();
    require(keys.rank() == 3 && keys[0] == 1 && keys[1] == attributes.integer("capacity"));
    require(inputs[2].shape() == Shape{keys[2]} && inputs[3].shape() == Shape{keys[2]});
    return result(attributes, keys[2], attributes.integer("rows"));
}

/// Queries [n, width] of heads, and what every position had: [1, capacity, width].
void requireKept(const Value& queries, std::span<const Value> kept, const Attributes& attributes)
{
    const auto& shape = queries.shape();
    const auto heads = attributes.integer("heads");
    require(shape.rank() == 2 && heads > 0 && shape[1] > 0 && shape[1] % heads == 0);
    const Shape all{1, attributes.integer("capacity"), shape[1]};
    require(std::ranges::all_of(kept, [&](const Value& x) { return x.shape() == all; }));
}

std::vector<OutputType> wkv6Rule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireInputs(inputs, 5, 5);
    const Shape shared{inputs[1].shape()[-1]};
    const bool isShared = inputs[3].shape() == shared;
    requireKept(inputs[1], inputs.subspan(2, isShared ? std::size_t{1} : std::size_t{2}),
                attributes);
    require(inputs[4].shape() == shared);
    return result(attributes, attributes.integer("heads"), inputs[1].shape()[0]);
}

std::vector<OutputType> wkv7Rule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireInputs(inputs, 6, 6);
    requireKept(inputs[1], inputs.subspan(2), attributes);
    return result(attributes, attributes.integer("heads"), inputs[1].shape()[0]);
}

std::vector<OutputType> unifiedRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireInputs(inputs, 4, 7);
    const auto& pattern = inputs[1].shape();
    const auto& gates = inputs[2].shape();
    const auto capacity = attributes.integer("capacity");
    require(inputs.size() == 4 || inputs.size() == 7);
    require(pattern.rank() == 3 && gates.rank() == 2 && pattern[0] > 0);
    const auto channels = gates[1];
    require(gates[0] == pattern[1] && pattern[2] == capacity && channels % pattern[0] == 0);
    require(inputs[3].shape() == gates || inputs[3].shape() == Shape{channels});
    if (inputs.size() == 7) {
        const auto& weight = inputs[5].shape();
        require(inputs[4].shape() == Shape({1, capacity, 1}) && weight.rank() == 2 &&
                weight[0] == channels && weight[1] > 0);
        require(inputs[6].shape() == Shape({1, capacity, channels}));
    }
    return result(attributes, channels, gates[0]);
}

Attributes attributesOf(const MatrixPlace& place)
{
    return {{"capacity", place.capacity},
            {"mean", std::int64_t{place.form == MatrixForm::MeanOfMagnitudes ? 1 : 0}}};
}

} // namespace

const Op selectiveMatrixOp{"selective_matrix", "M[i, j] = Σ C_i·Π_{j<m≤i} exp(Δ_m·A)·Δ_j·B_j",
                           selectiveRule};
const Op wkv4MatrixOp{"wkv4_matrix", "M[i, j] = e^{(i−1−j)·w + k_j} / Σ_j; e^{u + k_i} at j = i",
                      wkv4Rule};
const Op wkv6MatrixOp{"wkv6_matrix", "M[i, j] = r_i·(Π_{j<m<i} w_m ⊙ k_j); r_i·(u ⊙ k_i) at j = i",
                      wkv6Rule};
const Op wkv7MatrixOp{"wkv7_matrix", "M[i, j] = k_j·Π_{j<m≤i} (diag(w_m) + a_m·b_mᵀ)·r_i",
                      wkv7Rule};
const Op unifiedMatrixOp{"unified_matrix",
                         "U[c, i, j] = g[i, c]·Σ_m (M[i, m] + skip)·f[m, c]·w[c, j − m]·norm[j]",
                         unifiedRule};

Value selectiveMatrix(const SelectiveScan& scan, const MatrixPlace& place)
{
    auto attributes = attributesOf(place);
    attributes.set("states", scan.states);
    return place.first.graph
        ->apply(selectiveMatrixOp,
                std::array{place.first, scan.steps, scan.rates, scan.keys, scan.queries},
                std::move(attributes))
        .front();
}

Value wkv4Matrix(Value keys, Value decay, Value bonus, const MatrixPlace& place)
{
    auto attributes = attributesOf(place);
    attributes.set("rows", place.rows);
    return keys.graph
        ->apply(wkv4MatrixOp, std::array{place.first, keys, decay, bonus}, std::move(attributes))
        .front();
}

Value wkv6Matrix(const MatrixRecurrence& recurrence, const MatrixPlace& place)
{
    auto attributes = attributesOf(place);
    attributes.set("heads", recurrence.heads);
    return place.first.graph
        ->apply(wkv6MatrixOp,
                std::array{place.first, recurrence.queries, recurrence.keys, recurrence.decays,
                           recurrence.bonus},
                std::move(attributes))
        .front();
}

Value wkv7Matrix(const DeltaRecurrence& recurrence, const MatrixPlace& place)
{
    auto attributes = attributesOf(place);
    attributes.set("heads", recurrence.heads);
    return place.first.graph
        ->apply(wkv7MatrixOp,
                std::array{place.first, recurrence.queries, recurrence.keys, recurrence.decays,
                           recurrence.removals, recurrence.returns},
                std::move(attributes))
        .front();
}

Value unifiedMatrix(const UnifiedParts& parts, const MatrixPlace& place)
{
    std::vector<Value> inputs{place.first, parts.pattern, parts.gates, parts.skips};
    if (parts.before) {
        inputs.insert(inputs.end(),
                      {parts.before->norms, parts.before->weight, parts.before->activations});
    }
    return place.first.graph->apply(unifiedMatrixOp, inputs, attributesOf(place)).front();
}

} // namespace saccade
