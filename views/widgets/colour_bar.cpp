#include "views/widgets/colour_bar.h"

#include "views/number_axis.h"
#include "views/theme.h"
#include "views/token_label.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

constexpr double thickness = 10;
constexpr double tickLength = 3;
constexpr double margin = 8;

} // namespace

namespace
{

/// A piece of the mask with its name below.
void paintMaskKey(QPainter& painter, const QRectF& area, const ColourBarStyle& style)
{
    const QFontMetricsF metrics(style.font);
    const QRectF box(area.left(), area.bottom() - metrics.height() - style.thickness - 1,
                     style.thickness * 1.8, style.thickness);
    painter.fillRect(box, QColor(style.mask->tone));
    if (style.mask->hatch) {
        painter.fillRect(box, QBrush(QColor(*style.mask->hatch), Qt::BDiagPattern));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.frame, style.line));
    painter.drawRect(box);
    painter.setFont(style.font);
    painter.setPen(style.text);
    painter.drawText(QPointF(area.left(), area.bottom() - metrics.descent()),
                     QCoreApplication::translate("ColourBar", "masked"));
}

} // namespace

QRectF colourBarArea(const QRectF& area, const ColourBarStyle& style)
{
    const double key = QFontMetricsF(style.font).height() * 1.7 + style.thickness;
    const bool hasKey = style.mask && style.orientation == Qt::Vertical && area.height() > 3 * key;
    return area.adjusted(0, 0, 0, hasKey ? -key : 0);
}

void paintColourBar(QPainter& painter, const QRectF& whole, const ColourScale& scale,
                    const ColourMap& map, const ColourBarStyle& style)
{
    const QRectF area = colourBarArea(whole, style);
    if (area != whole) {
        paintMaskKey(painter, whole, style);
    }
    const bool isUpright = style.orientation == Qt::Vertical;
    const QFontMetricsF metrics(style.font);
    const double length = isUpright ? area.height() : area.width();
    const QRectF bar(area.topLeft(),
                     isUpright ? QSizeF(style.thickness, length) : QSizeF(length, style.thickness));
    // each step reaches to the end and the next covers it: no seams in any viewer
    constexpr int steps = 128;
    for (int i = 0; i < steps; ++i) {
        const double done = length * i / steps;
        const QColor colour(map.colour(static_cast<float>(i) / (steps - 1.0F)));
        painter.fillRect(isUpright
                             ? QRectF(bar.left(), bar.top(), bar.width(), length - done)
                             : QRectF(bar.left() + done, bar.top(), length - done, bar.height()),
                         colour);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(style.frame, style.line));
    painter.drawRect(bar);
    painter.setFont(style.font);
    const int wanted = std::max(
        1,
        static_cast<int>(
            length / (isUpright ? 36 : metrics.horizontalAdvance(QStringLiteral("0.00")) * 2.2)));
    for (const auto& tick : ticksOf(scale, std::min(wanted, 5))) {
        painter.setPen(QPen(style.frame, style.line));
        const double width = metrics.horizontalAdvance(tick.label);
        if (isUpright) {
            const double y = bar.bottom() - tick.place * length;
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + tickLength, y));
            painter.setPen(style.text);
            painter.drawText(QPointF(bar.right() + tickLength + 3,
                                     y + (metrics.ascent() - metrics.descent()) / 2),
                             tick.label);
        } else {
            const double x = bar.left() + tick.place * length;
            painter.drawLine(QPointF(x, bar.bottom()), QPointF(x, bar.bottom() + tickLength));
            painter.setPen(style.text);
            const double left = x - width / 2;
            painter.drawText(QPointF(left, bar.bottom() + tickLength + 1 + metrics.ascent()),
                             tick.label);
        }
    }
}

ColourBar::ColourBar(QWidget* parent)
    : QWidget(parent), m_mark(std::numeric_limits<float>::quiet_NaN())
{
    setObjectName(QStringLiteral("colourBar"));
    setMinimumSize(48, 34);
    setAccessibleName(tr("Colour scale"));
}

void ColourBar::setScale(const ColourScale& scale)
{
    m_scale = scale;
    setAccessibleDescription(
        tr("From %1 to %2").arg(shortNumber(scale.minimum), shortNumber(scale.maximum)));
    update();
}

void ColourBar::setColourMap(std::string_view identifier)
{
    m_mapIdentifier = identifier;
    update();
}

void ColourBar::setVisibility(KeyVisibility visibility)
{
    m_visibility = visibility;
    update();
}

void ColourBar::setMark(float value)
{
    m_mark = value;
    update();
}

QSize ColourBar::sizeHint() const
{
    return {58, 200};
}

void ColourBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    ColourBarStyle style;
    style.orientation = width() > height() ? Qt::Horizontal : Qt::Vertical;
    style.thickness = thickness;
    style.font = smaller(font(), 0.8);
    style.text = theme.secondaryText;
    style.frame = theme.line;
    if (m_visibility == KeyVisibility::UpToQuery) {
        style.mask = screenMask(theme);
    }
    const QFontMetricsF metrics(style.font);
    const bool isUpright = style.orientation == Qt::Vertical;
    const double side = isUpright ? metrics.height() / 2 + 1
                                  : metrics.horizontalAdvance(QStringLiteral("0.00")) / 2 + 2;
    QRectF area = isUpright ? QRectF(margin + 0.5, std::floor(side) + 0.5, width() - margin,
                                     height() - 2 * std::floor(side) - 1)
                            : QRectF(std::floor(side) + 0.5, margin + 0.5,
                                     width() - 2 * std::floor(side) - 1, height() - margin);
    const ColourMap& map = ColourMap::named(m_mapIdentifier, theme.shade);
    paintColourBar(painter, area, m_scale, map, style);
    area = colourBarArea(area, style);
    if (std::isnan(m_mark) || m_scale.kind == ScaleKind::PerRow) {
        return;
    }
    const double unit = static_cast<double>(m_scale.unit(m_mark));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    const QPointF tip = isUpright ? QPointF(area.left() - 1, area.bottom() - unit * area.height())
                                  : QPointF(area.left() + unit * area.width(), area.top() - 1);
    const QPointF along = isUpright ? QPointF(0, 3.5) : QPointF(3.5, 0);
    const QPointF back = isUpright ? QPointF(-6, 0) : QPointF(0, -6);
    painter.drawPolygon(QPolygonF({tip, tip + back + along, tip + back - along}));
}

} // namespace saccade
