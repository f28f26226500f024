#include "core/graph/ops/experts.h"

#include "core/base/error.h"
#include "core/graph/ops/attention.h"
#include "core/graph/ops/attention_gradient.h"
#include "core/graph/ops/gradient_parts.h"
#include "core/graph/ops/layout.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

std::vector<OutputType> chooseRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32 &&
                      inputs[0].shape().rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The probabilities must be F32 [n, experts]."));
    const auto& shape = inputs[0].shape();
    const auto k = attributes.integer("k");
    requireShapes(k > 0 && k <= shape[1],
                  QT_TRANSLATE_NOOP("Error", "There are fewer experts than shall be chosen."));
    return {{DType::I32, Shape{shape[0], k}}, {DType::F32, Shape{shape[0], k}}};
}

std::vector<OutputType> expertLinearRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() >= 3, QT_TRANSLATE_NOOP("Error", "There must be an expert."));
    const auto& x = inputs[0];
    const auto& experts = inputs[1];
    requireShapes(experts.dtype() == DType::I32 && experts.shape().rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The experts must be I32 [n, k]."));
    const auto rows = experts.shape().elements();
    requireShapes(x.dtype() == DType::F32 && x.shape().rank() == 2 &&
                      (x.shape()[0] == experts.shape()[0] || x.shape()[0] == rows),
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [n, in] or [n·k, in]."));
    const auto& first = inputs[2];
    for (const auto& weight : inputs.subspan(2)) {
        requireShapes(weight.graph->info(weight).source == ValueSource::Constant,
                      QT_TRANSLATE_NOOP("Error", "The weight must be a constant."));
        const auto type = weight.dtype();
        requireShapes(
            type == DType::F32 || type == DType::F16 || type == DType::BF16 || type == DType::F64 ||
                isQuantised(type),
            QT_TRANSLATE_NOOP("Error", "The weight must be of a float or block-quantised type."));
        requireShapes(type == first.dtype() && weight.shape() == first.shape(),
                      QT_TRANSLATE_NOOP("Error", "The experts must be of one type and shape."));
    }
    requireShapes(
        first.shape().rank() == 2 && first.shape()[1] == x.shape()[1],
        QT_TRANSLATE_NOOP("Error", "The weight's input width must be the input's width."));
    return {{DType::F32, Shape{rows, first.shape()[0]}}};
}

std::vector<OutputType> mixRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& y = inputs[0];
    const auto& weights = inputs[1];
    requireShapes(y.dtype() == DType::F32 && y.shape().rank() == 2 &&
                      weights.dtype() == DType::F32 && weights.shape().rank() == 2 &&
                      y.shape()[0] == weights.shape().elements(),
                  QT_TRANSLATE_NOOP("Error", "The inputs must be F32 [n·k, width] and [n, k]."));
    return {{DType::F32, Shape{weights.shape()[0], y.shape()[1]}}};
}

std::vector<OutputType> chooseGradientRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 4 && inputs[0].dtype() == DType::F32 &&
                      inputs[0].shape().rank() == 2 && inputs[1].dtype() == DType::I32 &&
                      inputs[2].dtype() == DType::F32 && inputs[3].dtype() == DType::F32 &&
                      inputs[1].shape() == inputs[2].shape() &&
                      inputs[1].shape() == inputs[3].shape() && inputs[1].shape().rank() == 2 &&
                      inputs[1].shape()[0] == inputs[0].shape()[0],
                  QT_TRANSLATE_NOOP("Error", "The probabilities must be F32 [n, experts]."));
    return {{DType::F32, inputs[0].shape()}};
}

std::vector<OutputType> transposedRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() >= 3, QT_TRANSLATE_NOOP("Error", "There must be an expert."));
    const auto& y = inputs[0];
    const auto& experts = inputs[1];
    requireShapes(experts.dtype() == DType::I32 && experts.shape().rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The experts must be I32 [n, k]."));
    const auto& first = inputs[2];
    requireShapes(
        y.dtype() == DType::F32 && first.shape().rank() == 2 &&
            y.shape() == Shape({experts.shape().elements(), first.shape()[0]}),
        QT_TRANSLATE_NOOP("Error", "The weight's input width must be the input's width."));
    const auto rows = attributes.integer("rows");
    requireShapes(rows == experts.shape()[0] || rows == y.shape()[0],
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [n, in] or [n·k, in]."));
    return {{DType::F32, Shape{rows, first.shape()[1]}}};
}

using Gradients = std::vector<std::optional<Value>>;

Gradients chooseBackward(const BackwardStep& step)
{
    if (!step.cotangents[1]) {
        return noGradients(step);
    }
    const bool renormalises = step.attributes.integer("renormalise") != 0;
    return {chooseExpertsGradient(
        step.inputs[0], {step.outputs[0], step.outputs[1]}, *step.cotangents[1],
        renormalises ? RoutingWeights::Renormalised : RoutingWeights::AsTheyAre)};
}

Gradients expertLinearBackward(const BackwardStep& step)
{
    if (std::ranges::find(step.wanted.begin() + 2, step.wanted.end(), true) != step.wanted.end()) {
        refuseGradient("expert_linear", "weights");
    }
    auto found = noGradients(step);
    found[0] = expertLinearTransposed(cotangentOf(step), step.inputs[1],
                                      std::span(step.inputs).subspan(2), step.inputs[0].shape()[0]);
    return found;
}

/// Each token is a head that looks at its k rows.
Gradients mixBackward(const BackwardStep& step)
{
    const auto n = step.inputs[1].shape()[0];
    const auto k = step.inputs[1].shape()[1];
    const auto width = step.inputs[0].shape()[1];
    const auto cotangent = reshape(cotangentOf(step), {n, 1, width});
    auto found = noGradients(step);
    if (step.wanted[0]) {
        const auto weights = reshape(step.inputs[1], {n, 1, k});
        found[0] = reshape(attentionMixTransposed(weights, cotangent, n), {n * k, width});
    }
    if (step.wanted[1]) {
        const auto rows = reshape(step.inputs[0], {n, k, width});
        const AttentionRule products{.scale = 1.0, .everyKey = true};
        found[1] =
            reshape(attentionScores(cotangent, rows, positionZero(*rows.graph), products), {n, k});
    }
    return found;
}

} // namespace

const Op chooseExpertsOp{"choose_experts", "the k most probable experts and their weights",
                         chooseRule, chooseBackward};
const Op expertLinearOp{"expert_linear", "y[i] = W[experts[i]]·x, y [n·k, out]", expertLinearRule,
                        expertLinearBackward};
const Op mixExpertsOp{"mix_experts", "y = Σ_k weight · x, [n·k, width] → [n, width]", mixRule,
                      mixBackward};
const Op chooseExpertsGradientOp{"choose_experts_gradient",
                                 "the cotangent of weights at the experts that were chosen",
                                 chooseGradientRule};
const Op expertLinearTransposedOp{"expert_linear_transposed",
                                  "x[i] = W[experts[i]]ᵀ·y, added up over k", transposedRule};

Routing chooseExperts(Value probabilities, std::int64_t k, RoutingWeights weights)
{
    const std::int64_t renormalise = weights == RoutingWeights::Renormalised ? 1 : 0;
    const auto outputs = probabilities.graph->apply(chooseExpertsOp, std::array{probabilities},
                                                    {{"k", k}, {"renormalise", renormalise}});
    return {outputs[0], outputs[1]};
}

Value expertLinear(Value x, Value experts, std::span<const Value> weights)
{
    std::vector<Value> inputs{x, experts};
    std::ranges::copy(weights, std::back_inserter(inputs));
    return x.graph->apply(expertLinearOp, inputs).front();
}

Value mixExperts(Value y, Value weights)
{
    return y.graph->apply(mixExpertsOp, std::array{y, weights}).front();
}

Value chooseExpertsGradient(Value probabilities, const Routing& routing, Value cotangent,
                            RoutingWeights weights)
{
    const std::int64_t renormalise = weights == RoutingWeights::Renormalised ? 1 : 0;
    return cotangent.graph
        ->apply(chooseExpertsGradientOp,
                std::array{probabilities, routing.experts, routing.weights, cotangent},
                {{"renormalise", renormalise}})
        .front();
}

Value expertLinearTransposed(Value y, Value experts, std::span<const Value> weights,
                             std::int64_t rows)
{
    std::vector<Value> inputs{y, experts};
    std::ranges::copy(weights, std::back_inserter(inputs));
    return y.graph->apply(expertLinearTransposedOp, inputs, {{"rows", rows}}).front();
}

} // namespace saccade
