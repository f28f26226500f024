#include "views/displays/map_painter.h"

#include "views/token_label.h"

#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

/// Relative luminance as in WCAG 2, without the exact gamma: only dark or light is asked for.
bool isDark(QRgb colour)
{
    return 0.299 * qRed(colour) + 0.587 * qGreen(colour) + 0.114 * qBlue(colour) < 140;
}

} // namespace

QRect MapFrame::rectangle(const CellRange& cells) const
{
    const auto place = [&](int from, std::int64_t cell) {
        return from + static_cast<int>(cellEdge(cell, zoom));
    };
    return QRect(
        QPoint(place(corner.x(), cells.firstKey), place(corner.y(), cells.firstQuery)),
        QPoint(place(corner.x(), cells.lastKey) - 1, place(corner.y(), cells.lastQuery) - 1));
}

QColor lineColour(const ColourMap& map, double opacity)
{
    QColor colour = isDark(map.colour(0.0F)) ? Qt::white : Qt::black;
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

void paintPicture(QPainter& painter, const MapFrame& frame, const MapPicture& picture)
{
    const QRect exact = frame.rectangle(picture.cells);
    if (picture.zoom == frame.zoom && exact.size() == picture.image.size()) {
        const QRect shown = exact & frame.plot;
        painter.drawImage(shown.topLeft(), picture.image, shown.translated(-exact.topLeft()));
        return;
    }
    const QRectF whole(frame.corner.x() + static_cast<double>(picture.cells.firstKey) * frame.zoom,
                       frame.corner.y() +
                           static_cast<double>(picture.cells.firstQuery) * frame.zoom,
                       static_cast<double>(picture.cells.keys()) * frame.zoom,
                       static_cast<double>(picture.cells.queries()) * frame.zoom);
    const QRectF shown = whole & QRectF(frame.plot);
    if (shown.isEmpty()) {
        return;
    }
    const double across = picture.image.width() / whole.width();
    const double down = picture.image.height() / whole.height();
    painter.drawImage(shown, picture.image,
                      QRectF((shown.left() - whole.left()) * across,
                             (shown.top() - whole.top()) * down, shown.width() * across,
                             shown.height() * down));
}

void paintGrid(QPainter& painter, const MapFrame& frame, const CellRange& cells,
               const QColor& colour)
{
    const QRect area = frame.rectangle(cells) & frame.plot;
    for (auto key = cells.firstKey + 1; key < cells.lastKey; ++key) {
        const int x = frame.corner.x() + static_cast<int>(cellEdge(key, frame.zoom));
        painter.fillRect(x, area.top(), 1, area.height(), colour);
    }
    for (auto query = cells.firstQuery + 1; query < cells.lastQuery; ++query) {
        const int y = frame.corner.y() + static_cast<int>(cellEdge(query, frame.zoom));
        painter.fillRect(area.left(), y, area.width(), 1, colour);
    }
}

void paintValues(QPainter& painter, const MapFrame& frame, const CellRange& cells,
                 const MapPicture& picture, const QFont& font)
{
    painter.save();
    painter.scale(frame.ratio, frame.ratio);
    painter.setFont(font);
    for (auto query = cells.firstQuery; query < cells.lastQuery; ++query) {
        for (auto key = cells.firstKey; key < cells.lastKey; ++key) {
            const float value = picture.value(query, key);
            if (!(value != 0.0F) || std::isnan(value)) {
                continue; // what cannot be seen (the future) stays empty
            }
            const QRect box = frame.rectangle({query, query + 1, key, key + 1});
            const int half = static_cast<int>(14 * frame.ratio);
            if (!frame.plot.contains(QRect(box.center() - QPoint(half, half / 2),
                                           box.center() + QPoint(half, half / 2)))) {
                continue; // half a number reads as another
            }
            const float unit = picture.scale.unit(value);
            const QRgb ground =
                picture.style.scale == ScaleKind::PerRow
                    ? picture.image.pixel(box.center() - frame.rectangle(picture.cells).topLeft())
                    : picture.style.colours->colour(unit);
            painter.setPen(isDark(ground) ? QColor(255, 255, 255, 235) : QColor(0, 0, 0, 225));
            const QRectF place(QPointF(box.topLeft()) / frame.ratio,
                               QSizeF(box.size()) / frame.ratio);
            painter.drawText(place, Qt::AlignCenter, shortNumber(value));
        }
    }
    painter.restore();
}

void paintCrosshair(QPainter& painter, const MapFrame& frame, const CellRange& map,
                    std::optional<std::int64_t> query, std::optional<std::int64_t> key,
                    const QColor& colour)
{
    const QRect whole = frame.rectangle(map);
    if (query) {
        const QRect row = frame.rectangle({*query, *query + 1, map.firstKey, map.lastKey});
        painter.fillRect(whole.left(), row.top() - 1, whole.width(), 1, colour);
        painter.fillRect(whole.left(), row.bottom() + 1, whole.width(), 1, colour);
    }
    if (key) {
        const QRect column = frame.rectangle({map.firstQuery, map.lastQuery, *key, *key + 1});
        painter.fillRect(column.left() - 1, whole.top(), 1, whole.height(), colour);
        painter.fillRect(column.right() + 1, whole.top(), 1, whole.height(), colour);
    }
}

void paintSelection(QPainter& painter, const MapFrame& frame, const CellRange& cells,
                    const Theme& theme)
{
    const int line = std::max(1, static_cast<int>(std::lround(1.5 * frame.ratio)));
    const int least = static_cast<int>(std::lround(5 * frame.ratio));
    QRect box = frame.rectangle(cells);
    const int growX = std::max(0, (least - box.width() + 1) / 2);
    const int growY = std::max(0, (least - box.height() + 1) / 2);
    box.adjust(-growX, -growY, growX, growY);
    const auto ring = [&](const QRect& inner, int width, const QColor& colour) {
        const QRect outer = inner.adjusted(-width, -width, width, width);
        painter.fillRect(QRect(outer.topLeft(), QSize(outer.width(), width)), colour);
        painter.fillRect(QRect(outer.left(), inner.bottom() + 1, outer.width(), width), colour);
        painter.fillRect(QRect(outer.left(), inner.top(), width, inner.height()), colour);
        painter.fillRect(QRect(inner.right() + 1, inner.top(), width, inner.height()), colour);
    };
    ring(box, line, theme.accent);
    ring(box.adjusted(-line, -line, line, line), std::max(1, line / 2), theme.surface);
}

} // namespace saccade
