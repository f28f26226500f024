#include "core/graph/ops/experts.h"

#include "core/base/error.h"

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

} // namespace

const Op chooseExpertsOp{"choose_experts", "the k most probable experts and their weights",
                         chooseRule};
const Op expertLinearOp{"expert_linear", "y[i] = W[experts[i]]·x, y [n·k, out]", expertLinearRule};
const Op mixExpertsOp{"mix_experts", "y = Σ_k weight · x, [n·k, width] → [n, width]", mixRule};

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

} // namespace saccade
