// The newest notice, in the window and not in front of it.
#pragma once

#include "app/window/notice.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace saccade
{

/// Information goes by itself after a while; warnings and errors stay until they are closed or
/// replaced.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

public slots:
    void show(const saccade::Notice& notice);
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void copy() const;

    Notice m_notice;
    QLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_copy;
    QTimer m_goodbye;
};

} // namespace saccade
