#include "app/window/job_bar.h"

#include "app/window/jobs.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <chrono>

namespace saccade
{

JobBar::JobBar(Jobs& jobs, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("jobBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("jobTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("jobProgress"));
    m_progress->setFixedWidth(140);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    auto* cancel = new QToolButton(this);
    cancel->setObjectName(QStringLiteral("jobCancelButton"));
    cancel->setText(tr("Cancel"));
    cancel->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_title);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, &JobBar::cancelRequested);

    m_patience.setSingleShot(true);
    m_patience.setInterval(std::chrono::milliseconds(500));
    connect(&m_patience, &QTimer::timeout, this, &QWidget::show);
    connect(&jobs, &Jobs::started, this, &JobBar::begin);
    connect(&jobs, &Jobs::ended, this, &JobBar::end);
    connect(&jobs, &Jobs::progressed, this, [this](qint64 done, qint64 total) {
        m_progress->setRange(0, total > 0 ? 1000 : 0);
        m_progress->setValue(total > 0 ? static_cast<int>(1000 * done / total) : 0);
    });
    hide();
}

void JobBar::begin(const QString& title)
{
    m_title->setText(title);
    m_progress->setRange(0, 0);
    if (m_running++ == 0) {
        m_patience.start();
    }
}

void JobBar::end()
{
    if (--m_running == 0) {
        m_patience.stop();
        hide();
    }
}

} // namespace saccade
