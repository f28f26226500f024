#include "views/displays/figure_parts.h"

#include "core/base/error.h"
#include "views/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainterPath>
#include <algorithm>
#include <map>

namespace saccade
{

namespace
{

QString translated(const char* text)
{
    return QCoreApplication::translate("Figure", text);
}

void checkIndex(int index, int count, const char* pattern)
{
    if (index < -1 || index >= count) {
        throw UsageError(pattern, {std::to_string(index), std::to_string(count - 1)});
    }
}

} // namespace

QFont figureFont(int points, QFont::Weight weight)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(points);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::PercentageSpacing, 100); // no ligatures: copied text stays letters
    return font;
}

CellRange figureRange(const RunDocument& run, const FigureOptions& options)
{
    if (!run.attention) {
        throw UsageError(QT_TRANSLATE_NOOP(
            "Error", "The run holds no attention pattern: run it again with --capture pattern."));
    }
    checkIndex(
        options.head.layer, run.attention->layers(),
        QT_TRANSLATE_NOOP("Error", "There is no layer %1; layers are 0 to %2, or -1 for all."));
    checkIndex(
        options.head.head, run.attention->heads(),
        QT_TRANSLATE_NOOP("Error", "There is no head %1; heads are 0 to %2, or -1 for all."));
    const auto count = std::max(run.attention->queries(), run.attention->keys());
    const auto last = options.lastToken < 0 ? count - 1 : options.lastToken;
    if (options.firstToken < 0 || last >= count || options.firstToken > last ||
        options.lastToken < -1) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There are no tokens %1 to %2; tokens are 0 to %3."),
            {std::to_string(options.firstToken), std::to_string(last), std::to_string(count - 1)});
    }
    const auto queries = std::min(last + 1, run.attention->queries());
    const auto keys = std::min(last + 1, run.attention->keys());
    return {std::min(options.firstToken, queries - 1), queries,
            std::min(options.firstToken, keys - 1), keys};
}

MapStyle figureStyle(const RunDocument& run, const FigureOptions& options)
{
    MapStyle style;
    style.source = run.attention;
    style.choice = options.head;
    style.pooling = options.pooling;
    style.scale = options.scale;
    style.colours = &ColourMap::named(options.colourMap, options.shade);
    if (run.keyVisibility() == KeyVisibility::UpToQuery) {
        style.mask = figureMask(Theme::of(options.shade));
    }
    return style;
}

QString headTitle(const RunDocument& run, const HeadChoice& choice)
{
    const QString combined = choice.combine == Combine::Mean
                                 ? translated(QT_TRANSLATE_NOOP("Figure", "mean"))
                                 : translated(QT_TRANSLATE_NOOP("Figure", "maximum"));
    const bool isHead = run.headNaming() == HeadNaming::Heads;
    if (choice.layer < 0 && choice.head < 0) {
        return (isHead ? translated(QT_TRANSLATE_NOOP("Figure", "All heads of all layers (%1)"))
                       : translated(QT_TRANSLATE_NOOP("Figure", "All channels of all layers (%1)")))
            .arg(combined);
    }
    if (choice.layer < 0) {
        return (isHead ? translated(QT_TRANSLATE_NOOP("Figure", "Head %1 over all layers (%2)"))
                       : translated(QT_TRANSLATE_NOOP("Figure", "Channel %1 over all layers (%2)")))
            .arg(choice.head)
            .arg(combined);
    }
    if (choice.head < 0) {
        return (isHead ? translated(QT_TRANSLATE_NOOP("Figure", "All heads of layer %1 (%2)"))
                       : translated(QT_TRANSLATE_NOOP("Figure", "All channels of layer %1 (%2)")))
            .arg(choice.layer)
            .arg(combined);
    }
    return (isHead ? translated(QT_TRANSLATE_NOOP("Figure", "Layer %1, head %2"))
                   : translated(QT_TRANSLATE_NOOP("Figure", "Layer %1, channel %2")))
        .arg(choice.layer)
        .arg(choice.head);
}

QStringList figureLabels(const QStringList& labels, std::int64_t first, std::int64_t last)
{
    return labels.size() < last ? QStringList() : labels.mid(first, last - first);
}

double titleHeight(const FigureOptions& options)
{
    return options.title ? QFontMetricsF(figureFont(figureLayout::titleSize)).height() + 3 : 0;
}

void paintTitle(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                const QString& title, double width)
{
    if (!options.title) {
        return;
    }
    const Theme& theme = Theme::of(options.shade);
    const QFont strong = figureFont(figureLayout::titleSize, QFont::DemiBold);
    const QFontMetricsF metrics(strong);
    const QFont plain = figureFont(figureLayout::labelSize);
    const double room = width - 2 * figureLayout::margin;
    const double base = figureLayout::margin + metrics.ascent();
    const QString first = metrics.elidedText(title, Qt::ElideRight, room);
    const double used = metrics.horizontalAdvance(first) + 6;
    painter.setFont(strong);
    painter.setPen(theme.text);
    painter.drawText(QPointF(figureLayout::margin, base), first);
    if (room - used > 24) {
        painter.setFont(plain);
        painter.setPen(theme.secondaryText);
        painter.drawText(QPointF(figureLayout::margin + used, base),
                         QFontMetricsF(plain).elidedText(run.title, Qt::ElideRight, room - used));
    }
}

void paintVectorCells(QPainter& painter, const QRectF& area, const QImage& cells)
{
    const double across = area.width() / cells.width();
    const double down = area.height() / cells.height();
    const double overlap = std::min(across, down) * 0.04;
    std::map<QRgb, QPainterPath> paths;
    std::map<QRgb, int> counts;
    for (int row = 0; row < cells.height(); ++row) {
        const double top = area.top() + row * down;
        const double bottom = std::min(area.bottom(), top + down + overlap);
        for (int column = 0; column < cells.width();) {
            const QRgb colour = cells.pixel(column, row);
            const int first = column;
            while (column < cells.width() && cells.pixel(column, row) == colour) {
                ++column;
            }
            const double left = area.left() + first * across;
            const double right = std::min(area.right(), area.left() + column * across + overlap);
            paths[colour].addRect(QRectF(QPointF(left, top), QPointF(right, bottom)));
            counts[colour] += column - first;
        }
    }
    const auto ground =
        std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; })->first;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(area, QColor(ground));
    for (auto& [colour, path] : paths) {
        if (colour != ground && qAlpha(colour) > 0) {
            path.setFillRule(Qt::WindingFill);
            painter.fillPath(path, QColor(colour));
        }
    }
    painter.restore();
}

bool FigureKind::fits(const RunDocument& run) const
{
    return subject() == FigureSubject::Attention ? run.attention != nullptr
                                                 : run.trace && run.trace->find("forecast");
}

} // namespace saccade
