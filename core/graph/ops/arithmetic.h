// Element by element.
#pragma once

#include "core/graph/op.h"

namespace saccade {

/// x + y, where y has x's shape or that of x's last axes (a bias: [n, width] + [width]).
Value add(Value x, Value y);
/// x · y, shapes as in add.
Value multiply(Value x, Value y);

enum class Activation { Relu, GeluErf, GeluTanh, Silu, Sigmoid, Tanh };

/// f(x). GeluErf: x·Φ(x); GeluTanh: ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel,
/// arXiv:1606.08415); Silu: x·σ(x).
Value activate(Value x, Activation function);

/// x with slices first … first + count − 1 of `axis` replaced by scale·x + offset: how edits ablate
/// heads, tokens and channels. Scale 0 sets (no 0·∞). count −1 means up to the end.
struct Slice {
    std::int64_t axis = 0;
    std::int64_t first = 0;
    std::int64_t count = -1;
};
Value editSlice(Value x, Slice slice, double scale, double offset);

extern const Op addOp;       // "add"
extern const Op multiplyOp;  // "multiply"
extern const Op activateOp;  // "activate": word function = "relu" "gelu_erf" "gelu_tanh" "silu" "sigmoid" "tanh"
extern const Op editSliceOp; // "edit_slice": integers axis, first, count; numbers scale, offset

} // namespace saccade
