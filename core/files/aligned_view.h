// A tensor out of a mapped file, at an address from which its elements can be read.
#pragma once

#include "core/graph/tensor.h"

namespace saccade
{

/// Tensor::view, except that bytes which do not start at a multiple of the element's size (some
/// writers do not pad their header) are copied into aligned memory.
Tensor alignedView(DType type, Shape shape, std::span<const std::byte> bytes,
                   std::shared_ptr<const void> owner);

} // namespace saccade
