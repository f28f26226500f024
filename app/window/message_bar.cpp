#include "app/window/message_bar.h"

#include "views/panels/line_icon.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <chrono>

namespace saccade
{

MessageBar::MessageBar(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("messageBar"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(10);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy = new QToolButton(this);
    m_copy->setObjectName(QStringLiteral("messageCopyButton"));
    m_copy->setText(tr("Copy details"));
    m_copy->setToolTip(tr("Copies the message with versions and context, for a report"));
    m_copy->setFocusPolicy(Qt::TabFocus);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("messageCloseButton"));
    close->setIcon(lineIcon(QStringLiteral("close")));
    close->setToolTip(tr("Close this message (Esc)"));
    close->setAccessibleName(tr("Close this message"));
    close->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(m_copy, &QToolButton::clicked, this, &MessageBar::copy);
    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    m_goodbye.setSingleShot(true);
    m_goodbye.setInterval(std::chrono::seconds(6));
    connect(&m_goodbye, &QTimer::timeout, this, &MessageBar::dismiss);
    hide();
}

void MessageBar::show(const Notice& notice)
{
    m_notice = notice;
    const bool isInformation = notice.severity == Notice::Severity::Information;
    const QString kind = isInformation ? QStringLiteral("information")
                         : notice.severity == Notice::Severity::Warning ? QStringLiteral("warning")
                                                                        : QStringLiteral("error");
    setProperty("severity", kind);
    style()->unpolish(this);
    style()->polish(this);
    const int side = fontMetrics().height() + 2;
    m_icon->setPixmap(lineIcon(kind).pixmap(QSize(side, side), devicePixelRatioF()));
    m_text->setText(notice.text);
    m_text->setAccessibleName(notice.text);
    m_copy->setVisible(!notice.details.isEmpty());
    QFrame::show();
    isInformation ? m_goodbye.start() : m_goodbye.stop();
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::dismiss()
{
    m_goodbye.stop();
    hide();
}

void MessageBar::copy() const
{
    QGuiApplication::clipboard()->setText(m_notice.text + QLatin1Char('\n') + m_notice.details);
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace saccade
