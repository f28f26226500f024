// Attention on the clipboard: a picture for documents, the numbers for spreadsheets.
#pragma once

#include "core/display/matrix.h"
#include "views/displays/figure.h"

#include <QPalette>

namespace saccade
{

/// The picture in the palette's shade, and the whole map of the chosen head as tab-separated text
/// with token labels (left out beyond 1024 tokens: export NPY instead).
void copyAttention(const RunDocument& run, const std::string& figureKind, FigureOptions options,
                   const QPalette& palette);

/// The map of the chosen head with labels, tokens first … last of `options` alone. Throws
/// UsageError if they lie outside the run.
Matrix attentionMatrix(const RunDocument& run, const FigureOptions& options);

} // namespace saccade
