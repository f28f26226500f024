// The picture of a part of a map at one zoom, as made in the background.
#pragma once

#include "core/trace/attention_source.h"
#include "views/colour_map.h"
#include "views/theme.h"

#include <QRectF>
#include <memory>
#include <optional>

namespace saccade
{

/// Half-open ranges of positions.
struct CellRange {
    std::int64_t firstQuery = 0, lastQuery = 0;
    std::int64_t firstKey = 0, lastKey = 0;

    bool operator==(const CellRange&) const = default;
    bool contains(const CellRange& other) const;
    std::int64_t queries() const { return lastQuery - firstQuery; }
    std::int64_t keys() const { return lastKey - firstKey; }
};

/// How cells look that no query can see: keys after it, where attention is causal.
struct MapMask {
    QRgb tone = 0;
    std::optional<QRgb> hatch{}; // of lines over the tone, on the screen

    bool operator==(const MapMask&) const = default;
};

/// In the colours of a theme.
MapMask screenMask(const Theme& theme);
MapMask figureMask(const Theme& theme);

/// What is shown, whatever part of it.
struct MapStyle {
    std::shared_ptr<const AttentionSource> source;
    HeadChoice choice;
    Pooling pooling = Pooling::Mean;
    ScaleKind scale = ScaleKind::Linear;
    const ColourMap* colours = nullptr;
    std::optional<MapMask> mask{}; // none: every key can be seen

    bool operator==(const MapStyle&) const = default;
};

struct MapPicture {
    CellRange cells;
    double zoom = 0;   // device pixels a cell
    QImage image;      // device pixels from edge(firstKey), edge(firstQuery) on
    Tile tile;         // one value a position where zoom ≥ 1
    ColourScale scale; // of the whole map
    MapStyle style;

    /// The value of a position if the picture holds it exactly, else NaN.
    float value(std::int64_t query, std::int64_t key) const;
};

/// Device pixel at which a cell begins, from cell 0 on: shared by pictures, grid and frames, so
/// that all agree to the pixel.
std::int64_t cellEdge(std::int64_t cell, double zoom);

/// The largest value of the whole map; where colours diverge from zero, the largest magnitude.
float mapMaximum(const MapStyle& style);
float largestOf(const Tile& tile, const ColourMap& colours);
/// From zero to `largest`, or as far below it where colours diverge (implicit attention may be
/// negative).
ColourScale mapScale(const MapStyle& style, float largest);

/// Asks the source for the range at the resolution of the screen and colours it. Cells of a few
/// pixels are area-averaged (a diagonal stays even), larger ones have sharp edges. Throws what
/// AttentionSource throws.
MapPicture renderMap(const MapStyle& style, const CellRange& cells, double zoom, float maximum);

/// Values → colours, each row by its own maximum over all keys where the scale is PerRow; cells
/// that are masked in the colour of the mask.
QImage colouredCells(const MapStyle& style, const TileRequest& request, const Tile& tile,
                     const ColourScale& scale);

} // namespace saccade
