// Same numbers, other places.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

/// Columns first … first + count − 1. x: [n, width] → [n, count].
Value columns(Value x, std::int64_t first, std::int64_t count);
/// [n, heads·d] → [heads, n, d]
Value splitHeads(Value x, std::int64_t heads);
/// [heads, n, d] → [n, heads·d]
Value mergeHeads(Value x);
/// Rows first … first + count − 1 of the outermost axis.
Value rows(Value x, std::int64_t first, std::int64_t count);
/// The same elements with another shape.
Value reshape(Value x, Shape shape);
/// Writes rows [heads, n, d] into a State [heads, capacity, d] (F32 or F16) from position first
/// (I32 [1]) on, and gives the state as it is then: read this value, not the state itself, to be
/// ordered after the write. Rows past the capacity are dropped (callers check first, for a
/// message).
Value writeState(Value state, Value newRows, Value first);

/// F32 values side by side along axis 0 (all other extents equal): class token and patches.
Value concatenate(std::span<const Value> parts);
/// [a, b] → [b, a]
Value transpose(Value x);
/// Mean of the rows: [n, width] → [1, width]
Value meanRows(Value x);
/// Where a convolution looks; its padding is zeros.
struct Window {
    std::int64_t height = 1, width = 1;
    std::int64_t strideY = 1, strideX = 1;
    std::int64_t paddingY = 0, paddingX = 0;
};
/// The window at each of its places as one row, so that a convolution is a linear: x F32
/// [channels, height, width] → [places, channels·h·w], places row by row, elements channel by
/// channel, then by row (the order of PyTorch's flattened convolution weights).
Value unfold(Value x, const Window& window);

/// Zeros of `extent` along an axis, with x from `first` on: what lies before a slice.
Value placeSlice(Value x, std::int64_t axis, std::int64_t first, std::int64_t extent);
/// Rows first … first + count − 1 of each head, where `first` is an I32 [1] value: x F32 [heads,
/// capacity, d] → [heads, count, d]; rows outside give zeros. What lies before writeState.
Value headRows(Value x, Value first, std::int64_t count);
/// Adds up what `unfold` has spread: x F32 [places, channels·h·w] → `shape` [channels, height,
/// width].
Value fold(Value x, const Window& window, const Shape& shape);

extern const Op concatenateOp; // "concatenate": any number of inputs
extern const Op transposeOp;   // "transpose"
extern const Op meanRowsOp;    // "mean_rows"
extern const Op
    unfoldOp; // "unfold": integers height, width, stride_y, stride_x, padding_y, padding_x
extern const Op columnsOp;    // "columns": integers first, count
extern const Op splitHeadsOp; // "split_heads": integer heads
extern const Op mergeHeadsOp; // "merge_heads"
extern const Op rowsOp;       // "rows": integers first, count
extern const Op reshapeOp;    // "reshape"
extern const Op writeStateOp; // "write_state"
extern const Op placeSliceOp; // "place_slice": integers axis, first, extent
extern const Op headRowsOp;   // "head_rows": integer count
extern const Op foldOp; // "fold": as unfold, and integers channels, rows, columns

} // namespace saccade
