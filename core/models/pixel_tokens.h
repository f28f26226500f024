// Pictures that are written as text is, pixel after pixel: each pixel is a token, its colour the
// nearest of a few.
#pragma once

#include "core/graph/tensor.h"

#include <cstdint>
#include <span>
#include <vector>

namespace saccade
{

struct PixelTokens {
    std::int64_t rows = 0, columns = 0; // of the picture, in pixels
    Tensor colours;                     // F32 [colours, channels], in 0 … 1; one channel: grey
    std::int32_t beginToken = 0;        // before the first pixel

    std::int64_t pixels() const { return rows * columns; }
};

/// The colour nearest to each pixel, row by row; of equally near ones the first. `pixels`: F32
/// [channels, rows, columns] in 0 … 1. Throws UsageError if it has another shape.
std::vector<std::int32_t> pixelTokens(const PixelTokens& kind, const Tensor& pixels);

/// Whole rows of what follows the beginning; a row that is not finished is left out. `tokens`: the
/// beginning first. → F32 [3, rows, columns], empty if there is no whole row or a token is no
/// colour.
Tensor pictureOfTokens(const PixelTokens& kind, std::span<const std::int32_t> tokens);

} // namespace saccade
