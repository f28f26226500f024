#include "app/window/menus.h"

#include "app/window/language.h"
#include "app/window/preferences.h"
#include "app/window/workbench.h"
#include "views/panels/line_icon.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QLocale>
#include <QMainWindow>
#include <QMenuBar>

namespace saccade
{

Menus::Menus(QMainWindow& window, Workbench& workbench)
    : QObject(&window), m_window(window), m_workbench(workbench)
{
    addFileMenu();
    addEditMenu();
    addRunMenu();
    addViewMenu();
    addHelpMenu();
    connect(&workbench.workspace(), &Workspace::changed, this, &Menus::showState);
    connect(&workbench.jobs(), &Jobs::runningChanged, this, &Menus::showState);
    connect(&workbench.edits(), &EditList::editsChanged, this, &Menus::showState);
    showState();
}

QAction* Menus::add(QMenu& menu, const QString& text, const QString& icon, const QKeySequence& keys,
                    const char* objectName)
{
    auto* action = menu.addAction(icon.isEmpty() ? QIcon() : lineIcon(icon), text);
    action->setShortcut(keys);
    action->setObjectName(QString::fromLatin1(objectName));
    return action;
}

void Menus::addFileMenu()
{
    auto& menu = *m_window.menuBar()->addMenu(tr("&File"));
    connect(add(menu, tr("&Open model …"), QStringLiteral("model"), QKeySequence::Open,
                "openModelAction"),
            &QAction::triggered, this, &Menus::openModelRequested);
    connect(add(menu, tr("Open &file …"), QStringLiteral("open"),
                QKeySequence(QStringLiteral("Ctrl+Shift+O")), "openAction"),
            &QAction::triggered, this, &Menus::openFileRequested);
    connect(add(menu, tr("Open fo&lder …"), {}, QKeySequence(QStringLiteral("Ctrl+Alt+O")),
                "openFolderAction"),
            &QAction::triggered, this, &Menus::openFolderRequested);
    m_recent = menu.addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &Menus::fillRecent);
    connect(add(menu, tr("Open the &demo model"), {}, {}, "openDemoAction"), &QAction::triggered,
            &m_workbench, &Workbench::openDemo);
    menu.addSeparator();
    m_saveTrace = add(menu, tr("&Save trace …"), QStringLiteral("save"), QKeySequence::Save,
                      "saveTraceAction");
    connect(m_saveTrace, &QAction::triggered, this, &Menus::saveTraceRequested);
    m_export = add(menu, tr("&Export figure or numbers …"), QStringLiteral("export"),
                   QKeySequence(QStringLiteral("Ctrl+E")), "exportAction");
    connect(m_export, &QAction::triggered, this, &Menus::exportRequested);
    menu.addSeparator();
    connect(add(menu, tr("&Quit"), {}, QKeySequence::Quit, "quitAction"), &QAction::triggered,
            &m_window, &QWidget::close);
}

void Menus::addEditMenu()
{
    auto& menu = *m_window.menuBar()->addMenu(tr("&Edit"));
    auto& stack = m_workbench.edits().undoStack();
    auto* undo = stack.createUndoAction(this, tr("&Undo"));
    undo->setIcon(lineIcon(QStringLiteral("undo")));
    undo->setShortcut(QKeySequence::Undo);
    undo->setObjectName(QStringLiteral("undoAction"));
    auto* redo = stack.createRedoAction(this, tr("&Redo"));
    redo->setIcon(lineIcon(QStringLiteral("redo")));
    redo->setShortcut(QKeySequence::Redo);
    redo->setObjectName(QStringLiteral("redoAction"));
    menu.addAction(undo);
    menu.addAction(redo);
    m_clearEdits = add(menu, tr("Re&move all edits"), {}, {}, "clearEditsAction");
    connect(m_clearEdits, &QAction::triggered, &m_workbench.edits(), &EditList::removeAll);
    menu.addSeparator();
    m_copy = add(menu, tr("&Copy picture and numbers"), QStringLiteral("copy"),
                 QKeySequence(QStringLiteral("Ctrl+Shift+C")), "copyAction");
    connect(m_copy, &QAction::triggered, this, &Menus::copyRequested);
    connect(add(menu, tr("&Paste a picture or a file"), QStringLiteral("picture"),
                QKeySequence::Paste, "pasteAction"),
            &QAction::triggered, this, &Menus::pasteRequested);
}

void Menus::addRunMenu()
{
    auto& menu = *m_window.menuBar()->addMenu(tr("&Run"));
    m_run = add(menu, tr("&Run the prompt"), QStringLiteral("run"),
                QKeySequence(QStringLiteral("Ctrl+Return")), "runAction");
    connect(m_run, &QAction::triggered, this, &Menus::runRequested);
    m_stop = add(menu, tr("&Stop"), QStringLiteral("stop"), QKeySequence(QStringLiteral("Ctrl+.")),
                 "stopAction");
    connect(m_stop, &QAction::triggered, &m_workbench, &Workbench::stop);
    connect(add(menu, tr("Go to the &prompt"), {}, QKeySequence(QStringLiteral("Ctrl+L")),
                "focusPromptAction"),
            &QAction::triggered, this, &Menus::promptFocusRequested);
    menu.addSeparator();
    m_device = menu.addMenu(lineIcon(QStringLiteral("device")), tr("&Device"));
    fillDevices({});
    connect(&m_workbench, &Workbench::devicesFound, this, &Menus::fillDevices);
}

void Menus::addViewMenu()
{
    auto& menu = *m_window.menuBar()->addMenu(tr("&View"));
    connect(add(menu, tr("&Commands …"), QStringLiteral("search"),
                QKeySequence(QStringLiteral("Ctrl+K")), "paletteAction"),
            &QAction::triggered, this, &Menus::paletteRequested);
    m_panels = menu.addMenu(tr("&Panels"));
    menu.addSeparator();
    addThemes(*menu.addMenu(tr("&Theme")));
    addLanguages(*menu.addMenu(tr("&Language")));
    menu.addSeparator();
    connect(add(menu, tr("&Reset layout"), {}, {}, "resetLayoutAction"), &QAction::triggered, this,
            &Menus::layoutResetRequested);
}

void Menus::addHelpMenu()
{
    auto& menu = *m_window.menuBar()->addMenu(tr("&Help"));
    connect(add(menu, tr("&What am I looking at?"), QStringLiteral("explain"),
                QKeySequence::HelpContents, "explainAction"),
            &QAction::triggered, this, &Menus::explainRequested);
    connect(add(menu, tr("&About Saccade"), {}, {}, "aboutAction"), &QAction::triggered, this,
            &Menus::aboutRequested);
}

QAction* Menus::addChoice(QMenu& menu, QActionGroup& group, const QString& text, bool isChecked)
{
    auto* action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(isChecked);
    group.addAction(action);
    return action;
}

void Menus::addThemes(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    const ThemeChoice current = Preferences().theme();
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the &system")},
                                                       {ThemeChoice::Light, tr("&Light")},
                                                       {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : choices) {
        auto* action = addChoice(menu, *group, text, choice == current);
        action->setObjectName(QStringLiteral("theme-") + word(choice));
        connect(action, &QAction::triggered, this,
                [this, chosen = choice] { emit themeChosen(chosen); });
    }
}

void Menus::addLanguages(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    menu.setToolTipsVisible(true);
    QList<Language> choices = {{QString(), tr("As the &system")}};
    choices += languages();
    for (const auto& language : choices) {
        // Without a font its own name would be boxes, as all of the window.
        const bool isReadable = canBeWritten(language.code);
        const QString name =
            isReadable ? language.endonym
                       : tr("%1: no font for it is installed")
                             .arg(QLocale::languageToString(QLocale(language.code).language()));
        auto* action = addChoice(menu, *group, name, language.code == Preferences().language());
        action->setEnabled(isReadable);
        action->setToolTip(isReadable ? QString()
                                      : tr("Install one, such as Noto Sans CJK, and start Saccade "
                                           "again."));
        action->setObjectName(QStringLiteral("language-") + language.code);
        connect(action, &QAction::triggered, this,
                [this, code = language.code] { emit languageChosen(code); });
    }
}

void Menus::fillRecent()
{
    m_recent->clear();
    for (const auto& path : Preferences().recentFiles()) {
        const QFileInfo file(path);
        auto* action =
            m_recent->addAction(QStringLiteral("%1  —  %2").arg(file.fileName(), file.path()));
        connect(action, &QAction::triggered, this, [this, path] { emit openRequested(path); });
    }
    if (m_recent->isEmpty()) {
        m_recent->addAction(tr("Nothing was opened yet"))->setEnabled(false);
        return;
    }
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("&Forget these")), &QAction::triggered, this,
            [] { Preferences().clearRecentFiles(); });
}

void Menus::fillDevices(const std::vector<DeviceInfo>& devices)
{
    m_device->clear();
    auto* group = new QActionGroup(m_device);
    const auto addDevice = [&](const QString& choice, const QString& text) {
        auto* action = addChoice(*m_device, *group, text,
                                 choice == QString::fromStdString(m_workbench.device()));
        action->setObjectName(QStringLiteral("device-") + choice);
        connect(action, &QAction::triggered, this, [this, choice] { emit deviceChosen(choice); });
        return action;
    };
    addDevice(QStringLiteral("auto"), tr("&Automatic"));
    for (const auto& device : devices) {
        const QString identifier = QString::fromStdString(device.identifier);
        auto* action = addDevice(
            identifier,
            QStringLiteral("%1  (%2)").arg(QString::fromStdString(device.name), identifier));
        action->setEnabled(device.remark.empty());
        action->setToolTip(QString::fromStdString(device.remark));
    }
    m_device->setToolTipsVisible(true);
}

void Menus::addPanelToggle(QAction* toggle)
{
    m_panels->addAction(toggle);
}

void Menus::setCanExport(bool canExport)
{
    m_export->setEnabled(canExport);
    m_copy->setEnabled(canExport);
}

void Menus::showState()
{
    const bool isRunning = m_workbench.isRunning();
    m_saveTrace->setEnabled(m_workbench.workspace().run() != nullptr);
    m_run->setEnabled(m_workbench.workspace().model() != nullptr && !isRunning);
    m_stop->setEnabled(isRunning);
    m_clearEdits->setEnabled(!m_workbench.edits().edits().empty());
}

} // namespace saccade
