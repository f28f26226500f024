#include "views/displays/map_tiles.h"

#include "views/error_text.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

namespace saccade
{

namespace
{

constexpr double wholePixels = 4e6; // maps of so many device pixels are drawn whole
constexpr double margin = 0.4;      // else so much more than visible on each side

} // namespace

/// The largest value of the map last asked for; costs a pass over all of it.
struct MapTiles::Maximum {
    std::shared_ptr<const AttentionSource> source;
    HeadChoice choice;
    const ColourMap* colours = nullptr;
    std::optional<float> value;

    float of(const MapStyle& style)
    {
        if (!value || source != style.source || !(choice == style.choice) ||
            colours != style.colours) {
            value = mapMaximum(style);
            source = style.source;
            choice = style.choice;
            colours = style.colours;
        }
        return *value;
    }
};

MapTiles::MapTiles(QObject* receiver, std::function<void()> arrived)
    : m_receiver(receiver), m_arrived(std::move(arrived)), m_maximum(std::make_shared<Maximum>())
{
}

void MapTiles::setStyle(const MapStyle& style)
{
    if (style == m_style) {
        return;
    }
    if (style.source != m_style.source) {
        m_detail = nullptr;
    }
    m_style = style;
    m_overview = nullptr;
    m_asked = {};
    m_error.clear();
    m_pending = false;
    m_worker.cancelAll();
}

CellRange MapTiles::surrounding(const CellRange& visible, double zoom) const
{
    const CellRange whole{0, m_style.source->queries(), 0, m_style.source->keys()};
    const double pixels =
        static_cast<double>(whole.queries()) * static_cast<double>(whole.keys()) * zoom * zoom;
    if (pixels <= wholePixels) {
        return whole;
    }
    const auto extra = [](std::int64_t count) {
        return std::max<std::int64_t>(1, std::llround(static_cast<double>(count) * margin));
    };
    const auto rows = extra(visible.queries());
    const auto columns = extra(visible.keys());
    return {std::max<std::int64_t>(0, visible.firstQuery - rows),
            std::min(whole.lastQuery, visible.lastQuery + rows),
            std::max<std::int64_t>(0, visible.firstKey - columns),
            std::min(whole.lastKey, visible.lastKey + columns)};
}

void MapTiles::want(const CellRange& visible, double zoom)
{
    if (!m_style.source || visible.queries() <= 0 || visible.keys() <= 0) {
        return;
    }
    const auto serves = [&](const CellRange& cells, double cellsZoom) {
        return cellsZoom == zoom && cells.contains(visible);
    };
    if (m_pending && serves(m_asked.cells, m_asked.zoom)) {
        return;
    }
    if (m_detail && m_detail->style == m_style && serves(m_detail->cells, m_detail->zoom)) {
        return;
    }
    if (!m_error.isEmpty() && serves(m_asked.cells, m_asked.zoom)) {
        return; // it would fail again
    }
    m_asked = {surrounding(visible, zoom), zoom};
    m_pending = true;
    m_worker.post("tile", [this, style = m_style, asked = m_asked,
                           maximum = m_maximum](std::stop_token stop) {
        std::shared_ptr<const MapPicture> picture;
        QString message;
        try {
            picture = std::make_shared<MapPicture>(
                renderMap(style, asked.cells, asked.zoom, maximum->of(style)));
        } catch (const std::exception& error) {
            message = errorText(error);
        }
        if (stop.stop_requested()) {
            return;
        }
        QMetaObject::invokeMethod(
            m_receiver,
            [this, picture, message, style] {
                if (!(style == m_style)) {
                    return;
                }
                picture ? accept(picture) : refuse(message);
            },
            Qt::QueuedConnection);
    });
}

void MapTiles::accept(std::shared_ptr<const MapPicture> picture)
{
    const CellRange whole{0, m_style.source->queries(), 0, m_style.source->keys()};
    if (picture->cells == m_asked.cells && picture->zoom == m_asked.zoom) {
        m_pending = false;
    }
    if (picture->cells == whole &&
        (!m_overview || picture->image.width() <= m_overview->image.width())) {
        m_overview = picture;
    }
    m_detail = std::move(picture);
    m_error.clear();
    m_arrived();
}

void MapTiles::refuse(const QString& message)
{
    m_pending = false;
    m_error = message;
    m_arrived();
}

} // namespace saccade
