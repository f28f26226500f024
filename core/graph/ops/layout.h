// Same numbers, other places.
#pragma once

#include "core/graph/op.h"

namespace saccade {

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
/// Writes rows [heads, n, d] into a State [heads, capacity, d] (F32 or F16) from position first (I32 [1])
/// on, and gives the state as it is then: read this value, not the state itself, to be ordered after the
/// write. Rows past the capacity are dropped (callers check first, for a message).
Value writeState(Value state, Value newRows, Value first);

extern const Op columnsOp;    // "columns": integers first, count
extern const Op splitHeadsOp; // "split_heads": integer heads
extern const Op mergeHeadsOp; // "merge_heads"
extern const Op rowsOp;       // "rows": integers first, count
extern const Op reshapeOp;    // "reshape"
extern const Op writeStateOp; // "write_state"

} // namespace saccade
