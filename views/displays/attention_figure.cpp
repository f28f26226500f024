#include "views/displays/axis_labels.h"
#include "views/displays/figure_parts.h"
#include "views/theme.h"
#include "views/widgets/colour_bar.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>

namespace saccade
{

namespace
{

/// The heat map of one head (or several taken together) with its labels and its scale.
class AttentionFigure : public FigureKind
{
public:
    std::string_view identifier() const override { return "attention"; }
    QString title() const override
    {
        return QCoreApplication::translate("Figure", "Attention map");
    }
    double height(const RunDocument& run, const FigureOptions& options,
                  double width) const override;
    void paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
               double width) const override;
};

constexpr double barSpace = 34; // of the colour bar with its numbers
constexpr double largestCell = 22;

struct Layout {
    CellRange range;
    AxisLabels rows, columns;
    double top = 0; // of the gutter
    QRectF rowGutter, columnGutter, map;
};

Layout layOut(const RunDocument& run, const FigureOptions& options, double width)
{
    Layout layout;
    layout.range = figureRange(run, options);
    const auto& range = layout.range;
    const QFont font = figureFont(figureLayout::labelSize);
    layout.rows = AxisLabels(figureLabels(run.queryLabels, range.firstQuery, range.lastQuery),
                             range.queries(), range.firstQuery, font);
    layout.columns = AxisLabels(figureLabels(run.keyLabels, range.firstKey, range.lastKey),
                                range.keys(), range.firstKey, font);
    layout.rows.setInk(LabelInk::Plain);
    layout.columns.setInk(LabelInk::Plain);
    const auto cells = static_cast<double>(range.keys());
    const bool isNumbered = layout.rows.stride((width - 70) / cells) > 1;
    const double left = layout.rows.extent(std::min(64.0, width / 4), isNumbered) + 1;
    const double room = width - 2 * figureLayout::margin - left - barSpace;
    const double cell = std::min(room / cells, largestCell);
    const double gutter = layout.columns.columnDirection(cell) == LabelDirection::Horizontal
                              ? layout.columns.lineHeight() + 2
                              : layout.columns.extent(56, isNumbered) + 1;
    layout.top = figureLayout::margin + titleHeight(options);
    layout.map = QRectF(figureLayout::margin + left, layout.top + gutter, cell * cells,
                        cell * static_cast<double>(range.queries()));
    layout.rowGutter = QRectF(figureLayout::margin, layout.map.top(), left, layout.map.height());
    layout.columnGutter = QRectF(layout.map.left(), layout.top, layout.map.width(), gutter);
    return layout;
}

void paintCells(QPainter& painter, const MapStyle& style, const Layout& layout,
                const FigureOptions& options, float maximum)
{
    const auto& range = layout.range;
    if (range.queries() * range.keys() <= mostVectorCells) {
        paintVectorCells(painter, layout.map, renderMap(style, range, 1, maximum).image);
        return;
    }
    const double zoom =
        layout.map.width() / 72 * options.dotsPerInch / static_cast<double>(range.keys());
    painter.drawImage(layout.map, renderMap(style, range, zoom, maximum).image);
}

double AttentionFigure::height(const RunDocument& run, const FigureOptions& options,
                               double width) const
{
    return layOut(run, options, width).map.bottom() + figureLayout::margin;
}

void AttentionFigure::paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                            double width) const
{
    const Theme& theme = Theme::of(options.shade);
    const Layout layout = layOut(run, options, width);
    const MapStyle style = figureStyle(run, options);
    const float maximum = mapMaximum(style);
    const double cell = layout.map.width() / static_cast<double>(layout.range.keys());
    paintTitle(painter, run, options, headTitle(run, options.head), width);
    paintCells(painter, style, layout, options, maximum);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.secondaryText, figureLayout::hairline));
    painter.drawRect(layout.map);
    layout.rows.paintRows(painter, layout.rowGutter,
                          {0, layout.range.queries(), layout.map.top(), cell}, {}, theme);
    layout.columns.paintColumns(painter, layout.columnGutter,
                                {0, layout.range.keys(), layout.map.left(), cell}, {}, theme);
    ColourBarStyle bar;
    bar.thickness = 6;
    bar.line = figureLayout::hairline;
    bar.font = figureFont(figureLayout::captionSize);
    bar.text = theme.text;
    bar.frame = theme.secondaryText;
    bar.mask = style.mask;
    const ColourScale scale = mapScale(style, maximum > 0.0F ? maximum : 1.0F);
    paintColourBar(
        painter,
        QRectF(layout.map.right() + 7, layout.map.top(), 6, std::min(layout.map.height(), 140.0)),
        scale, *style.colours, bar);
}

const Registry<FigureKind>::Entry entry(std::make_unique<AttentionFigure>());

} // namespace

} // namespace saccade
