// Resampling with antialiasing as Pillow and PyTorch do it: each sample of the result is a weighted
// mean of a range of the samples there are.
#pragma once

#include "core/graph/tensor.h"
#include "core/models/preprocessing.h"

namespace saccade
{

/// Where one sample of the result comes from; the weights sum to 1.
struct ResampledSample {
    std::int64_t first = 0;
    std::vector<double> weights;
};

/// For each of `to` samples those of the `from` that it is made from: the filter, as wide as
/// samples of the result where there are fewer of them, laid over its middle (Pillow's
/// ImagingResample; Bicubic has a = −0.5, Lanczos 3 lobes). Nearest has one weight of 1.
std::vector<ResampledSample> resampled(std::int64_t from, std::int64_t to, Resampling filter);

/// The same without antialiasing: PyTorch's interpolate(mode="bicubic", align_corners=False),
/// a = −0.75, edges repeated.
std::vector<ResampledSample> bicubic(std::int64_t from, std::int64_t to);

/// A grid of vectors resampled along both axes, in double precision. grid: F32 [rows·columns,
/// width] → F32 [std::ssize(y)·std::ssize(x), width].
Tensor resampledGrid(const Tensor& grid, std::int64_t columns,
                     const std::vector<ResampledSample>& y, const std::vector<ResampledSample>& x);

} // namespace saccade
