#include "views/displays/matrix_view_parts.h"

#include "views/token_label.h"

#include <QStyle>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr int zoomMilliseconds = 110;
constexpr double edge = 12; // free space right of and below the map

} // namespace

MatrixView::Parts::Parts(MatrixView& owner)
    : view(owner), tiles(&owner, [this] {
          if (tiles.detail() && !(tiles.detail()->scale == reportedScale)) {
              reportedScale = tiles.detail()->scale;
              emit view.colourScaleChanged(reportedScale);
          }
          view.update();
      })
{
    style.colours = &ColourMap::named(colourMap);
    zooming.setDuration(zoomMilliseconds);
    zooming.setEasingCurve(QEasingCurve::OutCubic);
    QObject::connect(&zooming, &QVariantAnimation::valueChanged, &view,
                     [this](const QVariant& value) {
                         viewport.setZoom(std::exp(value.toDouble()), anchorCell, anchorPlace);
                         viewChanged();
                     });
}

void MatrixView::Parts::setStyle()
{
    const Theme& theme = Theme::of(view.palette());
    style.colours = &ColourMap::named(colourMap, theme.shade);
    style.mask =
        visibility == KeyVisibility::UpToQuery ? std::optional(screenMask(theme)) : std::nullopt;
    tiles.setStyle(style);
    requestTiles();
    view.update();
}

void MatrixView::Parts::layOut()
{
    const QFont font = smaller(view.font());
    rowLabels = AxisLabels(queryNames, viewport.queries(), font);
    columnLabels = AxisLabels(keyNames, viewport.keys(), font);
    const double width = view.width();
    const double height = view.height();
    const double roughCell = std::min(
        (width - 80) / static_cast<double>(std::max<std::int64_t>(1, viewport.keys())),
        (height - 60) / static_cast<double>(std::max<std::int64_t>(1, viewport.queries())));
    const bool isNumbered = rowLabels.stride(roughCell) > 1;
    leftGutter = rowLabels.extent(std::min(132.0, width / 4), isNumbered) + 2;
    const double fittedCell =
        std::min({(width - leftGutter - 2 * edge) /
                      static_cast<double>(std::max<std::int64_t>(1, viewport.keys())),
                  (height - rowLabels.lineHeight() - 2 * edge) /
                      static_cast<double>(std::max<std::int64_t>(1, viewport.queries())),
                  96.0});
    topGutter = columnLabels.columnDirection(fittedCell) == LabelDirection::Horizontal
                    ? columnLabels.lineHeight() + 6
                    : columnLabels.extent(std::min(110.0, height / 4), isNumbered) + 2;
    viewport.setPlot(QRectF(leftGutter + edge / 2, topGutter + edge / 2,
                            std::max(1.0, width - leftGutter - 1.5 * edge),
                            std::max(1.0, height - topGutter - 1.5 * edge)));
    viewChanged();
}

void MatrixView::Parts::requestTiles()
{
    if (hasMap()) {
        tiles.want(visible(), viewport.zoom() * ratio());
    }
}

void MatrixView::Parts::viewChanged()
{
    if (zooming.state() != QAbstractAnimation::Running) {
        requestTiles();
    }
    view.update();
    const QRectF cells = viewport.visibleCells();
    if (cells != reportedCells) {
        reportedCells = cells;
        emit view.visibleCellsChanged(cells);
    }
}

void MatrixView::Parts::zoomBy(double factor, const QPointF& place)
{
    if (!hasMap()) {
        return;
    }
    const bool isRunning = zooming.state() == QAbstractAnimation::Running;
    const double from = isRunning ? targetZoom : viewport.zoom();
    targetZoom = std::clamp(from * factor, viewport.fitZoom(), viewport.largestZoom());
    anchorPlace = place;
    anchorCell = viewport.toCell(place);
    zooming.stop();
    if (view.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &view) == 0) {
        viewport.setZoom(targetZoom, anchorCell, anchorPlace);
        viewChanged();
        return;
    }
    zooming.setStartValue(std::log(viewport.zoom()));
    zooming.setEndValue(std::log(targetZoom));
    zooming.start();
}

void MatrixView::Parts::hover(const QPointF& place)
{
    Position query;
    Position key;
    if (hasMap()) {
        const QRectF map = viewport.mapOnScreen();
        const QPointF cell = viewport.toCell(place);
        const bool isInRows = place.y() >= map.top() && place.y() < map.bottom();
        const bool isInColumns = place.x() >= map.left() && place.x() < map.right();
        if (isInRows && (isInColumns || rowGutter().contains(place))) {
            query = std::min(static_cast<std::int64_t>(cell.y()), viewport.queries() - 1);
        }
        if (isInColumns && (isInRows || columnGutter().contains(place))) {
            key = std::min(static_cast<std::int64_t>(cell.x()), viewport.keys() - 1);
        }
    }
    if (query == hoveredQuery && key == hoveredKey) {
        return;
    }
    hoveredQuery = query;
    hoveredKey = key;
    view.update();
    emit view.cellHovered(query, key);
}

void MatrixView::Parts::select(std::int64_t query, std::int64_t key)
{
    selectedQuery = query;
    selectedKey = key;
    view.update();
    emit view.cellClicked(query, key);
}

void MatrixView::Parts::moveSelection(std::int64_t rows, std::int64_t columns)
{
    hover({-1, -1}); // the keys count now, not where the pointer was left
    const auto cells = visible();
    auto query = selectedQuery.value_or(cells.firstQuery);
    auto key = selectedKey.value_or(cells.firstKey);
    if (selectedQuery && selectedKey) {
        query = std::clamp<std::int64_t>(query + rows, 0, viewport.queries() - 1);
        key = std::clamp<std::int64_t>(key + columns, 0, viewport.keys() - 1);
    }
    viewport.reveal(QRectF(static_cast<double>(key), static_cast<double>(query), 1, 1));
    viewChanged();
    select(query, key);
}

QString MatrixView::Parts::toolTipAt(const QPoint& place) const
{
    if (!hasMap()) {
        return {};
    }
    const QPointF cell = viewport.toCell(place);
    const bool isRow = rowGutter().contains(place);
    if (!isRow && !columnGutter().contains(place)) {
        return {};
    }
    const auto index = static_cast<std::int64_t>(isRow ? cell.y() : cell.x());
    return MatrixView::tr("%1 at position %2")
        .arg(isolated((isRow ? rowLabels : columnLabels).label(index)))
        .arg(index);
}

} // namespace saccade
