#include "views/displays/axis_labels.h"

#include "views/token_label.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double labelGap = 5; // between a label and the map
constexpr double tickLength = 3;

/// Long inputs have too many labels to measure each; a spread sample is enough to lay out.
double widestOf(const QStringList& labels, const QFontMetricsF& metrics)
{
    const auto step = std::max<qsizetype>(1, labels.size() / 1000);
    double widest = 0;
    for (qsizetype i = 0; i < labels.size(); i += step) {
        widest = std::max(widest, metrics.horizontalAdvance(labels[i]));
    }
    return widest;
}

} // namespace

std::int64_t niceStride(double wanted)
{
    std::int64_t decade = 1;
    while (true) {
        for (const std::int64_t step : {1, 2, 5}) {
            if (static_cast<double>(step * decade) >= wanted) {
                return step * decade;
            }
        }
        decade *= 10;
    }
}

AxisLabels::AxisLabels(QStringList labels, std::int64_t count, const QFont& font)
    : m_labels(std::move(labels)), m_count(count), m_font(font)
{
    const QFontMetricsF metrics(m_font);
    m_lineHeight = metrics.ascent() + metrics.descent();
    m_widest = hasNumbersOnly() ? metrics.horizontalAdvance(QString::number(m_count))
                                : widestOf(m_labels, metrics);
}

double AxisLabels::extent(double limit, bool numbered) const
{
    double width = m_widest;
    if (numbered && !hasNumbersOnly()) {
        width += QFontMetricsF(m_font).horizontalAdvance(QString::number(m_count) + QChar(0x2002));
    }
    return std::min(width, limit) + labelGap;
}

std::int64_t AxisLabels::stride(double cell) const
{
    return niceStride(m_lineHeight * 1.05 / std::max(cell, 1e-9));
}

LabelDirection AxisLabels::columnDirection(double cell) const
{
    return m_widest + 6 <= cell ? LabelDirection::Horizontal : LabelDirection::Turned;
}

QString AxisLabels::label(std::int64_t index) const
{
    return hasNumbersOnly() ? QString::number(index) : m_labels.value(index);
}

bool AxisLabels::isElided(std::int64_t index, double limit) const
{
    return QFontMetricsF(m_font).horizontalAdvance(label(index)) > limit;
}

std::vector<AxisLabels::Item> AxisLabels::items(const AxisSpan& span, const AxisMarks& marks,
                                                std::int64_t stride, double spacing) const
{
    std::vector<Item> strong;
    for (const auto& mark : {marks.hovered, marks.selected}) {
        const bool isVisible = mark && *mark >= span.first && *mark < span.last;
        const bool isFree = std::ranges::none_of(strong, [&](const Item& other) {
            return std::abs(span.centre(other.index) - span.centre(mark.value_or(0))) < spacing;
        });
        if (isVisible && isFree) {
            strong.push_back({*mark, true});
        }
    }
    std::vector<Item> all = strong;
    for (auto i = (span.first + stride - 1) / stride * stride; i < span.last; i += stride) {
        const bool isFree = std::ranges::none_of(strong, [&](const Item& other) {
            return std::abs(span.centre(other.index) - span.centre(i)) < spacing;
        });
        if (isFree) {
            all.push_back({i, false});
        }
    }
    return all;
}

void AxisLabels::paintItem(QPainter& painter, double right, double limit, double baseline,
                           const Item& item, bool numbered, const Theme& theme,
                           LabelDirection direction) const
{
    const QFontMetricsF metrics(m_font);
    const QString number =
        numbered && !hasNumbersOnly() ? QString::number(item.index) + QChar(0x2002) : QString();
    const double numberWidth = metrics.horizontalAdvance(number);
    const QString text = metrics.elidedText(label(item.index), Qt::ElideRight, limit - numberWidth);
    const double width = numberWidth + metrics.horizontalAdvance(text);
    const double left = direction == LabelDirection::Turned ? right : right - width;
    const QColor colour = item.strong ? theme.accent : theme.text;
    if (!number.isEmpty()) {
        painter.setFont(m_font);
        painter.setPen(item.strong ? theme.accent : theme.secondaryText);
        painter.drawText(QPointF(left, baseline), number);
    }
    paintTokenLabel(painter, QPointF(left + numberWidth, baseline), text, m_font,
                    {colour, item.strong ? theme.accent : theme.secondaryText});
}

void AxisLabels::paintRows(QPainter& painter, const QRectF& gutter, const AxisSpan& span,
                           const AxisMarks& marks, const Theme& theme) const
{
    const QFontMetricsF metrics(m_font);
    const auto step = stride(span.cell);
    const double rise = (metrics.ascent() - metrics.descent()) / 2;
    for (const auto& item : items(span, marks, step, m_lineHeight * 1.05)) {
        const double centre = span.centre(item.index);
        if (step > 1) {
            painter.setPen(QPen(item.strong ? theme.accent : theme.secondaryText, 0));
            painter.drawLine(QPointF(gutter.right() - tickLength, centre),
                             QPointF(gutter.right(), centre));
        }
        paintItem(painter, gutter.right() - labelGap, gutter.width() - labelGap, centre + rise,
                  item, step > 1, theme, LabelDirection::Horizontal);
    }
}

void AxisLabels::paintColumns(QPainter& painter, const QRectF& gutter, const AxisSpan& span,
                              const AxisMarks& marks, const Theme& theme) const
{
    const QFontMetricsF metrics(m_font);
    if (columnDirection(span.cell) == LabelDirection::Horizontal) {
        for (const auto& item : items(span, marks, 1, 0.5)) {
            const double half = metrics.horizontalAdvance(label(item.index)) / 2;
            paintItem(painter, span.centre(item.index) + half, 2 * half + 1,
                      gutter.bottom() - labelGap + 1 - metrics.descent() / 2, item, false, theme,
                      LabelDirection::Horizontal);
        }
        return;
    }
    const auto step = stride(span.cell);
    const double rise = (metrics.ascent() - metrics.descent()) / 2;
    for (const auto& item : items(span, marks, step, m_lineHeight * 1.05)) {
        const double centre = span.centre(item.index);
        if (step > 1) {
            painter.setPen(QPen(item.strong ? theme.accent : theme.secondaryText, 0));
            painter.drawLine(QPointF(centre, gutter.bottom() - tickLength),
                             QPointF(centre, gutter.bottom()));
        }
        painter.save();
        painter.translate(centre, gutter.bottom());
        painter.rotate(-90);
        paintItem(painter, labelGap, gutter.height() - labelGap, rise, item, step > 1, theme,
                  LabelDirection::Turned);
        painter.restore();
    }
}

} // namespace saccade
