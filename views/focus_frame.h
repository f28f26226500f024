// The hairline that shows which view the keyboard speaks to.
#pragma once

#include "views/theme.h"

#include <QPainter>
#include <QWidget>

namespace saccade
{

/// Along the edge of the widget, if it has the focus and the user moves it by keyboard.
inline void paintFocusFrame(QPainter& painter, const QWidget& widget, const Theme& theme)
{
    if (!widget.hasFocus() || !widget.window()->testAttribute(Qt::WA_KeyboardFocusChange)) {
        return;
    }
    painter.resetTransform();
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace saccade
