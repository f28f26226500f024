#include "views/displays/axis_labels.h"

#include "views/token_label.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

// in heights of a line
constexpr double labelGap = 0.36; // between a label and the map
constexpr double tickLength = 0.22;
constexpr double tickWidth = 0.07;
constexpr double tightest = 1.05; // from one label to the next

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

AxisLabels::AxisLabels(QStringList labels, std::int64_t count, std::int64_t first,
                       const QFont& font)
    : m_labels(std::move(labels)), m_first(first), m_count(count), m_font(font)
{
    const QFontMetricsF metrics(m_font);
    m_lineHeight = metrics.ascent() + metrics.descent();
    const QString last = QString::number(std::max<std::int64_t>(0, m_first + m_count - 1));
    if (hasNumbersOnly()) {
        m_usual = m_widest = metrics.horizontalAdvance(last);
        return;
    }
    m_usual = usualWidth(m_labels, m_font);
    m_widest = usualWidth(m_labels, m_font, 1.0);
    m_numberWidth = metrics.horizontalAdvance(last + QChar(0x2002));
}

double AxisLabels::extent(double limit, bool numbered) const
{
    // a long label or two get some room, not all that they want
    const double width =
        std::max(m_usual, std::min(m_widest, m_lineHeight * 5)) + (numbered ? m_numberWidth : 0);
    return std::min(width, limit) + gap();
}

double AxisLabels::gap() const
{
    return m_lineHeight * labelGap;
}

std::int64_t AxisLabels::stride(double cell) const
{
    return niceStride(m_lineHeight * tightest / std::max(cell, 1e-9));
}

LabelDirection AxisLabels::columnDirection(double cell) const
{
    return m_usual + m_lineHeight * 0.4 <= cell ? LabelDirection::Horizontal
                                                : LabelDirection::Turned;
}

QString AxisLabels::label(std::int64_t index) const
{
    return hasNumbersOnly() ? QString::number(m_first + index) : m_labels.value(index);
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
    for (auto i = (m_first + span.first + stride - 1) / stride * stride - m_first; i < span.last;
         i += stride) {
        const bool isFree = std::ranges::none_of(strong, [&](const Item& other) {
            return std::abs(span.centre(other.index) - span.centre(i)) < spacing;
        });
        if (isFree) {
            all.push_back({i, false});
        }
    }
    return all;
}

/// Numbers keep a column of their own beside the map, aligned at their last digit.
void AxisLabels::paintItem(QPainter& painter, const Item& item, const ItemPlace& place,
                           const Theme& theme) const
{
    const QFontMetricsF metrics(m_font);
    const bool isNumbered = place.numbered && !hasNumbersOnly();
    const double numberWidth = isNumbered ? m_numberWidth : 0;
    const QString text =
        metrics.elidedText(label(item.index), Qt::ElideRight, place.limit - numberWidth);
    const double width = metrics.horizontalAdvance(text);
    const QColor muted = item.strong ? theme.accent : theme.secondaryText;
    if (isNumbered) {
        const QString number = QString::number(m_first + item.index);
        const double digits = metrics.horizontalAdvance(number);
        const double space = metrics.horizontalAdvance(QChar(0x2002));
        const double left = place.direction == LabelDirection::Turned
                                ? place.edge + numberWidth - space - digits
                                : place.edge - digits;
        painter.setFont(m_font);
        painter.setPen(muted);
        painter.drawText(QPointF(left, place.baseline), number);
    }
    const double left = place.direction == LabelDirection::Turned
                            ? place.edge + numberWidth
                            : place.edge - numberWidth - width;
    const QColor ink = item.strong ? theme.accent : theme.text;
    paintTokenLabel(painter, QPointF(left, place.baseline), text, m_font,
                    {ink, m_ink == LabelInk::Plain ? ink : muted});
}

void AxisLabels::paintRows(QPainter& painter, const QRectF& gutter, const AxisSpan& span,
                           const AxisMarks& marks, const Theme& theme) const
{
    const QFontMetricsF metrics(m_font);
    const auto step = stride(span.cell);
    const double rise = (metrics.ascent() - metrics.descent()) / 2;
    for (const auto& item : items(span, marks, step, m_lineHeight * tightest)) {
        const double centre = span.centre(item.index);
        if (centre < gutter.top() || centre > gutter.bottom()) {
            continue; // a cell cut in half has no label
        }
        if (step > 1) {
            painter.setPen(
                QPen(item.strong ? theme.accent : theme.secondaryText, m_lineHeight * tickWidth));
            painter.drawLine(QPointF(gutter.right() - m_lineHeight * tickLength, centre),
                             QPointF(gutter.right(), centre));
        }
        paintItem(painter, item,
                  {gutter.right() - gap(), gutter.width() - gap(), centre + rise, step > 1,
                   LabelDirection::Horizontal},
                  theme);
    }
}

void AxisLabels::paintColumns(QPainter& painter, const QRectF& gutter, const AxisSpan& span,
                              const AxisMarks& marks, const Theme& theme) const
{
    const QFontMetricsF metrics(m_font);
    const bool isTurned = columnDirection(span.cell) == LabelDirection::Turned;
    const auto step = isTurned ? stride(span.cell) : 1;
    const double rise = (metrics.ascent() - metrics.descent()) / 2;
    for (const auto& item :
         items(span, marks, step, isTurned ? m_lineHeight * tightest : span.cell / 2)) {
        const double centre = span.centre(item.index);
        if (centre < gutter.left() || centre > gutter.right()) {
            continue;
        }
        if (!isTurned) {
            const double room = span.cell - m_lineHeight * 0.4;
            const double half = std::min(room, metrics.horizontalAdvance(label(item.index))) / 2;
            paintItem(painter, item,
                      {centre + half, room, gutter.bottom() - gap() - metrics.descent() / 2, false,
                       LabelDirection::Horizontal},
                      theme);
            continue;
        }
        if (step > 1) {
            painter.setPen(
                QPen(item.strong ? theme.accent : theme.secondaryText, m_lineHeight * tickWidth));
            painter.drawLine(QPointF(centre, gutter.bottom() - m_lineHeight * tickLength),
                             QPointF(centre, gutter.bottom()));
        }
        painter.save();
        painter.translate(centre, gutter.bottom());
        painter.rotate(-90);
        paintItem(painter, item,
                  {gap(), gutter.height() - gap(), rise, step > 1, LabelDirection::Turned}, theme);
        painter.restore();
    }
}

} // namespace saccade
