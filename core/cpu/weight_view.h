// A stored weight as the vector kernels see it.
#pragma once

#include "core/cpu/vector/vector_kernels.h"
#include "core/graph/tensor.h"

namespace saccade
{

/// `weight` has two axes; it is not copied.
inline StridedMatrix viewOf(const Tensor& weight, MatrixLayout matrixLayout)
{
    const bool byOutputs = matrixLayout == MatrixLayout::OutputInput;
    return {weight.bytes().data(),
            weight.dtype(),
            matrixLayout,
            weight.shape()[byOutputs ? 1 : 0],
            weight.shape()[byOutputs ? 0 : 1],
            Tensor::bytesFor(weight.dtype(), Shape{weight.shape()[1]})};
}

} // namespace saccade
