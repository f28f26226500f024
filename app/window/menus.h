// The menus of the window; what cannot be done at once is asked for by signals.
#pragma once

#include "app/window/appearance.h"
#include "core/graph/backend.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace saccade
{

class Workbench;

class Menus : public QObject
{
    Q_OBJECT
public:
    Menus(QMainWindow& window, Workbench& workbench);

    /// Under View, with a mnemonic of the caller's choice.
    void addPanelToggle(QAction* toggle);
    void setCanExport(bool canExport);
    QMenu* deviceMenu() const { return m_device; }

signals:
    void openModelRequested();
    void openFileRequested();
    void openFolderRequested();
    void openRequested(const QString& path);
    void saveTraceRequested();
    void exportRequested();
    void copyRequested();
    void pasteRequested();
    void promptFocusRequested();
    void runRequested();
    void explainRequested();
    void paletteRequested();
    void layoutResetRequested();
    void themeChosen(saccade::ThemeChoice choice);
    void languageChosen(const QString& code);
    void deviceChosen(const QString& choice);
    void aboutRequested();

private:
    QAction* add(QMenu& menu, const QString& text, const QString& icon, const QKeySequence& keys,
                 const char* objectName);
    void addFileMenu();
    void addEditMenu();
    void addViewMenu();
    void addRunMenu();
    void addHelpMenu();
    void addThemes(QMenu& menu);
    void addLanguages(QMenu& menu);
    void fillRecent();
    void fillDevices(const std::vector<DeviceInfo>& devices);
    QAction* addChoice(QMenu& menu, QActionGroup& group, const QString& text, bool isChecked);
    void showState();

    QMainWindow& m_window;
    Workbench& m_workbench;
    QMenu *m_recent = nullptr, *m_panels = nullptr, *m_device = nullptr;
    QAction *m_saveTrace = nullptr, *m_export = nullptr, *m_copy = nullptr, *m_run = nullptr,
            *m_stop = nullptr, *m_clearEdits = nullptr;
};

} // namespace saccade
