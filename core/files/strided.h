// Elements that do not lie in row-major order, brought into it.
#pragma once

#include "core/graph/tensor.h"

#include <span>
#include <vector>

namespace saccade
{

/// Element i, j … of the result is the one at strides[0]·i + strides[1]·j + … of `bytes`. The
/// caller has checked that all of them lie inside.
Tensor gatherStrided(DType type, const Shape& shape, const std::vector<std::int64_t>& strides,
                     std::span<const std::byte> bytes);

} // namespace saccade
