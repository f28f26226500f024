#include "core/graph/ops/linear.h"

#include "core/base/error.h"

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

} // namespace

const Op linearOp{"linear", "y = x·Wᵀ + b, x [n, in], y [n, out]", linearRule};
const Op lookUpOp{"look_up", "y = table[ids], [n, width]", lookUpRule};
const Op lookUpRangeOp{"look_up_range", "y = table[first : first + count]", lookUpRangeRule};

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

} // namespace saccade
