// Element by element.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

/// x + y, where y has x's shape or that of x's last axes (a bias: [n, width] + [width]).
Value add(Value x, Value y);
/// x · y, shapes as in add.
Value multiply(Value x, Value y);

enum class Activation {
    Relu,
    GeluErf,
    GeluTanh,
    GeluQuick,
    Silu,
    Sigmoid,
    Tanh,
    ReluSquared,
    Exp,
    Softplus
};

/// f(x). GeluErf: x·Φ(x); GeluTanh: ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel,
/// arXiv:1606.08415); GeluQuick: x·σ(1.702x); Silu: x·σ(x); ReluSquared: max(x, 0)²;
/// Softplus: ln(1 + eˣ).
Value activate(Value x, Activation function);

/// x with slices first … first + count − 1 of `axis` replaced by scale·x + offset: how edits ablate
/// heads, tokens and channels. Scale 0 sets (no 0·∞). count −1 means up to the end.
struct Slice {
    std::int64_t axis = 0;
    std::int64_t first = 0;
    std::int64_t count = -1;
};
Value editSlice(Value x, Slice slice, double scale, double offset);

/// scale·x + offset, every element (an editSlice over all of x).
Value affine(Value x, double scale, double offset = 0.0);

/// cotangent · f′(x).
Value activationGradient(Value x, Value cotangent, const std::string& function);

extern const Op addOp;      // "add"
extern const Op multiplyOp; // "multiply"
extern const Op activateOp; // "activate": word function = "relu" "gelu_erf" "gelu_tanh"
                            // "gelu_quick" "silu" "sigmoid" "tanh" "relu_squared" "exp" "softplus"
extern const Op activationGradientOp; // "activation_gradient": x, cotangent; word as activate
extern const Op editSliceOp; // "edit_slice": integers axis, first, count; numbers scale, offset

} // namespace saccade
