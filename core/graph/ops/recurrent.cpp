#include "core/graph/ops/recurrent.h"

#include "core/base/error.h"
#include "core/graph/ops/recurrent_gradient.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

constexpr const char* misfit =
    QT_TRANSLATE_NOOP("Error", "The inputs of the recurrence do not fit together.");

void requireFloats(std::span<const Value> inputs, std::size_t least, std::size_t most)
{
    requireShapes(inputs.size() >= least && inputs.size() <= most, misfit);
    requireShapes(
        std::ranges::all_of(inputs, [](const Value& x) { return x.dtype() == DType::F32; }),
        QT_TRANSLATE_NOOP("Error", "A recurrence needs F32 inputs."));
}

void requireState(const Value& value, const Shape& shape)
{
    requireShapes(value.graph->info(value).source == ValueSource::State,
                  QT_TRANSLATE_NOOP("Error", "The first input of a recurrence must be a state."));
    requireShapes(value.shape() == shape, misfit);
}

void requireShape(const Value& value, const Shape& shape)
{
    requireShapes(value.shape() == shape, misfit);
}

/// The heads that divide a width: throws where they do not.
std::int64_t headWidth(const Attributes& attributes, std::int64_t width)
{
    const auto heads = attributes.integer("heads");
    requireShapes(heads > 0 && width > 0 && width % heads == 0, misfit);
    return width / heads;
}

std::vector<OutputType> previousRowsRule(std::span<const Value> inputs, const Attributes&)
{
    requireFloats(inputs, 2, 2);
    requireShapes(inputs[1].shape().rank() == 2, misfit);
    requireState(inputs[0], Shape{1, inputs[1].shape()[1]});
    return {{DType::F32, inputs[1].shape()}};
}

std::vector<OutputType> convolutionRule(std::span<const Value> inputs, const Attributes&)
{
    requireFloats(inputs, 3, 4);
    const auto& x = inputs[1].shape();
    const auto& weight = inputs[2].shape();
    requireShapes(x.rank() == 2 && weight.rank() == 2 && weight[0] == x[1] && weight[1] > 1,
                  misfit);
    requireState(inputs[0], Shape{weight[1] - 1, x[1]});
    if (inputs.size() == 4) {
        requireShape(inputs[3], Shape{x[1]});
    }
    return {{DType::F32, x}};
}

std::vector<OutputType> selectiveScanRule(std::span<const Value> inputs,
                                          const Attributes& attributes)
{
    requireFloats(inputs, 6, 6);
    const auto& x = inputs[1].shape();
    const auto& steps = inputs[2].shape();
    const auto& rates = inputs[3].shape();
    const auto& keys = inputs[4].shape();
    const auto states = attributes.integer("states");
    requireShapes(x.rank() == 2 && steps.rank() == 2 && rates.rank() == 2 && keys.rank() == 2 &&
                      states > 0,
                  misfit);
    const auto heads = steps[1];
    requireShapes(steps[0] == x[0] && heads > 0 && x[1] % heads == 0 && rates[0] == heads &&
                      (rates[1] == states || rates[1] == 1),
                  misfit);
    requireShapes(keys[0] == x[0] && keys[1] > 0 && keys[1] % states == 0 &&
                      heads % (keys[1] / states) == 0,
                  misfit);
    requireShape(inputs[5], keys);
    requireState(inputs[0], Shape{x[1], states});
    return {{DType::F32, x}};
}

std::vector<OutputType> wkv4Rule(std::span<const Value> inputs, const Attributes&)
{
    requireFloats(inputs, 5, 5);
    const auto& keys = inputs[1].shape();
    requireShapes(keys.rank() == 2, misfit);
    requireShape(inputs[2], keys);
    requireShape(inputs[3], Shape{keys[1]});
    requireShape(inputs[4], Shape{keys[1]});
    requireState(inputs[0], Shape{3, keys[1]});
    return {{DType::F32, keys}};
}

std::vector<OutputType> wkv6Rule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireFloats(inputs, 6, 6);
    const auto& values = inputs[1].shape();
    requireShapes(values.rank() == 2, misfit);
    const auto d = headWidth(attributes, values[1]);
    requireShape(inputs[2], values);
    requireShape(inputs[3], values);
    requireShapes(inputs[4].shape() == values || inputs[4].shape() == Shape{values[1]}, misfit);
    requireShape(inputs[5], Shape{values[1]});
    requireState(inputs[0], Shape{values[1], d});
    return {{DType::F32, values}};
}

std::vector<OutputType> wkv7Rule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireFloats(inputs, 7, 7);
    const auto& values = inputs[1].shape();
    requireShapes(values.rank() == 2, misfit);
    for (const auto& input : inputs.subspan(2)) {
        requireShape(input, values);
    }
    requireState(inputs[0], Shape{values[1], headWidth(attributes, values[1])});
    return {{DType::F32, values}};
}

std::vector<OutputType> normFactorsRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireFloats(inputs, 1, 1);
    const auto& x = inputs[0].shape();
    const auto groups = attributes.integer("groups");
    requireShapes(x.rank() == 2 && groups > 0 && x[1] > 0 && x[1] % groups == 0, misfit);
    return {{DType::F32, Shape{x[0], groups}}};
}

std::vector<std::optional<Value>> selectiveScanBackward(const BackwardStep& step)
{
    return recurrentBackward(step, selectiveScanGradientOp,
                             {{"states", step.attributes.integer("states")}});
}

std::vector<std::optional<Value>> wkv6Backward(const BackwardStep& step)
{
    return recurrentBackward(step, wkv6GradientOp, {{"heads", step.attributes.integer("heads")}});
}

std::vector<std::optional<Value>> wkv7Backward(const BackwardStep& step)
{
    return recurrentBackward(step, wkv7GradientOp, {{"heads", step.attributes.integer("heads")}});
}

} // namespace

const Op previousRowsOp{"previous_rows", "y[t] = x[t − 1]; y[0] is the last row before",
                        previousRowsRule, previousRowsBackward};
const Op causalConvolutionOp{"causal_convolution",
                             "y[t, c] = b[c] + Σ_k w[c, k]·x[t − K + 1 + k, c]", convolutionRule,
                             convolutionBackward};
const Op selectiveScanOp{"selective_scan", "h ← exp(Δ·A)·h + Δ·B·x, y = C·h", selectiveScanRule,
                         selectiveScanBackward};
const Op wkv4Op{"wkv4", "y = Σ e^{(t−1−i)·w + k_i}·v_i / Σ e^{(t−1−i)·w + k_i}", wkv4Rule,
                wkv4Backward};
const Op wkv6Op{"wkv6", "y = r·(S + u ⊙ k·vᵀ), S ← w ⊙ S + k·vᵀ", wkv6Rule, wkv6Backward};
const Op wkv7Op{"wkv7", "S ← S·(diag(w) + a·bᵀ) + v·kᵀ, y = S·r", wkv7Rule, wkv7Backward};
const Op normFactorsOp{"norm_factors", "1/√(mean(x²) + ε), group by group", normFactorsRule};

Value previousRows(Value state, Value x)
{
    return x.graph->apply(previousRowsOp, std::array{state, x}).front();
}

Value causalConvolution(Value state, Value x, Value weight, std::optional<Value> bias)
{
    std::vector<Value> inputs{state, x, weight};
    if (bias) {
        inputs.push_back(*bias);
    }
    return x.graph->apply(causalConvolutionOp, inputs).front();
}

Value selectiveScan(Value state, Value x, const SelectiveScan& scan)
{
    return x.graph
        ->apply(selectiveScanOp,
                std::array{state, x, scan.steps, scan.rates, scan.keys, scan.queries},
                {{"states", scan.states}})
        .front();
}

Value wkv4(Value state, Value keys, Value values, Value decay, Value bonus)
{
    return keys.graph->apply(wkv4Op, std::array{state, keys, values, decay, bonus}).front();
}

Value wkv6(Value state, Value values, const MatrixRecurrence& recurrence)
{
    return values.graph
        ->apply(wkv6Op,
                std::array{state, values, recurrence.queries, recurrence.keys, recurrence.decays,
                           recurrence.bonus},
                {{"heads", recurrence.heads}})
        .front();
}

Value wkv7(Value state, Value values, const DeltaRecurrence& recurrence)
{
    return values.graph
        ->apply(wkv7Op,
                std::array{state, values, recurrence.queries, recurrence.keys, recurrence.decays,
                           recurrence.removals, recurrence.returns},
                {{"heads", recurrence.heads}})
        .front();
}

Value normFactors(Value x, std::int64_t groups, Centring centring, double epsilon)
{
    return x.graph
        ->apply(normFactorsOp, std::array{x},
                {{"groups", groups},
                 {"centred", std::int64_t{centring == Centring::Mean ? 1 : 0}},
                 {"epsilon", epsilon}})
        .front();
}

} // namespace saccade
