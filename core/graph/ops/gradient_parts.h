// What the gradients of several families are made of.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

/// dLoss/dOutput, where the op has one output; the rule is called only if there is one.
inline Value cotangentOf(const BackwardStep& step)
{
    return step.cotangents.front().value();
}

/// Gradients of the inputs, all missing at first.
inline std::vector<std::optional<Value>> noGradients(const BackwardStep& step)
{
    return std::vector<std::optional<Value>>(step.inputs.size());
}

/// x summed over its leading axes to a shape that is that of its last ones.
Value sumLeading(Value x, const Shape& shape);

/// A constant of zeros.
Value zeros(Graph& graph, Shape shape);

/// The constant I32 [1] 0, for ops that want a position that does not matter.
Value positionZero(Graph& graph);

/// Throws Error: `op` has no gradient with respect to what `input` names.
[[noreturn]] void refuseGradient(const char* op, const char* input);

} // namespace saccade
