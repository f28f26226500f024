// What MatrixView is made of; private to it.
#pragma once

#include "views/displays/axis_labels.h"
#include "views/displays/map_painter.h"
#include "views/displays/map_tiles.h"
#include "views/displays/map_viewport.h"
#include "views/displays/matrix_view.h"

#include <QVariantAnimation>
#include <cmath>

namespace saccade
{

using Position = std::optional<std::int64_t>;

struct MatrixView::Parts {
    explicit Parts(MatrixView& owner);

    bool hasMap() const { return style.source && viewport.queries() > 0 && viewport.keys() > 0; }
    double ratio() const { return view.devicePixelRatioF(); }

    void setStyle(); // after a change of `style`
    void layOut();
    void requestTiles();
    void viewChanged(); // after any move of the viewport
    void zoomBy(double factor, const QPointF& place);
    void hover(const QPointF& place);
    void moveSelection(std::int64_t rows, std::int64_t columns);
    void select(std::int64_t query, std::int64_t key);
    QString toolTipAt(const QPoint& place) const;

    CellRange visible() const;
    MapFrame frame() const;
    AxisSpan rowSpan() const;
    AxisSpan columnSpan() const;
    QRectF rowGutter() const;
    QRectF columnGutter() const;

    void paint(QPainter& painter) const;
    void paintMap(QPainter& painter) const;
    void paintAxes(QPainter& painter, const Theme& theme) const;
    void paintTitles(QPainter& painter, const Theme& theme) const;

    MatrixView& view;
    MapStyle style;
    std::string colourMap = "viridis";
    KeyVisibility visibility = KeyVisibility::All;
    QStringList queryNames, keyNames;
    AxisLabels rowLabels, columnLabels;
    double leftGutter = 0, topGutter = 0;
    MapViewport viewport;
    ColourScale reportedScale;
    QRectF reportedCells;
    Position selectedQuery, selectedKey, hoveredQuery, hoveredKey;
    std::optional<QPointF> pressed; // where the left button went down
    QPointF dragged;                // last place of a drag
    bool isPanning = false;
    QVariantAnimation zooming;
    double targetZoom = 0;
    QPointF anchorCell, anchorPlace;
    MapTiles tiles; // last: its worker ends first
};

} // namespace saccade
