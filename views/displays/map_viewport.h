// Where a map of cells stands on screen: fit, zoom about a point, pan; pure numbers.
#pragma once

#include <QPointF>
#include <QRectF>
#include <cstdint>

namespace saccade
{

/// Screen units are logical pixels, map units are cells (x: key, y: query). A map smaller than the
/// plot is centred in it; a larger one never leaves a gap.
class MapViewport
{
public:
    void setMap(std::int64_t queries, std::int64_t keys);
    void setPlot(const QRectF& plot);
    const QRectF& plot() const { return m_plot; }
    std::int64_t queries() const { return m_queries; }
    std::int64_t keys() const { return m_keys; }

    double zoom() const { return m_zoom; } // pixels a cell
    double fitZoom() const;
    double largestZoom() const;
    bool isFitted() const { return m_fitted; }

    void fit();
    void setZoom(double zoom, const QPointF& cell, const QPointF& place); // `cell` stays at `place`
    void panBy(const QPointF& pixels);
    void show(const QRectF& cells);
    void reveal(const QRectF& cells); // the smallest move that brings it on screen

    QPointF toScreen(const QPointF& cell) const;
    QPointF toCell(const QPointF& place) const;
    QRectF visibleCells() const;
    QRectF mapOnScreen() const; // the part of the plot that the map covers

private:
    void settle();

    QRectF m_plot;
    std::int64_t m_queries = 0, m_keys = 0;
    double m_zoom = 1;
    QPointF m_origin; // screen place of cell (0, 0)
    bool m_fitted = true;
};

} // namespace saccade
