// One line of text that gives up its middle where there is no room for all of it.
#pragma once

#include <QLabel>

namespace saccade
{

/// The whole text is its tooltip, and Copy in its context menu copies it.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setWhole(const QString& text);
    const QString& whole() const { return m_whole; }
    /// Before the whole text in the tooltip: what it is.
    void setExplanation(const QString& explanation);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elide();

    QString m_whole, m_explanation;
};

} // namespace saccade
