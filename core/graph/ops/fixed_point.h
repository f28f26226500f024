// Arithmetic of eight-bit hardware on floats that hold whole numbers: what models trained for such
// hardware compute between their matrix products. Row by row over the last axis.
#pragma once

#include "core/graph/op.h"

#include <optional>

namespace saccade
{

enum class FixedPoint {
    Round,   // the nearest whole number to scale·x, of two the even one, within −128 … 127
    Floor,   // the next whole number down from scale·x, within −128 … 127
    Table,   // table[x mod 256], x within −128 … 127; table [256]
    Softmax, // ⌊128·e_i / Σ e⌋, at most 127, e_i = table[min(largest x − x_i, entries − 1)]
    Norm, // ⌊(x − m)·2^(5 − s)⌋ within −128 … 127: m = ⌊mean x⌋, s half the place of the leading
          // one of ⌊mean x²⌋ − m², plus one, rounded down: 2^s is about the deviation
};
/// x: F32 [..., width]; table: F32 [entries] of Table and Softmax, whole numbers whose sum over a
/// row stays below 2²⁴ → F32 of x's shape.
Value fixedPoint(Value x, FixedPoint function, double scale = 1.0,
                 std::optional<Value> table = std::nullopt);

extern const Op fixedPointOp; // "fixed_point": word function = "round" "floor" "table" "softmax"
                              // "norm"; number scale; inputs x, [table]

} // namespace saccade
