// What each file of this folder brings to the table of kernels, once a level.
#pragma once

#include "core/cpu/vector/vector_kernels.h"

namespace saccade
{

#define SACCADE_DECLARE_LEVEL(name)                                                                \
    namespace name                                                                                 \
    {                                                                                              \
    void addProducts(VectorKernels& kernels);                                                      \
    void addRowFunctions(VectorKernels& kernels);                                                  \
    void addAttention(VectorKernels& kernels);                                                     \
    }

SACCADE_DECLARE_LEVEL(plain)
SACCADE_DECLARE_LEVEL(avx2)
SACCADE_DECLARE_LEVEL(avx512)

#undef SACCADE_DECLARE_LEVEL

} // namespace saccade
