// The frame of the window: puts the parts together and connects them; the work is done in
// Workbench.
#pragma once

#include "app/window/workbench.h"

#include <QMainWindow>

class QToolButton;

namespace saccade
{

class JobBar;
class Menus;
class MessageBar;
class Opening;
class PanelDock;
class PromptBar;
class RunStrip;
class WorkspaceTree;
enum class ThemeChoice;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(Workbench& workbench);
    ~MainWindow() override;

    void saveLayout() const;

signals:
    /// The window has to be built anew in another language.
    void languageChosen(const QString& code);
    /// The panels show a run.
    void runShown();

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void addPanel(const PanelKind& kind);
    void addDock(PanelDock* dock, Qt::DockWidgetArea area);
    void buildStatusBar();
    void connectMenus();
    void connectWorkbench();
    void connectTree(WorkspaceTree& tree);
    void showModel();
    void showPrompt();
    void showRun();
    void showRunning();
    void fitRunDock(PanelDock& dock);
    void connectOpening();
    /// A picture or a sound: put where the model reads it, and run where that is all it needs.
    void giveInput(InputKind kind, const QString& path);
    void exportFigure(PanelDock& dock);
    void setTheme(ThemeChoice choice);
    PanelDock* activePanel() const;

    Workbench& m_workbench;
    Menus* m_menus;
    Opening* m_opening;
    MessageBar* m_messages;
    PromptBar* m_prompt;
    QMainWindow* m_centre; // docks of the centre panels
    RunStrip* m_strip;
    QToolButton* m_device;
    QList<PanelDock*> m_docks; // all, panels and others
    bool m_isArranged = false;
    int m_runHeight = 0; // of the dock below, before it became small
};

} // namespace saccade
