#include "views/displays/matrix_view_parts.h"
#include "views/focus_frame.h"
#include "views/token_label.h"

#include <algorithm>

namespace saccade
{

namespace
{

constexpr double gridCell = 12;  // logical pixels from which cells are ruled
constexpr double valueCell = 44; // and from which values are written

} // namespace

CellRange MatrixView::Parts::visible() const
{
    const QRectF cells = viewport.visibleCells();
    const auto upTo = [](double edge, std::int64_t count) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(edge - 1e-9)), 0,
                                        count);
    };
    return {static_cast<std::int64_t>(std::floor(std::max(0.0, cells.top()))),
            upTo(cells.bottom(), viewport.queries()),
            static_cast<std::int64_t>(std::floor(std::max(0.0, cells.left()))),
            upTo(cells.right(), viewport.keys())};
}

MapFrame MatrixView::Parts::frame() const
{
    const QPointF corner = viewport.toScreen({0, 0}) * ratio();
    const QRectF plot = viewport.plot();
    MapFrame result;
    result.corner = corner.toPoint();
    result.plot =
        QRect((plot.topLeft() * ratio()).toPoint(), (plot.bottomRight() * ratio()).toPoint());
    result.zoom = viewport.zoom() * ratio();
    result.ratio = ratio();
    return result;
}

AxisSpan MatrixView::Parts::rowSpan() const
{
    const auto cells = visible();
    return {cells.firstQuery, cells.lastQuery, viewport.toScreen({0, 0}).y(), viewport.zoom()};
}

AxisSpan MatrixView::Parts::columnSpan() const
{
    const auto cells = visible();
    return {cells.firstKey, cells.lastKey, viewport.toScreen({0, 0}).x(), viewport.zoom()};
}

QRectF MatrixView::Parts::rowGutter() const
{
    const QRectF map = viewport.mapOnScreen();
    return {map.left() - leftGutter, map.top(), leftGutter, map.height()};
}

QRectF MatrixView::Parts::columnGutter() const
{
    const QRectF map = viewport.mapOnScreen();
    return {map.left(), map.top() - topGutter, map.width(), topGutter};
}

void MatrixView::Parts::paint(QPainter& painter) const
{
    const Theme& theme = Theme::of(view.palette());
    painter.fillRect(view.rect(), theme.surface);
    if (!hasMap()) {
        paintHint(painter, view.rect(),
                  MatrixView::tr("No attention to show yet. Open a model, type a text and run it."),
                  view.font(), theme.secondaryText);
    } else if (!tiles.error().isEmpty()) {
        paintHint(painter, view.rect(), tiles.error(), view.font(), theme.warning);
    } else {
        paintMap(painter);
        paintAxes(painter, theme);
        paintTitles(painter, theme);
    }
    paintFocusFrame(painter, view, theme);
}

void MatrixView::Parts::paintMap(QPainter& painter) const
{
    const Theme& theme = Theme::of(view.palette());
    const MapFrame onScreen = frame();
    const CellRange whole{0, viewport.queries(), 0, viewport.keys()};
    painter.save();
    painter.scale(1 / ratio(), 1 / ratio());
    const QRect map = onScreen.rectangle(whole) & onScreen.plot;
    painter.setClipRect(map.adjusted(-1, -1, 1, 1));
    painter.fillRect(map.adjusted(-1, -1, 1, 1), theme.line);
    painter.fillRect(map, QColor(style.colours->colour(0.0F)));
    const MapPicture* detail = tiles.detail();
    const bool isCovered = detail && detail->cells.contains(visible());
    if (tiles.overview() && !isCovered) {
        paintPicture(painter, onScreen, *tiles.overview());
    }
    if (detail) {
        paintPicture(painter, onScreen, *detail);
    }
    if (viewport.zoom() >= gridCell) {
        const double strength = std::min(1.0, viewport.zoom() / gridCell - 0.5);
        paintGrid(painter, onScreen, visible(), lineColour(*style.colours, 0.09 * strength));
    }
    if (detail && detail->style == style && viewport.zoom() >= valueCell) {
        paintValues(painter, onScreen, visible(), *detail, smaller(view.font(), 0.8));
    }
    paintCrosshair(painter, onScreen, whole, hoveredQuery, hoveredKey,
                   lineColour(*style.colours, 0.55));
    painter.setClipRect(onScreen.plot.adjusted(-3, -3, 3, 3));
    if (selectedQuery || selectedKey) {
        const auto query = selectedQuery.value_or(0);
        const auto key = selectedKey.value_or(0);
        paintSelection(painter, onScreen,
                       {query, selectedQuery ? query + 1 : viewport.queries(), key,
                        selectedKey ? key + 1 : viewport.keys()},
                       theme);
    }
    painter.restore();
}

void MatrixView::Parts::paintAxes(QPainter& painter, const Theme& theme) const
{
    painter.save();
    const QRectF rows = rowGutter();
    painter.setClipRect(rows.adjusted(-4, -4, 0, 4));
    rowLabels.paintRows(painter, rows, rowSpan(), {selectedQuery, hoveredQuery}, theme);
    const QRectF columns = columnGutter();
    painter.setClipRect(columns.adjusted(-4, -4, 4, 0));
    columnLabels.paintColumns(painter, columns, columnSpan(), {selectedKey, hoveredKey}, theme);
    painter.restore();
}

void MatrixView::Parts::paintTitles(QPainter& painter, const Theme& theme) const
{
    const QFont font = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(font);
    const QRectF map = viewport.mapOnScreen();
    const QString keys = MatrixView::tr("key →");
    const QString queries = MatrixView::tr("query ↓");
    painter.setFont(font);
    painter.setPen(theme.secondaryText);
    const double wide =
        std::max(metrics.horizontalAdvance(keys), metrics.horizontalAdvance(queries));
    // The name of the first row stands out over a row that is lower than a line.
    const double above = std::max(0.0, (rowLabels.lineHeight() - viewport.zoom()) / 2);
    const double base = map.top() - 6 - above;
    const bool hasRoom = map.left() - 14 - wide >= 0 && base - 2 * metrics.height() + 2 >= 0;
    if (hasRoom) {
        painter.drawText(
            QPointF(map.left() - 11 - metrics.horizontalAdvance(keys), base - metrics.height()),
            keys);
        painter.drawText(QPointF(map.left() - 11 - metrics.horizontalAdvance(queries), base),
                         queries);
    }
}

} // namespace saccade
