// Normalisation of rows.
#pragma once

#include "core/graph/op.h"

#include <optional>

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

enum class RowDivisor { RootMeanSquare, Layer, Length };
/// What lies before rmsNorm, layerNorm or lengthNorm: for y = c / r · weight, where c is x, centred
/// in layerNorm, and r its root, (g − centred mean of g − y' · mean(g · y')) / r with
/// g = cotangent · weight and y' = c / r. `weight` F32, F16 or BF16 [width], none for lengthNorm.
Value normGradient(Value x, Value cotangent, std::optional<Value> weight, RowDivisor kind,
                   double epsilon);
/// y · (cotangent − Σ cotangent · y), row by row: what lies before y = softmax(x).
Value softmaxGradient(Value y, Value cotangent);

extern const Op layerNormOp;  // "layer_norm": number epsilon
extern const Op rmsNormOp;    // "rms_norm": number epsilon
extern const Op lengthNormOp; // "length_norm": number epsilon
extern const Op softmaxOp;    // "softmax"
extern const Op normGradientOp; // "norm_gradient": x, cotangent, [weight]; word kind =
                                // "root_mean_square" "layer" "length"; number epsilon
extern const Op softmaxGradientOp; // "softmax_gradient": y, cotangent

} // namespace saccade
