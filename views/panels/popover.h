// A small card beside the button that opened it; Esc or a click elsewhere closes it.
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace saccade
{

class Popover : public QFrame
{
    Q_OBJECT
public:
    explicit Popover(QWidget* parent);

    QVBoxLayout& column() { return *m_column; }
    /// Below the widget, or above it where the screen ends; right edges aligned.
    void showBelow(const QWidget& anchor);

private:
    QVBoxLayout* m_column;
};

} // namespace saccade
