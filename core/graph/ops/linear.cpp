#include "core/graph/ops/linear.h"

#include "core/base/error.h"
#include "core/graph/ops/attention_gradient.h"
#include "core/graph/ops/gradient_parts.h"
#include "core/graph/ops/layout.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

bool isFloat(DType type)
{
    return type == DType::F32 || type == DType::F16 || type == DType::BF16;
}

void requireWeight(const Value& weight)
{
    requireShapes(weight.graph->info(weight).source == ValueSource::Constant,
                  QT_TRANSLATE_NOOP("Error", "The weight must be a constant."));
    requireShapes(
        isFloat(weight.dtype()) || weight.dtype() == DType::F64 || isQuantised(weight.dtype()),
        QT_TRANSLATE_NOOP("Error", "The weight must be of a float or block-quantised type."));
    requireShapes(weight.shape().rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The weight must have two axes."));
}

std::vector<OutputType> linearRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2 || inputs.size() == 3,
                  QT_TRANSLATE_NOOP("Error", "Two or three inputs are needed."));
    const auto& x = inputs[0];
    const auto& weight = inputs[1];
    requireShapes(x.dtype() == DType::F32 && x.shape().rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [n, in]."));
    requireWeight(weight);
    const bool outputInput = attributes.word("layout") == "output_input";
    requireShapes(outputInput || !isQuantised(weight.dtype()),
                  QT_TRANSLATE_NOOP("Error", "A block-quantised weight must be [out, in]."));
    const auto out = weight.shape()[outputInput ? 0 : 1];
    requireShapes(
        weight.shape()[outputInput ? 1 : 0] == x.shape()[1],
        QT_TRANSLATE_NOOP("Error", "The weight's input width must be the input's width."));
    if (inputs.size() == 3) {
        requireShapes(isFloat(inputs[2].dtype()) && inputs[2].shape() == Shape{out},
                      QT_TRANSLATE_NOOP("Error", "The bias must be F32, F16 or BF16 [out]."));
    }
    return {{DType::F32, Shape{x.shape()[0], out}}};
}

std::vector<OutputType> lookUpRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireWeight(inputs[0]);
    requireShapes(inputs[1].dtype() == DType::I32 && inputs[1].shape().rank() == 1,
                  QT_TRANSLATE_NOOP("Error", "The ids must be I32 [n]."));
    return {{DType::F32, Shape{inputs[1].shape()[0], inputs[0].shape()[1]}}};
}

std::vector<OutputType> lookUpRangeRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireWeight(inputs[0]);
    requireShapes(inputs[1].dtype() == DType::I32 && inputs[1].shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
    const auto count = attributes.integer("count");
    requireShapes(count > 0, QT_TRANSLATE_NOOP("Error", "The count must be positive."));
    return {{DType::F32, Shape{count, inputs[0].shape()[1]}}};
}

Attributes layoutAttribute(WeightLayout weightLayout)
{
    const bool outputInput = weightLayout == WeightLayout::OutputInput;
    return {{"layout", std::string(outputInput ? "output_input" : "input_output")}};
}

std::vector<OutputType> linearTransposedRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    requireShapes(inputs[0].dtype() == DType::F32 && inputs[0].shape().rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [n, in]."));
    requireWeight(inputs[1]);
    requireShapes(
        inputs[1].shape()[0] == inputs[0].shape()[1],
        QT_TRANSLATE_NOOP("Error", "The weight's input width must be the input's width."));
    return {{DType::F32, Shape{inputs[0].shape()[0], inputs[1].shape()[1]}}};
}

std::vector<OutputType> scatterRowsRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& shape = inputs[0].shape();
    requireShapes(inputs[0].dtype() == DType::F32 && shape.rank() == 2,
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [n, in]."));
    const bool isRange = attributes.integer("range") != 0;
    requireShapes(inputs[1].dtype() == DType::I32 &&
                      inputs[1].shape() == Shape{isRange ? 1 : shape[0]},
                  QT_TRANSLATE_NOOP("Error", "The ids must be I32 [n]."));
    return {{DType::F32, Shape{attributes.integer("entries"), shape[1]}}};
}

/// xᵀ·y: [n, a], [n, b] → [a, b]
Value outerProduct(Value x, Value y)
{
    const auto n = x.shape()[0];
    const auto a = x.shape()[1];
    const auto b = y.shape()[1];
    return reshape(attentionMixTransposed(reshape(x, {1, n, a}), reshape(y, {1, n, b}), 1), {a, b});
}

std::vector<std::optional<Value>> linearBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    const auto y = cotangentOf(step);
    const bool outputInput = step.attributes.word("layout") == "output_input";
    if (step.wanted[0]) {
        found[0] = outputInput ? linearTransposed(y, step.inputs[1]) : linear(y, step.inputs[1]);
    }
    if (step.wanted[1]) {
        found[1] = outputInput ? outerProduct(y, step.inputs[0]) : outerProduct(step.inputs[0], y);
    }
    if (step.inputs.size() == 3 && step.wanted[2]) {
        found[2] = sumLeading(y, step.inputs[2].shape());
    }
    return found;
}

std::vector<std::optional<Value>> lookUpBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    found[0] = scatterRows(cotangentOf(step), step.inputs[1], step.inputs[0].shape()[0]);
    return found;
}

std::vector<std::optional<Value>> lookUpRangeBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    found[0] = scatterRange(cotangentOf(step), step.inputs[1], step.inputs[0].shape()[0]);
    return found;
}

} // namespace

const Op linearOp{"linear", "y = x·Wᵀ + b, x [n, in], y [n, out]", linearRule, linearBackward};
const Op lookUpOp{"look_up", "y = table[ids], [n, width]", lookUpRule, lookUpBackward};
const Op lookUpRangeOp{"look_up_range", "y = table[first : first + count]", lookUpRangeRule,
                       lookUpRangeBackward};
const Op linearTransposedOp{"linear_transposed", "y = x·W, x [n, out], y [n, in]",
                            linearTransposedRule};
const Op scatterRowsOp{"scatter_rows", "y[ids[i]] = Σ x[i], [entries, width]", scatterRowsRule};

Value linear(Value x, Value weight, WeightLayout weightLayout)
{
    return x.graph->apply(linearOp, std::array{x, weight}, layoutAttribute(weightLayout)).front();
}

Value linear(Value x, Value weight, Value bias, WeightLayout weightLayout)
{
    return x.graph->apply(linearOp, std::array{x, weight, bias}, layoutAttribute(weightLayout))
        .front();
}

Value lookUp(Value table, Value ids)
{
    return table.graph->apply(lookUpOp, std::array{table, ids}).front();
}

Value lookUpRange(Value table, Value first, std::int64_t count)
{
    return table.graph->apply(lookUpRangeOp, std::array{table, first}, {{"count", count}}).front();
}

Value linearTransposed(Value x, Value weight)
{
    return x.graph->apply(linearTransposedOp, std::array{x, weight}).front();
}

Value scatterRows(Value x, Value ids, std::int64_t entries)
{
    return x.graph
        ->apply(scatterRowsOp, std::array{x, ids},
                {{"entries", entries}, {"range", std::int64_t{0}}})
        .front();
}

Value scatterRange(Value x, Value first, std::int64_t entries)
{
    return x.graph
        ->apply(scatterRowsOp, std::array{x, first},
                {{"entries", entries}, {"range", std::int64_t{1}}})
        .front();
}

} // namespace saccade
