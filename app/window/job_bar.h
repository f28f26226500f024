// What runs, how far it is, and Cancel; shows itself only for what takes over half a second.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace saccade
{

class Jobs;

class JobBar : public QWidget
{
    Q_OBJECT
public:
    explicit JobBar(Jobs& jobs, QWidget* parent = nullptr);

signals:
    void cancelRequested();

private:
    void begin(const QString& title);
    void end();

    QLabel* m_title;
    QProgressBar* m_progress;
    QTimer m_patience;
    int m_running = 0;
};

} // namespace saccade
