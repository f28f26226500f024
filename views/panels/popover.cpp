#include "views/panels/popover.h"

#include <QScreen>
#include <QVBoxLayout>

namespace saccade
{

Popover::Popover(QWidget* parent) : QFrame(parent, Qt::Popup), m_column(new QVBoxLayout(this))
{
    setProperty("popover", true);
    setFrameShape(QFrame::StyledPanel);
    m_column->setContentsMargins(14, 12, 14, 14);
    m_column->setSpacing(8);
}

void Popover::showBelow(const QWidget& anchor)
{
    adjustSize();
    const QRect screen = anchor.screen()->availableGeometry();
    const QPoint bottomRight = anchor.mapToGlobal(anchor.rect().bottomRight());
    QPoint place(bottomRight.x() - width() + 1, bottomRight.y() + 5);
    if (place.y() + height() > screen.bottom()) {
        place.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - height() - 4);
    }
    place.setX(
        std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    move(place);
    show();
}

} // namespace saccade
