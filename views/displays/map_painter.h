// Grid, values, crosshair and frames over a map: the same on screen and wherever cells are drawn.
#pragma once

#include "views/displays/map_picture.h"
#include "views/theme.h"

#include <QFont>
#include <QPainter>
#include <optional>

namespace saccade
{

/// The painter stands in device pixels; `corner` is the device pixel of the upper left of cell (0,
/// 0).
struct MapFrame {
    QPoint corner;
    QRect plot;       // device pixels that may be painted
    double zoom = 1;  // device pixels a cell
    double ratio = 1; // device pixels a logical pixel

    QRect rectangle(const CellRange& cells) const;
};

/// A colour that stands out against the low end of the map, with this opacity.
QColor lineColour(const ColourMap& map, double opacity);

void paintPicture(QPainter& painter, const MapFrame& frame, const MapPicture& picture);
void paintGrid(QPainter& painter, const MapFrame& frame, const CellRange& cells,
               const QColor& colour);
void paintValues(QPainter& painter, const MapFrame& frame, const CellRange& cells,
                 const MapPicture& picture, const QFont& font);
/// Hairlines along both sides of a row and of a column.
void paintCrosshair(QPainter& painter, const MapFrame& frame, const CellRange& map,
                    std::optional<std::int64_t> query, std::optional<std::int64_t> key,
                    const QColor& colour);
/// A frame in the accent colour, set off from the map; small cells get a frame that can still be
/// seen.
void paintSelection(QPainter& painter, const MapFrame& frame, const CellRange& cells,
                    const Theme& theme);

} // namespace saccade
