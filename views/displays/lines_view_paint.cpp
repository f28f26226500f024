#include "views/displays/lines_view_parts.h"

#include <algorithm>

namespace saccade
{

void LinesView::Parts::drawAll(const LineStyle& style)
{
    const double ratio = view.devicePixelRatioF();
    drawn.first = std::max(0, bar->value() - view.height());
    drawn.last = bar->value() + 2 * view.height();
    drawn.version = version;
    drawn.left = columnEdge(Side::Query);
    drawn.right = columnEdge(Side::Key);
    drawn.colour = style.colour;
    drawn.pixmap = QPixmap((QSizeF(view.width(), drawn.last - drawn.first) * ratio).toSize());
    drawn.pixmap.setDevicePixelRatio(ratio);
    drawn.pixmap.fill(Qt::transparent);
    QPainter painter(&drawn.pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, bar->value() - drawn.first);
    for (const auto& line : lines.strongest) {
        paintAttentionLine(painter, {drawn.left, y(line.query)}, {drawn.right, y(line.key)},
                           line.value, style);
    }
}

void LinesView::Parts::paintAll(QPainter& painter, const LineStyle& style)
{
    const bool isDrawn = drawn.version == version && drawn.left == columnEdge(Side::Query) &&
                         drawn.right == columnEdge(Side::Key) && drawn.colour == style.colour &&
                         drawn.first <= bar->value() &&
                         drawn.last >= bar->value() + view.height() &&
                         drawn.pixmap.devicePixelRatioF() == view.devicePixelRatioF();
    if (!isDrawn) {
        drawAll(style);
    }
    painter.drawPixmap(QPointF(0, drawn.first - bar->value()), drawn.pixmap);
}

void LinesView::Parts::paintLines(QPainter& painter, const Theme& theme,
                                  const std::vector<AttentionLine>& focus)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRectF(0, top() - 4, width(), view.height()));
    const double left = columnEdge(Side::Query);
    const double right = columnEdge(Side::Key);
    LineStyle style{theme.accent};
    const auto paint = [&](const AttentionLine& line) {
        paintAttentionLine(painter, {left, y(line.query)}, {right, y(line.key)}, line.value, style);
    };
    if (hovered) {
        std::ranges::for_each(focus, paint);
    } else {
        style.colour = focus.empty() ? theme.accent : theme.secondaryText;
        style.opacity = focus.empty() ? 1 : 0.35;
        paintAll(painter, style);
        style = LineStyle{theme.accent};
        std::ranges::for_each(focus, paint);
    }
    painter.restore();
}

void LinesView::Parts::paintColumn(QPainter& painter, const Theme& theme, Side side,
                                   const std::vector<AttentionLine>& focus) const
{
    const QFont small = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(view.font());
    const QFontMetricsF smallMetrics(small);
    const bool isQuery = side == Side::Query;
    const double edge = columnEdge(side) + (isQuery ? -labelGap : labelGap);
    const double room = columnWidth();
    const auto [first, last] = visible(side);
    const Position chosen = isQuery ? query : key;
    const bool showsValues = hovered ? hovered->side != side : !focus.empty() && !isQuery;
    painter.save();
    painter.setClipRect(QRectF(0, top() - 1, width(), view.height()));
    for (auto position = first; position < last; ++position) {
        const double middle = y(position);
        const bool isHovered = hovered && *hovered == Place{side, position};
        const bool isChosen = chosen == position;
        const QString text = metrics.elidedText(label({side, position}), Qt::ElideRight, room);
        const double wide = metrics.horizontalAdvance(text);
        const QRectF box(isQuery ? edge - room - 4 : edge - 4, middle - rowHeight() / 2 + 1,
                         room + 8, rowHeight() - 2);
        if (isHovered) {
            painter.fillRect(box, theme.raised);
        }
        if (isChosen) {
            painter.fillRect(
                QRectF(isQuery ? box.right() - 2 : box.left(), box.top(), 2, box.height()),
                theme.accent);
        }
        const QColor colour = isChosen || isHovered ? theme.accent : theme.text;
        paintTokenLabel(
            painter,
            {isQuery ? edge - wide : edge, middle + (metrics.ascent() - metrics.descent()) / 2},
            text, view.font(),
            {colour, isChosen || isHovered ? theme.accent : theme.secondaryText});
        const auto found = std::ranges::find(focus, position,
                                             isQuery ? &AttentionLine::query : &AttentionLine::key);
        if (showsValues && found != focus.end()) {
            const QString number = shortNumber(found->value);
            const double numberEdge =
                isQuery ? edge - room - 10 - smallMetrics.horizontalAdvance(number)
                        : edge + room + 10;
            painter.setFont(small);
            painter.setPen(theme.secondaryText);
            painter.drawText(
                QPointF(numberEdge, middle + (smallMetrics.ascent() - smallMetrics.descent()) / 2),
                number);
        }
    }
    painter.restore();
}

void LinesView::Parts::paintHeader(QPainter& painter, const Theme& theme) const
{
    const QFont small = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    painter.setPen(theme.secondaryText);
    const double base = margin + metrics.ascent();
    const QString queries = LinesView::tr("query");
    painter.drawText(
        QPointF(columnEdge(Side::Query) - labelGap - metrics.horizontalAdvance(queries), base),
        queries);
    painter.drawText(QPointF(columnEdge(Side::Key) + labelGap, base), LinesView::tr("key"));
}

} // namespace saccade
