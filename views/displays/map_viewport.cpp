#include "views/displays/map_viewport.h"

#include <algorithm>

namespace saccade
{

namespace
{

constexpr double largestCell = 64;
constexpr double largestFittedCell = 96; // few tokens do not fill a large screen

double settled(double origin, double size, double low, double room)
{
    return size <= room ? low + (room - size) / 2 : std::clamp(origin, low + room - size, low);
}

} // namespace

void MapViewport::setMap(std::int64_t queries, std::int64_t keys)
{
    m_queries = queries;
    m_keys = keys;
    fit();
}

void MapViewport::setPlot(const QRectF& plot)
{
    const QPointF centre = toCell(m_plot.center());
    m_plot = plot;
    if (m_fitted) {
        fit();
    } else {
        setZoom(m_zoom, centre, m_plot.center());
    }
}

double MapViewport::fitZoom() const
{
    if (m_queries <= 0 || m_keys <= 0) {
        return 1;
    }
    const double fitting = std::min(m_plot.width() / static_cast<double>(m_keys),
                                    m_plot.height() / static_cast<double>(m_queries));
    return std::clamp(fitting, 1e-6, largestFittedCell);
}

double MapViewport::largestZoom() const
{
    return std::max(largestCell, fitZoom());
}

void MapViewport::fit()
{
    m_zoom = fitZoom();
    m_fitted = true;
    settle();
}

void MapViewport::setZoom(double zoom, const QPointF& cell, const QPointF& place)
{
    m_zoom = std::clamp(zoom, fitZoom(), largestZoom());
    m_fitted = m_zoom <= fitZoom();
    m_origin = place - cell * m_zoom;
    settle();
}

void MapViewport::panBy(const QPointF& pixels)
{
    m_origin += pixels;
    settle();
}

void MapViewport::show(const QRectF& cells)
{
    const double zoom = std::min(m_plot.width() / std::max(cells.width(), 1e-6),
                                 m_plot.height() / std::max(cells.height(), 1e-6));
    setZoom(zoom, cells.center(), m_plot.center());
}

void MapViewport::reveal(const QRectF& cells)
{
    const QRectF shown(toScreen(cells.topLeft()), toScreen(cells.bottomRight()));
    QPointF move;
    move.rx() =
        std::max(0.0, m_plot.left() - shown.left()) - std::max(0.0, shown.right() - m_plot.right());
    move.ry() =
        std::max(0.0, m_plot.top() - shown.top()) - std::max(0.0, shown.bottom() - m_plot.bottom());
    panBy(move);
}

QPointF MapViewport::toScreen(const QPointF& cell) const
{
    return m_origin + cell * m_zoom;
}

QPointF MapViewport::toCell(const QPointF& place) const
{
    return (place - m_origin) / m_zoom;
}

QRectF MapViewport::visibleCells() const
{
    return QRectF(toCell(m_plot.topLeft()), toCell(m_plot.bottomRight())) &
           QRectF(0, 0, static_cast<double>(m_keys), static_cast<double>(m_queries));
}

QRectF MapViewport::mapOnScreen() const
{
    return m_plot & QRectF(m_origin, QSizeF(static_cast<double>(m_keys) * m_zoom,
                                            static_cast<double>(m_queries) * m_zoom));
}

void MapViewport::settle()
{
    m_origin.rx() =
        settled(m_origin.x(), static_cast<double>(m_keys) * m_zoom, m_plot.left(), m_plot.width());
    m_origin.ry() = settled(m_origin.y(), static_cast<double>(m_queries) * m_zoom, m_plot.top(),
                            m_plot.height());
}

} // namespace saccade
