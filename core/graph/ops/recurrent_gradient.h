// What lies before the recurrences of recurrent.h, begun from empty states.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

/// Each gives dLoss/dInput of the op's inputs but the state, in their order. Inputs: those of the
/// op but the state, then (wkv4 alone) its output, then the cotangent of its output.
extern const Op selectiveScanGradientOp; // "selective_scan_gradient": integer states
extern const Op wkv4GradientOp;          // "wkv4_gradient"
extern const Op wkv6GradientOp;          // "wkv6_gradient": integer heads
extern const Op wkv7GradientOp;          // "wkv7_gradient": integer heads

/// The gradient rule that applies `op` to the inputs of a step.
std::vector<std::optional<Value>> recurrentBackward(const BackwardStep& step, const Op& op,
                                                    Attributes attributes = {});
/// As recurrentBackward, with the step's output.
std::vector<std::optional<Value>> wkv4Backward(const BackwardStep& step);
std::vector<std::optional<Value>> previousRowsBackward(const BackwardStep& step);
std::vector<std::optional<Value>> convolutionBackward(const BackwardStep& step);

} // namespace saccade
