#include "core/base/error.h"
#include "views/displays/axis_labels.h"
#include "views/displays/figure_parts.h"
#include "views/displays/heads_grid.h"
#include "views/displays/thumbnails.h"
#include "views/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

/// All layers × heads as small maps.
class HeadsFigure : public FigureKind
{
public:
    std::string_view identifier() const override { return "heads"; }
    QString title() const override
    {
        return QCoreApplication::translate("Figure", "All layers and heads");
    }
    double height(const RunDocument& run, const FigureOptions& options,
                  double width) const override;
    void paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
               double width) const override;
};

HeadsGrid gridOf(const RunDocument& run, const FigureOptions& options, double width)
{
    const QFontMetricsF metrics(figureFont(figureLayout::captionSize));
    HeadsGrid grid;
    grid.layers = run.attention->layers();
    grid.heads = run.attention->heads();
    grid.left = figureLayout::margin +
                metrics.horizontalAdvance(u'L' + QString::number(grid.layers - 1)) + 3;
    grid.top = figureLayout::margin + titleHeight(options) + metrics.height() + 1;
    const double each = std::min(56.0, (width - grid.left - figureLayout::margin) / grid.heads);
    constexpr double smallest = 1.5; // points: below that nothing is to be seen
    if (each < smallest) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "%1 heads side by side do not fit this figure: draw a "
                                           "wider one, or one head as “attention”."),
                         {std::to_string(grid.heads)});
    }
    grid.gap = std::clamp(each * 0.08, 0.4, 3.0);
    grid.side = each - grid.gap;
    return grid;
}

double HeadsFigure::height(const RunDocument& run, const FigureOptions& options, double width) const
{
    figureRange(run, options);
    return gridOf(run, options, width).size().height() + figureLayout::margin;
}

void paintNames(QPainter& painter, const HeadsGrid& grid, const Theme& theme)
{
    const QFont font = figureFont(figureLayout::captionSize);
    const QFontMetricsF metrics(font);
    const double each = grid.side + grid.gap;
    painter.setFont(font);
    painter.setPen(theme.text);
    const auto across =
        niceStride((metrics.horizontalAdvance(u'H' + QString::number(grid.heads)) + 2) / each);
    for (int head = 0; head < grid.heads; head += static_cast<int>(across)) {
        const QString text = u'H' + QString::number(head);
        const QRectF box = grid.thumbnail(0, head);
        painter.drawText(QPointF(box.center().x() - metrics.horizontalAdvance(text) / 2,
                                 box.top() - 1 - metrics.descent()),
                         text);
    }
    const auto down = niceStride(metrics.height() / each);
    for (int layer = 0; layer < grid.layers; layer += static_cast<int>(down)) {
        const QString text = u'L' + QString::number(layer);
        const QRectF box = grid.thumbnail(layer, 0);
        painter.drawText(QPointF(box.left() - 3 - metrics.horizontalAdvance(text),
                                 box.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                         text);
    }
}

void HeadsFigure::paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                        double width) const
{
    figureRange(run, options);
    const HeadsGrid grid = gridOf(run, options, width);
    const MapStyle style = figureStyle(run, options);
    const auto cells = std::max(run.attention->queries(), run.attention->keys());
    const bool isVector = cells * cells * grid.layers * grid.heads <= mostVectorCells;
    const int pixels =
        std::max(1, static_cast<int>(std::lround(grid.side / 72 * options.dotsPerInch)));
    paintTitle(painter, run, options, title(), width);
    for (int layer = 0; layer < grid.layers; ++layer) {
        for (int head = 0; head < grid.heads; ++head) {
            const QRectF box = grid.thumbnail(layer, head);
            const HeadChoice choice{layer, head, options.head.combine};
            if (isVector) {
                paintVectorCells(painter, box,
                                 headThumbnail(style, choice, static_cast<int>(cells)));
            } else {
                painter.drawImage(box, headThumbnail(style, choice, pixels));
            }
        }
    }
    paintNames(painter, grid, Theme::of(options.shade));
}

const Registry<FigureKind>::Entry entry(std::make_unique<HeadsFigure>());

} // namespace

} // namespace saccade
