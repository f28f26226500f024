#include "views/displays/attention_lines.h"

#include <algorithm>

namespace saccade
{

std::vector<AttentionLine> strongestLines(const Tile& tile, const TileRequest& request,
                                          std::size_t most)
{
    const float least = std::max(tile.maximum * 0.01F, 1e-4F);
    const double queriesPerRow =
        static_cast<double>(request.lastQuery - request.firstQuery) / std::max(1, tile.rows);
    const double keysPerColumn =
        static_cast<double>(request.lastKey - request.firstKey) / std::max(1, tile.columns);
    std::vector<AttentionLine> lines;
    for (std::size_t i = 0; i < tile.cells.size(); ++i) {
        if (tile.cells[i] >= least) {
            const auto row = static_cast<double>(i / static_cast<std::size_t>(tile.columns));
            const auto column = static_cast<double>(i % static_cast<std::size_t>(tile.columns));
            lines.push_back(
                {request.firstQuery + static_cast<std::int64_t>((row + 0.5) * queriesPerRow),
                 request.firstKey + static_cast<std::int64_t>((column + 0.5) * keysPerColumn),
                 tile.cells[i]});
        }
    }
    const auto weaker = [](const AttentionLine& a, const AttentionLine& b) {
        return a.value < b.value;
    };
    if (lines.size() > most) {
        const auto first = lines.end() - static_cast<std::ptrdiff_t>(most);
        std::nth_element(lines.begin(), first, lines.end(), weaker);
        lines.erase(lines.begin(), first);
    }
    std::ranges::sort(lines, weaker);
    return lines;
}

void paintAttentionLine(QPainter& painter, const QPointF& from, const QPointF& to, float value,
                        const LineStyle& style)
{
    const double strength = std::clamp(static_cast<double>(value), 0.0, 1.0);
    QColor colour = style.colour;
    colour.setAlphaF(static_cast<float>((0.05 + 0.85 * strength) * style.opacity));
    painter.setPen(QPen(colour, style.thinnest + (style.thickest - style.thinnest) * strength,
                        Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(from, to);
}

} // namespace saccade
