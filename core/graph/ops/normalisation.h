// Normalisation of rows.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

/// (x − mean) / √(var + ε) · weight + bias over the last axis, population variance
/// (Ba et al., arXiv:1607.06450). x: F32 [n, width]; weight, bias: any float type [width].
Value layerNorm(Value x, Value weight, Value bias, double epsilon);
/// x / √(mean(x²) + ε) · weight over the last axis (Zhang & Sennrich, arXiv:1910.07467).
Value rmsNorm(Value x, Value weight, double epsilon);
/// x / max(‖x‖₂, ε) over the last axis.
Value lengthNorm(Value x, double epsilon = 1e-12);
/// Softmax of each row of the last axis; a row that is all −∞ gives zeros.
Value softmax(Value x);

extern const Op layerNormOp;  // "layer_norm": number epsilon
extern const Op rmsNormOp;    // "rms_norm": number epsilon
extern const Op lengthNormOp; // "length_norm": number epsilon
extern const Op softmaxOp;    // "softmax"

} // namespace saccade
