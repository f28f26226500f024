#include "core/base/error.h"
#include "views/displays/attention_lines.h"
#include "views/displays/figure_parts.h"
#include "views/theme.h"
#include "views/token_label.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr double rowHeight = 9;
constexpr std::int64_t mostRows = 150; // a page
constexpr std::size_t mostLines = 3000;

/// Token-to-token lines of one head, queries left, keys right.
class LinesFigure : public FigureKind
{
public:
    std::string_view identifier() const override { return "lines"; }
    QString title() const override
    {
        return QCoreApplication::translate("Figure", "Attention lines");
    }
    double height(const RunDocument& run, const FigureOptions& options,
                  double width) const override;
    void paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
               double width) const override;
};

CellRange checkedRange(const RunDocument& run, const FigureOptions& options)
{
    const auto range = figureRange(run, options);
    if (std::max(range.queries(), range.keys()) > mostRows) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "Lines between %1 tokens do not fit a page: choose at most %2."),
            {std::to_string(std::max(range.queries(), range.keys())), std::to_string(mostRows)});
    }
    return range;
}

double topOf(const FigureOptions& options)
{
    return figureLayout::margin + titleHeight(options) +
           QFontMetricsF(figureFont(figureLayout::captionSize)).height() + 2;
}

double LinesFigure::height(const RunDocument& run, const FigureOptions& options, double width) const
{
    Q_UNUSED(width)
    const auto range = checkedRange(run, options);
    return topOf(options) +
           static_cast<double>(std::max(range.queries(), range.keys())) * rowHeight +
           figureLayout::margin;
}

struct Columns {
    double left = 0, right = 0; // where lines begin and end
    double room = 0;            // of labels
    double top = 0;
    double y(std::int64_t row) const { return top + (static_cast<double>(row) + 0.5) * rowHeight; }
};

enum class Side { Query, Key };

void paintColumn(QPainter& painter, const Columns& columns, Side side, std::int64_t first,
                 std::int64_t last, const RunDocument& run, const Theme& theme)
{
    const QFont font = figureFont(figureLayout::labelSize);
    const QFont captionFont = figureFont(figureLayout::captionSize);
    const QFontMetricsF metrics(font);
    const QFontMetricsF captionMetrics(captionFont);
    const bool isQuery = side == Side::Query;
    for (auto position = first; position < last; ++position) {
        const auto& labels = isQuery ? run.queryLabels : run.keyLabels;
        const QString whole =
            labels.size() > position ? labels[position] : QString::number(position);
        const QString text = metrics.elidedText(whole, Qt::ElideRight, columns.room);
        const double x =
            isQuery ? columns.left - 3 - metrics.horizontalAdvance(text) : columns.right + 3;
        paintTokenLabel(
            painter, {x, columns.y(position - first) + (metrics.ascent() - metrics.descent()) / 2},
            text, font, {theme.text, theme.text});
    }
    const QString caption = QCoreApplication::translate("Figure", isQuery ? "query" : "key");
    painter.setFont(captionFont);
    painter.setPen(theme.secondaryText);
    painter.drawText(QPointF(isQuery ? columns.left - 3 - captionMetrics.horizontalAdvance(caption)
                                     : columns.right + 3,
                             columns.top - 2 - captionMetrics.descent()),
                     caption);
}

void LinesFigure::paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                        double width) const
{
    const Theme& theme = Theme::of(options.shade);
    const auto range = checkedRange(run, options);
    TileRequest request;
    request.choice = options.head;
    request.firstQuery = range.firstQuery;
    request.lastQuery = range.lastQuery;
    request.firstKey = range.firstKey;
    request.lastKey = range.lastKey;
    request.rows = static_cast<int>(range.queries());
    request.columns = static_cast<int>(range.keys());
    const Tile tile = run.attention->tile(request);
    Columns columns;
    const auto labels = figureLabels(run.queryLabels, range.firstQuery, range.lastQuery) +
                        figureLabels(run.keyLabels, range.firstKey, range.lastKey);
    columns.room =
        std::min(width * 0.3, usualWidth(labels, figureFont(figureLayout::labelSize)) + 8);
    columns.left = figureLayout::margin + columns.room + 3;
    columns.right = width - columns.left;
    columns.top = topOf(options);
    paintTitle(painter, run, options, headTitle(run, options.head), width);
    const LineStyle style{theme.accent, 0.25, 1.4, 1};
    for (const auto& line : strongestLines(tile, request, mostLines)) {
        paintAttentionLine(painter, {columns.left, columns.y(line.query - range.firstQuery)},
                           {columns.right, columns.y(line.key - range.firstKey)}, line.value,
                           style);
    }
    paintColumn(painter, columns, Side::Query, range.firstQuery, range.lastQuery, run, theme);
    paintColumn(painter, columns, Side::Key, range.firstKey, range.lastKey, run, theme);
}

const Registry<FigureKind>::Entry entry(std::make_unique<LinesFigure>());

} // namespace

} // namespace saccade
