#include "views/panels/flow_layout.h"

#include <QWidget>

namespace saccade
{

FlowLayout::FlowLayout(QWidget* parent, int horizontalGap, int verticalGap)
    : QLayout(parent), m_horizontalGap(horizontalGap), m_verticalGap(verticalGap)
{
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items << item;
}

int FlowLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), Pass::Measure);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto* item : m_items) {
        size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (auto* item : m_items) {
        if (!item->isEmpty()) {
            size.rwidth() += item->sizeHint().width() + m_horizontalGap;
            size.setHeight(std::max(size.height(), item->sizeHint().height()));
        }
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rectangle)
{
    QLayout::setGeometry(rectangle);
    arrange(rectangle, Pass::Place);
}

int FlowLayout::arrange(const QRect& rectangle, Pass pass) const
{
    const QRect inside = rectangle.marginsRemoved(contentsMargins());
    int x = inside.x(), y = inside.y(), lineHeight = 0;
    int lineStart = 0;
    const auto placeLine = [&](int end) {
        int left = inside.x();
        for (int i = lineStart; i < end; ++i) {
            auto* item = m_items[i];
            if (item->isEmpty()) {
                continue;
            }
            const QSize size = item->sizeHint();
            if (pass == Pass::Place) {
                item->setGeometry(QRect(QPoint(left, y + (lineHeight - size.height()) / 2), size));
            }
            left += size.width() + m_horizontalGap;
        }
        lineStart = end;
    };
    for (int i = 0; i < count(); ++i) {
        if (m_items[i]->isEmpty()) {
            continue;
        }
        const QSize size = m_items[i]->sizeHint();
        if (x > inside.x() && x + size.width() > inside.right() + 1) {
            placeLine(i);
            y += lineHeight + m_verticalGap;
            x = inside.x();
            lineHeight = 0;
        }
        x += size.width() + m_horizontalGap;
        lineHeight = std::max(lineHeight, size.height());
    }
    placeLine(count());
    return y + lineHeight - rectangle.y() + contentsMargins().bottom();
}

} // namespace saccade
