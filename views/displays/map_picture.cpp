#include "views/displays/map_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

constexpr double sharpCell = 4; // device pixels: smaller cells are averaged

TileRequest requestFor(const MapStyle& style, const CellRange& cells, double zoom)
{
    const auto resolution = [&](std::int64_t count) {
        const double wanted = std::min(1.0, zoom) * static_cast<double>(count);
        return std::max(1, static_cast<int>(std::lround(wanted)));
    };
    TileRequest request;
    request.choice = style.choice;
    request.firstQuery = cells.firstQuery;
    request.lastQuery = cells.lastQuery;
    request.firstKey = cells.firstKey;
    request.lastKey = cells.lastKey;
    request.rows = resolution(cells.queries());
    request.columns = resolution(cells.keys());
    request.pooling = style.pooling;
    return request;
}

/// Maximum of each row over all keys, at the resolution of `request`. → [rows]
std::vector<float> rowMaxima(const MapStyle& style, const TileRequest& request, const Tile& tile)
{
    const Tile* whole = &tile;
    Tile wide;
    if (request.firstKey != 0 || request.lastKey != style.source->keys()) {
        TileRequest all = request;
        const double density =
            request.columns / static_cast<double>(request.lastKey - request.firstKey);
        all.firstKey = 0;
        all.lastKey = style.source->keys();
        all.columns =
            std::max(1, static_cast<int>(std::lround(density * static_cast<double>(all.lastKey))));
        wide = style.source->tile(all);
        whole = &wide;
    }
    std::vector<float> maxima(static_cast<std::size_t>(whole->rows), 0.0F);
    for (std::size_t i = 0; i < whole->cells.size(); ++i) {
        float& maximum = maxima[i / static_cast<std::size_t>(whole->columns)];
        maximum = whole->cells[i] > maximum ? whole->cells[i] : maximum;
    }
    return maxima;
}

/// How one device pixel lies over cells: mostly `cell`, by `part` (of 256) the next one.
struct Mix {
    int cell = 0;
    int part = 0;
};

std::vector<Mix> mixes(std::int64_t first, std::int64_t last, double zoom)
{
    const auto begin = cellEdge(first, zoom);
    const auto end = cellEdge(last, zoom);
    const int most = static_cast<int>(last - first) - 1;
    std::vector<Mix> result(static_cast<std::size_t>(end - begin));
    int cell = 0;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const auto pixel = begin + static_cast<std::int64_t>(i);
        if (zoom >= sharpCell) {
            while (cell < most && cellEdge(first + cell + 1, zoom) <= pixel) {
                ++cell;
            }
            result[i] = {cell, 0};
            continue;
        }
        const double left = static_cast<double>(pixel) / zoom - static_cast<double>(first);
        const double right = left + 1 / zoom;
        const double inner = std::floor(right);
        cell = std::clamp(static_cast<int>(std::floor(left)), 0, most);
        const double beyond = cell < most && inner > left ? (right - inner) * zoom : 0;
        result[i] = {cell, static_cast<int>(std::lround(std::clamp(beyond, 0.0, 1.0) * 256))};
    }
    return result;
}

QRgb mixed(QRgb a, QRgb b, int part)
{
    const auto blend = [&](int from, int to) { return from + ((to - from) * part) / 256; };
    return qRgba(blend(qRed(a), qRed(b)), blend(qGreen(a), qGreen(b)), blend(qBlue(a), qBlue(b)),
                 blend(qAlpha(a), qAlpha(b)));
}

QImage enlarged(const QImage& cells, const CellRange& range, double zoom)
{
    const auto across = mixes(range.firstKey, range.lastKey, zoom);
    const auto down = mixes(range.firstQuery, range.lastQuery, zoom);
    QImage image(static_cast<int>(across.size()), static_cast<int>(down.size()), cells.format());
    for (int y = 0; y < image.height(); ++y) {
        const auto row = down[static_cast<std::size_t>(y)];
        const auto* upper = reinterpret_cast<const QRgb*>(cells.constScanLine(row.cell));
        const auto* lower =
            row.part > 0 ? reinterpret_cast<const QRgb*>(cells.constScanLine(row.cell + 1)) : upper;
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (std::size_t x = 0; x < across.size(); ++x) {
            const auto [cell, part] = across[x];
            const int next = part > 0 ? cell + 1 : cell;
            line[x] = row.part == 0 && part == 0
                          ? upper[cell]
                          : mixed(mixed(upper[cell], upper[next], part),
                                  mixed(lower[cell], lower[next], part), row.part);
        }
    }
    return image;
}

QImage colouredValues(const MapStyle& style, const TileRequest& request, const Tile& tile,
                      const ColourScale& scale)
{
    if (scale.kind != ScaleKind::PerRow) {
        return coloured(tile.cells, tile.rows, tile.columns, scale, *style.colours);
    }
    auto values = tile.cells;
    const auto maxima = rowMaxima(style, request, tile);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float maximum = maxima[i / static_cast<std::size_t>(tile.columns)];
        values[i] = maximum > 0.0F ? values[i] / maximum : 0.0F;
    }
    return coloured(values, tile.rows, tile.columns, {ScaleKind::Linear, 0.0F, 1.0F, scale.decades},
                    *style.colours);
}

/// Cells all of whose keys come after all of their queries. What holds something nevertheless is
/// not hidden.
void paintMask(QImage& image, const TileRequest& request, const Tile& tile, QRgb tone)
{
    const auto queries = request.lastQuery - request.firstQuery;
    const auto keys = request.lastKey - request.firstKey;
    std::size_t i = 0;
    for (int row = 0; row < tile.rows; ++row) {
        const auto lastQuery = request.firstQuery + (row + 1) * queries / tile.rows - 1;
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < tile.columns; ++column, ++i) {
            const auto firstKey = request.firstKey + column * keys / tile.columns;
            if (firstKey > lastQuery && tile.cells[i] == 0.0F) {
                line[column] = tone;
            }
        }
    }
}

/// Rising lines where the picture shows the tone of the mask; `left` and `top` are its device
/// pixels from cell (0, 0) on, so that neighbouring pictures continue each other.
void hatch(QImage& image, const MapMask& mask, std::int64_t left, std::int64_t top)
{
    constexpr std::int64_t apart = 7;
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (line[x] == mask.tone && (left + x + top + y) % apart == 0) {
                line[x] = *mask.hatch;
            }
        }
    }
}

} // namespace

bool CellRange::contains(const CellRange& other) const
{
    return firstQuery <= other.firstQuery && lastQuery >= other.lastQuery &&
           firstKey <= other.firstKey && lastKey >= other.lastKey;
}

float MapPicture::value(std::int64_t query, std::int64_t key) const
{
    const bool isHeld = query >= cells.firstQuery && query < cells.lastQuery &&
                        key >= cells.firstKey && key < cells.lastKey &&
                        tile.rows == cells.queries() && tile.columns == cells.keys();
    if (!isHeld) {
        return std::numeric_limits<float>::quiet_NaN();
    }
    return tile.cells[static_cast<std::size_t>((query - cells.firstQuery) * cells.keys() + key -
                                               cells.firstKey)];
}

std::int64_t cellEdge(std::int64_t cell, double zoom)
{
    return std::llround(static_cast<double>(cell) * zoom);
}

float mapMaximum(const MapStyle& style)
{
    TileRequest request;
    request.choice = style.choice;
    request.lastQuery = style.source->queries();
    request.lastKey = style.source->keys();
    request.rows = request.columns = 1;
    request.pooling = Pooling::Maximum;
    constexpr std::int64_t mostCells = 1 << 24; // a larger map is judged by its greatest value
    if (style.colours->isDiverging() && request.lastQuery <= mostCells / request.lastKey) {
        request.rows = static_cast<int>(request.lastQuery);
        request.columns = static_cast<int>(request.lastKey);
    }
    return largestOf(style.source->tile(request), *style.colours);
}

float largestOf(const Tile& tile, const ColourMap& colours)
{
    if (!colours.isDiverging()) {
        return tile.maximum;
    }
    float largest = 0.0F;
    for (const float value : tile.cells) {
        largest = std::fabs(value) > largest ? std::fabs(value) : largest;
    }
    return largest;
}

ColourScale mapScale(const MapStyle& style, float largest)
{
    ColourScale scale;
    scale.kind = style.scale;
    scale.maximum = style.scale == ScaleKind::PerRow ? 1.0F : largest;
    scale.minimum =
        style.scale == ScaleKind::Linear && style.colours->isDiverging() ? -largest : 0.0F;
    return scale;
}

MapMask screenMask(const Theme& theme)
{
    return {theme.window.rgb(), theme.line.rgb()};
}

MapMask figureMask(const Theme& theme)
{
    return {theme.window.rgb(), std::nullopt};
}

QImage colouredCells(const MapStyle& style, const TileRequest& request, const Tile& tile,
                     const ColourScale& scale)
{
    QImage image = colouredValues(style, request, tile, scale);
    if (style.mask) {
        paintMask(image, request, tile, style.mask->tone);
    }
    return image;
}

MapPicture renderMap(const MapStyle& style, const CellRange& cells, double zoom, float maximum)
{
    MapPicture picture;
    picture.style = style;
    picture.cells = cells;
    picture.zoom = zoom;
    picture.scale = mapScale(style, maximum);
    const auto request = requestFor(style, cells, zoom);
    picture.tile = style.source->tile(request);
    picture.image = colouredCells(style, request, picture.tile, picture.scale);
    if (zoom >= 1) {
        picture.image = enlarged(picture.image, cells, zoom);
    }
    if (style.mask && style.mask->hatch) {
        hatch(picture.image, *style.mask, cellEdge(cells.firstKey, zoom),
              cellEdge(cells.firstQuery, zoom));
    }
    return picture;
}

} // namespace saccade
