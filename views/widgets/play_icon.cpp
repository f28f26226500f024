#include "views/widgets/play_icon.h"

#include <QPainter>
#include <QPixmap>

namespace saccade
{

QIcon playIcon(const QColor& colour, bool isPlaying, double ratio)
{
    QPixmap pixmap(QSize(16, 16) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (isPlaying) {
        painter.drawRect(QRectF(4, 3, 3, 10));
        painter.drawRect(QRectF(9, 3, 3, 10));
    } else {
        painter.drawPolygon(QPolygonF({QPointF(4.5, 2.5), QPointF(13, 8), QPointF(4.5, 13.5)}));
    }
    return QIcon(pixmap);
}

} // namespace saccade
