// Running models in tests.
#pragma once

#include "core/files/checkpoint.h"
#include "core/models/session.h"

#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// Everything that was tapped in one pass over `tokens`, by name: [n, …]; patterns and scores cut
/// to [heads, n, n].
std::map<std::string, Tensor> captured(const std::shared_ptr<const Model>& model,
                                       const std::shared_ptr<Backend>& backend,
                                       std::span<const std::int32_t> tokens,
                                       SessionOptions options);

/// The prompt and `steps` most probable tokens after it, stop tokens or not.
std::vector<std::int32_t> greedy(const std::shared_ptr<const Model>& model,
                                 const std::shared_ptr<Backend>& backend,
                                 std::vector<std::int32_t> prompt, std::int64_t steps);

/// The largest absolute difference; infinite where sizes differ or a number is NaN.
double largestDifference(std::span<const float> a, std::span<const float> b);

/// The checkpoint with every tensor as F32.
std::shared_ptr<const Checkpoint> expanded(const Checkpoint& checkpoint);

/// Ids of an I64 or I32 tensor.
std::vector<std::int32_t> ids(const Tensor& tensor);

} // namespace saccade
