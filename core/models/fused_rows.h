// Weights that a checkpoint keeps in one tensor, taken apart by rows. Rows of block-quantised types
// stay as they are.
#pragma once

#include "core/models/transformer_parts.h"

#include <array>
#include <vector>

namespace saccade
{

/// How the rows of queries, keys and values follow each other.
enum class FusedOrder {
    Parts, // all queries, all keys, all values
    Groups // for each key head: the queries that read it, the key, the value
};

/// Parts of so many rows one after another, sharing the bytes. `tensor`: [rows] or [rows, in].
std::vector<Tensor> splitRows(const Tensor& tensor, std::span<const std::int64_t> counts);

/// Runs of rows, put together in a new tensor.
struct RowRun {
    std::int64_t first = 0;
    std::int64_t count = 0;
};
Tensor gatherRows(const Tensor& tensor, std::span<const RowRun> runs);

/// The projections whose rows are fused in one of [(heads + 2·keyValueHeads)·headWidth, in].
struct FusedHeads {
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0;
    std::int64_t headWidth = 0;
    FusedOrder order = FusedOrder::Parts;
};
/// Queries, keys, values.
std::array<Projection, 3> splitHeadRows(const Projection& fused, const FusedHeads& heads);

} // namespace saccade
