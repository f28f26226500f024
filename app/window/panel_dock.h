// A panel in its dock: a title line with what every panel offers (copy, export, explain, detach).
#pragma once

#include <QDockWidget>

class QHBoxLayout;
class QToolButton;

namespace saccade
{

class Panel;
class PanelKind;

class PanelDock : public QDockWidget
{
    Q_OBJECT
public:
    /// A panel made by its kind; takes `panel`.
    PanelDock(const PanelKind& kind, Panel* panel, QWidget* parent);
    /// Any widget, without copy, export and explain.
    PanelDock(const QString& title, QWidget* content, QWidget* parent);

    Panel* panel() const { return m_panel; }
    void explain();

signals:
    void exportRequested();

private:
    QToolButton* addButton(const QString& icon, const QString& name, const char* objectName);
    void buildTitle(const QString& title);
    void addDetachButton();
    void showState();

    Panel* m_panel = nullptr;
    QHBoxLayout* m_titleRow = nullptr;
    QToolButton *m_copy = nullptr, *m_export = nullptr, *m_explain = nullptr;
};

} // namespace saccade
