// What all kinds of figures share: sizes of type, checks of the options, cells as vectors or
// pictures.
#pragma once

#include "views/displays/figure.h"
#include "views/displays/map_picture.h"

#include <QFont>

namespace saccade
{

/// Lengths in points, as all of a figure.
namespace figureLayout
{
constexpr double margin = 3;
constexpr double hairline = 0.4;
constexpr int labelSize = 7;
constexpr int captionSize = 6;
constexpr int titleSize = 8;
} // namespace figureLayout

/// The application's font at `points` in a painter whose unit is the point; unhinted, so that type
/// set at the resolution of paper has its true widths.
QFont figureFont(int points, QFont::Weight weight = QFont::Normal);

/// The positions that the options choose. Throws UsageError where the run holds no attention, or
/// has no such layer, head or token.
CellRange figureRange(const RunDocument& run, const FigureOptions& options);

MapStyle figureStyle(const RunDocument& run, const FigureOptions& options);

/// "Layer 3, head 5"; "All heads of layer 3 (mean)".
QString headTitle(const RunDocument& run, const HeadChoice& choice);
/// Labels of positions first … last − 1; none where there are not so many.
QStringList figureLabels(const QStringList& labels, std::int64_t first, std::int64_t last);

/// Height of the title line, 0 without one.
double titleHeight(const FigureOptions& options);
void paintTitle(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                const QString& title, double width);

/// One rectangle a cell (runs of one colour joined), grouped by colour; neighbours overlap a
/// little, so that viewers show no seams.
void paintVectorCells(QPainter& painter, const QRectF& area, const QImage& cells);

/// Cells that are drawn as vectors at most; more become one picture.
constexpr std::int64_t mostVectorCells = 128 * 128;

} // namespace saccade
