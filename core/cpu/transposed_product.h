// y = x·W with a weight stored [out, in], whatever its type: what lies before a linear layer.
#pragma once

#include "core/cpu/cpu_kernel.h"
#include "core/cpu/weight_view.h"

namespace saccade
{

class TransposedProduct
{
public:
    /// `weight` [out, in] is not copied.
    explicit TransposedProduct(const Tensor& weight);

    /// Floats that each thread needs.
    std::int64_t scratch(const VectorKernels& vector) const;
    /// y [n, in] = x [n, out] · W
    void run(const KernelCall& call, const float* x, std::int64_t n, float* y) const;

private:
    void runPlain(const KernelCall& call, const float* x, std::int64_t n, float* y) const;
    void runBlocks(const KernelCall& call, const float* x, std::int64_t n, float* y) const;
    /// Columns first … last of y.
    void computeColumns(const KernelCall& call, const float* x, std::int64_t n, float* y,
                        std::int64_t first, float* scratch) const;

    StridedMatrix m_weight; // as [in, out], which transposes it
};

} // namespace saccade
