// An Objective within a graph: where reverse differentiation starts, and what the number is.
#pragma once

#include "core/graph/autodiff.h"
#include "core/models/model_gradients.h"

namespace saccade
{

/// The rows of an output of `rows` that the targets name, from 0. Throws UsageError if one lies
/// outside.
std::vector<std::int64_t> targetRows(const Objective& objective, std::int64_t rows);

/// Adds what the objective's cotangent needs. `output`: F32, whose row 0 is row `firstRow` of
/// `rows` in all. Throws UsageError where targets or direction do not fit it.
Seed seedOf(Graph& graph, const Objective& objective, Value output, std::int64_t firstRow,
            std::int64_t rows);

/// The objective itself, in double precision.
double valueOf(const Objective& objective, const Tensor& output, std::int64_t firstRow,
               std::int64_t rows);

} // namespace saccade
