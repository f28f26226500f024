// Matrix products with weights, and look-up in a weight table.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

enum class WeightLayout {
    OutputInput, // [out, in], as PyTorch's Linear and GGUF store it
    InputOutput, // [in, out], as GPT-2's Conv1D stores it (never block-quantised)
};

/// y = x·Wᵀ + b. x: F32 [n, in]; weight: a Constant of any float or block-quantised type,
/// multiplied without being expanded in memory; y: F32 [n, out]. Backends may re-lay InputOutput
/// weights once.
Value linear(Value x, Value weight, WeightLayout weightLayout = WeightLayout::OutputInput);
Value linear(Value x, Value weight, Value bias,
             WeightLayout weightLayout = WeightLayout::OutputInput);

/// Rows of a table. table: Constant [entries, width], any type; ids: I32 [n]; y: F32 [n, width].
/// Ids outside the table give zeros (callers check them first, for a message).
Value lookUp(Value table, Value ids);
/// Rows first, first + 1, … of a table, where `first` is an I32 [1] value: learned position
/// embeddings. y: F32 [count, width]; rows past the end give zeros.
Value lookUpRange(Value table, Value first, std::int64_t count);

/// x·W: what lies before linear with a weight stored [out, in]. x: F32 [n, out]; weight as linear →
/// F32 [n, in].
Value linearTransposed(Value x, Value weight);
/// Rows added up at the places where a table has them: what lies before lookUp. x: F32 [n, width];
/// ids: I32 [n] → F32 [entries, width]; rows of ids outside are dropped.
Value scatterRows(Value x, Value ids, std::int64_t entries);
/// The same for rows first, first + 1, …: what lies before lookUpRange.
Value scatterRange(Value x, Value first, std::int64_t entries);

extern const Op linearOp; // "linear": word layout = "output_input" | "input_output"; 2 or 3 inputs
extern const Op lookUpOp; // "look_up"
extern const Op lookUpRangeOp;      // "look_up_range": integer count
extern const Op linearTransposedOp; // "linear_transposed"
extern const Op scatterRowsOp;      // "scatter_rows": integers entries, range

} // namespace saccade
