#include "views/widgets/elided_label.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>

namespace saccade
{

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copy = new QAction(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("copyWholeAction"));
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_whole); });
    addAction(copy);
}

void ElidedLabel::setWhole(const QString& text)
{
    m_whole = text;
    elide();
}

void ElidedLabel::setExplanation(const QString& explanation)
{
    m_explanation = explanation;
    elide();
}

void ElidedLabel::elide()
{
    setText(fontMetrics().elidedText(m_whole, Qt::ElideMiddle, contentsRect().width()));
    setToolTip(m_explanation.isEmpty() ? m_whole
                                       : QStringLiteral("%1\n%2").arg(m_explanation, m_whole));
    setAccessibleName(m_whole);
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        elide();
    }
}

} // namespace saccade
