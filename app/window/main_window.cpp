#include "app/window/main_window.h"

#include "app/window/command_palette.h"
#include "app/window/export_dialog.h"
#include "app/window/job_bar.h"
#include "app/window/menus.h"
#include "app/window/message_bar.h"
#include "app/window/opening.h"
#include "app/window/panel_dock.h"
#include "app/window/preferences.h"
#include "app/window/prompt_bar.h"
#include "app/window/run_strip.h"
#include "app/window/save_trace.h"
#include "app/window/window_layout.h"
#include "app/window/workspace_tree.h"
#include "views/panels/line_icon.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDropEvent>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace saccade
{

MainWindow::MainWindow(Workbench& workbench) : m_workbench(workbench)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Saccade"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/saccade.svg")));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContextMenuPolicy(Qt::NoContextMenu);
    resize(1360, 860);
    m_menus = new Menus(*this, workbench);
    m_opening = new Opening(*this, workbench);
    buildCentre();
    buildDocks();
    buildStatusBar();
    connectMenus();
    connectOpening();
    connectWorkbench();
    m_isArranged = restoreWindowLayout(*this, *m_centre);
    showModel();
    showPrompt();
    showRun();
    showRunning();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre()
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    m_messages = new MessageBar(column);
    m_prompt = new PromptBar(column);
    m_centre = new QMainWindow(column);
    m_centre->setWindowFlags(Qt::Widget); // its constructor makes every main window a window
    m_centre->setObjectName(QStringLiteral("centre"));
    m_centre->setDockNestingEnabled(true);
    m_centre->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_centre->setContextMenuPolicy(Qt::NoContextMenu);
    layout->addWidget(m_messages);
    layout->addWidget(m_prompt);
    layout->addWidget(m_centre, 1);
    setCentralWidget(column);
}

void MainWindow::buildDocks()
{
    auto* tree = new WorkspaceTree(m_workbench.workspace(), this);
    connectTree(*tree);
    auto* workspace = new PanelDock(tr("Workspace"), tree, this);
    workspace->setObjectName(QStringLiteral("workspaceDock"));
    addDock(workspace, Qt::LeftDockWidgetArea);
    for (const auto& kind : Registry<PanelKind>::all()) {
        addPanel(*kind);
    }
    m_strip = new RunStrip(m_workbench.selection(), this);
    auto* run = new PanelDock(tr("Run"), m_strip, this);
    run->setObjectName(QStringLiteral("runDock"));
    addDock(run, Qt::BottomDockWidgetArea);
    connect(m_strip, &RunStrip::emptinessChanged, this, [this, run] { fitRunDock(*run); });
    for (const auto corner : {Qt::BottomLeftCorner, Qt::BottomRightCorner}) {
        setCorner(corner, Qt::BottomDockWidgetArea);
    }
}

void MainWindow::addPanel(const PanelKind& kind)
{
    auto* dock = new PanelDock(kind, kind.create(m_workbench.panelContext(), nullptr), this);
    connect(dock, &PanelDock::exportRequested, this, [this, dock] { exportFigure(*dock); });
    connect(dock->panel(), &Panel::contentChanged, this,
            [this] { m_menus->setCanExport(activePanel() != nullptr); });
    if (kind.place() != PanelPlace::Centre) {
        const bool isRight = kind.place() == PanelPlace::Right;
        addDock(dock, isRight ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea);
        return;
    }
    m_centre->addDockWidget(Qt::TopDockWidgetArea, dock);
    m_docks << dock;
    m_menus->addPanelToggle(dock->toggleViewAction());
}

void MainWindow::addDock(PanelDock* dock, Qt::DockWidgetArea area)
{
    addDockWidget(area, dock);
    m_docks << dock;
    m_menus->addPanelToggle(dock->toggleViewAction());
}

void MainWindow::buildStatusBar()
{
    auto* jobs = new JobBar(m_workbench.jobs(), this);
    statusBar()->addWidget(jobs, 1);
    connect(jobs, &JobBar::cancelRequested, this, [this] {
        m_workbench.isRunning() ? m_workbench.stop() : m_workbench.jobs().cancelAll();
    });
    m_device = new QToolButton(this);
    m_device->setObjectName(QStringLiteral("deviceButton"));
    m_device->setIcon(lineIcon(QStringLiteral("device")));
    m_device->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_device->setText(tr("Device"));
    m_device->setToolTip(tr("Where the model runs; choose another device"));
    m_device->setFocusPolicy(Qt::TabFocus);
    m_device->setPopupMode(QToolButton::InstantPopup);
    m_device->setMenu(m_menus->deviceMenu());
    statusBar()->addPermanentWidget(m_device);
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::connectTree(WorkspaceTree& tree)
{
    connect(&tree, &WorkspaceTree::inputChosen, this, [this](const GivenInput& input) {
        if (input.kind != InputKind::Text) {
            giveInput(input.kind, input.value);
            return;
        }
        m_prompt->setText(input.value);
        m_prompt->focusText();
    });
    connect(&tree, &WorkspaceTree::saveRequested, this,
            [this](int number) { saveTraceAs(*this, m_workbench, number); });
}

void MainWindow::connectMenus()
{
    connect(m_menus, &Menus::saveTraceRequested, this,
            [this] { saveTraceAs(*this, m_workbench, m_workbench.workspace().run()->number); });
    connect(m_menus, &Menus::exportRequested, this, [this] {
        if (auto* dock = activePanel()) {
            exportFigure(*dock);
        }
    });
    connect(m_menus, &Menus::copyRequested, this, [this] {
        if (auto* dock = activePanel()) {
            dock->panel()->copy();
        }
    });
    connect(m_menus, &Menus::explainRequested, this, [this] {
        const auto named = [](const PanelDock* dock) { return dock->panel() != nullptr; };
        const auto first = std::ranges::find_if(m_docks, named);
        if (auto* dock = activePanel() != nullptr ? activePanel()
                         : first == m_docks.end() ? nullptr
                                                  : *first) {
            dock->explain();
        }
    });
    connect(m_menus, &Menus::runRequested, this, [this] { m_workbench.run(m_prompt->prompt()); });
    connect(m_menus, &Menus::promptFocusRequested, m_prompt, &PromptBar::focusText);
    connect(m_menus, &Menus::paletteRequested, this, [this] {
        auto* palette = findChild<CommandPalette*>();
        (palette != nullptr ? palette : new CommandPalette(this))->open(*menuBar());
    });
    connect(m_menus, &Menus::layoutResetRequested, this, [this] {
        Preferences().clearLayout();
        arrangeDocks(*this, m_docks);
    });
    connect(m_menus, &Menus::themeChosen, this, &MainWindow::setTheme);
    connect(m_menus, &Menus::languageChosen, this, &MainWindow::languageChosen);
    connect(m_menus, &Menus::deviceChosen, this, [this](const QString& choice) {
        Preferences().setDevice(choice);
        m_workbench.setDevice(choice.toStdString());
        m_device->setText(choice == QLatin1String("auto") ? tr("Automatic") : choice);
    });
    connect(m_menus, &Menus::aboutRequested, this, [this] {
        m_messages->show(
            {Notice::Severity::Information,
             tr("Saccade %1 opens a checkpoint, runs it and shows where it looks. Built with Qt "
                "%2.")
                 .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())),
             {}});
    });
}

void MainWindow::connectOpening()
{
    connect(m_menus, &Menus::openModelRequested, m_opening, &Opening::chooseModel);
    connect(m_menus, &Menus::openFileRequested, m_opening, &Opening::chooseFile);
    connect(m_menus, &Menus::openFolderRequested, m_opening, &Opening::chooseFolder);
    connect(m_menus, &Menus::openRequested, m_opening, &Opening::takeFile);
    connect(m_menus, &Menus::pasteRequested, m_opening, &Opening::paste);
    connect(m_prompt, &PromptBar::pasteRequested, m_opening, &Opening::paste);
    connect(m_opening, &Opening::pictureGiven, this,
            [this](const QString& path) { giveInput(InputKind::Image, path); });
    connect(m_opening, &Opening::soundGiven, this,
            [this](const QString& path) { giveInput(InputKind::Audio, path); });
    connect(m_opening, &Opening::seriesGiven, this,
            [this](const QString& path) { giveInput(InputKind::Series, path); });
    for (auto* dock : m_docks) {
        if (dock->panel() != nullptr) {
            connect(dock->panel(), &Panel::openRequested, m_opening, &Opening::chooseModel);
        }
    }
}

void MainWindow::connectWorkbench()
{
    connect(&m_workbench, &Workbench::noticed, m_messages, &MessageBar::show);
    connect(&m_workbench, &Workbench::opened, this, [this](const QString& path) {
        m_messages->dismiss();
        Preferences().addRecentFile(path);
        m_prompt->focusText();
    });
    connect(&m_workbench, &Workbench::promptEncoded, m_strip, &RunStrip::begin);
    connect(&m_workbench, &Workbench::promptEncoded, m_messages, &MessageBar::dismiss);
    connect(&m_workbench, &Workbench::stepMade, m_strip, &RunStrip::append);
    connect(&m_workbench, &Workbench::deviceUsed, m_device, &QToolButton::setText);
    connect(&m_workbench.workspace(), &Workspace::modelChanged, this, &MainWindow::showModel);
    connect(&m_workbench.workspace(), &Workspace::runChanged, this, &MainWindow::showPrompt);
    connect(&m_workbench, &Workbench::shownChanged, this, &MainWindow::showRun);
    connect(&m_workbench.jobs(), &Jobs::runningChanged, this, &MainWindow::showRunning);
    connect(m_prompt, &PromptBar::runRequested, &m_workbench, &Workbench::run);
    connect(m_prompt, &PromptBar::stopRequested, &m_workbench, &Workbench::stop);
}

void MainWindow::showModel()
{
    const auto& model = m_workbench.workspace().model();
    const QString name = model ? m_workbench.workspace().nameOf(*model) : QString();
    m_prompt->setModel(model.get(), name);
    for (auto* dock : m_docks) {
        if (dock->panel() != nullptr) {
            dock->panel()->setModel(model);
        }
    }
    m_strip->setModel(model.get());
    setWindowTitle(model ? QStringLiteral("%1 – Saccade").arg(name) : QStringLiteral("Saccade"));
}

void MainWindow::showPrompt()
{
    const auto* run = m_workbench.workspace().run();
    if (run != nullptr && run->model) {
        m_prompt->setPrompt(run->prompt);
    }
}

void MainWindow::showRun()
{
    const auto document = m_workbench.document();
    for (auto* dock : m_docks) {
        if (dock->panel() != nullptr) {
            dock->panel()->setRun(document);
        }
    }
    m_strip->setRun(document);
    m_menus->setCanExport(activePanel() != nullptr);
    if (document) {
        emit runShown();
    }
}

void MainWindow::showRunning()
{
    const bool isRunning = m_workbench.isRunning();
    m_prompt->setRunning(isRunning);
    if (!isRunning) {
        m_strip->settle();
    }
}

/// Where the strip has but a sentence to say, its room goes to the panels.
void MainWindow::fitRunDock(PanelDock& dock)
{
    const bool isSmall = m_strip->maximumHeight() < QWIDGETSIZE_MAX;
    if (m_strip->isEmpty() == isSmall) {
        return;
    }
    if (isSmall) {
        m_strip->setMaximumHeight(QWIDGETSIZE_MAX);
        resizeDocks({&dock}, {m_runHeight}, Qt::Vertical);
    } else {
        m_runHeight = dock.height();
        m_strip->setMaximumHeight(m_strip->sizeHint().height());
    }
}

/// The visible panel that shows something to export; the centre comes first.
PanelDock* MainWindow::activePanel() const
{
    for (auto* dock : m_docks) {
        if (dock->panel() != nullptr && !dock->panel()->figureKind().empty() && !dock->isHidden()) {
            return dock;
        }
    }
    return nullptr;
}

void MainWindow::giveInput(InputKind kind, const QString& path)
{
    kind == InputKind::Image    ? m_prompt->setPicture(path)
    : kind == InputKind::Series ? m_prompt->setSeries(path)
                                : m_prompt->setSound(path);
    if (!m_prompt->reads(kind)) {
        m_messages->show(
            {Notice::Severity::Information,
             kind == InputKind::Image
                 ? tr("The picture waits for a model that reads pictures: open one (Ctrl+O).")
             : kind == InputKind::Series
                 ? tr("The series waits for a model that reads series: open one (Ctrl+O).")
                 : tr("The sound waits for a model that reads sounds: open one (Ctrl+O)."),
             {}});
    } else if (m_prompt->isComplete()) {
        m_workbench.run(m_prompt->prompt());
    }
}

void MainWindow::exportFigure(PanelDock& dock)
{
    auto* dialog =
        new ExportDialog(m_workbench.jobs(), m_workbench.document(), dock.panel()->figureKind(),
                         dock.panel()->figureOptions(), this);
    connect(dialog, &ExportDialog::exported, this, [this](const QString& path) {
        m_messages->show({Notice::Severity::Information, tr("Exported to %1.").arg(path), {}});
    });
    dialog->show();
}

void MainWindow::setTheme(ThemeChoice choice)
{
    Preferences().setTheme(choice);
    applyTheme(choice);
}

void MainWindow::saveLayout() const
{
    saveWindowLayout(*this, *m_centre);
}

/// The docks take their shares of the size that the window has come to.
void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!m_isArranged) {
        m_isArranged = true;
        arrangeDocks(*this, m_docks);
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_workbench.jobs().cancelAll();
    saveLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (Opening::canTake(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    if (m_opening->take(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

} // namespace saccade
