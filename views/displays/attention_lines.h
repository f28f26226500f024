// The lines between two columns of tokens: which to draw and how strong; shared by screen and
// figure.
#pragma once

#include "core/trace/attention_source.h"

#include <QColor>
#include <QPainter>
#include <functional>
#include <optional>
#include <vector>

namespace saccade
{

struct AttentionLine {
    std::int64_t query = 0, key = 0;
    float value = 0;
};

/// What of a tile is worth a line: the `most` strongest above one hundredth of the largest, weakest
/// first, so that strong ones are painted last. `request` says where the tile lies; columns that
/// pool several keys give a line to their middle.
std::vector<AttentionLine> strongestLines(const Tile& tile, const TileRequest& request,
                                          std::size_t most);

struct LineStyle {
    QColor colour;
    double thinnest = 0.5, thickest = 2.5; // at value 0 and 1
    double opacity = 1;
};

/// One straight line; its opacity and width grow with the value (0 … 1).
void paintAttentionLine(QPainter& painter, const QPointF& from, const QPointF& to, float value,
                        const LineStyle& style);

} // namespace saccade
