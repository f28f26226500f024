#include "app/window/run_window.h"

#include "app/window/appearance.h"
#include "app/window/language.h"
#include "app/window/main_window.h"
#include "app/window/opening.h"
#include "app/window/preferences.h"
#include "app/window/screenshot.h"
#include "app/window/start_selection.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>

namespace saccade
{

namespace
{

/// Builds the window, and again when another language is chosen.
class Show
{
public:
    Show(Workbench& workbench, const WindowOptions& options)
        : m_workbench(workbench), m_options(options)
    {
        build();
        if (m_options.width > 0) {
            m_window->resize(m_options.width, m_options.height);
        }
        m_window->show();
    }

    MainWindow& window() { return *m_window; }

private:
    void build()
    {
        m_window = std::make_unique<MainWindow>(m_workbench);
        QObject::connect(
            m_window.get(), &MainWindow::languageChosen, m_window.get(),
            [this](const QString& code) {
                Preferences().setLanguage(code);
                applyLanguage(code);
                m_window->saveLayout();
                std::unique_ptr<MainWindow> old = std::move(m_window);
                build();
                m_window->show();
                old.release()->deleteLater(); // its menu is still on the way out
            },
            Qt::QueuedConnection);
    }

    Workbench& m_workbench;
    const WindowOptions& m_options;
    std::unique_ptr<MainWindow> m_window;
};

/// Gives the model that is opened first what the options hold for it.
void giveInput(Workbench& workbench, const WindowOptions& options)
{
    const Prompt prompt{.text = QString::fromStdString(options.text),
                        .picture = QString::fromStdString(options.image),
                        .sound = QString::fromStdString(options.audio),
                        .series = QString::fromStdString(options.series)};
    QObject::connect(
        &workbench.workspace(), &Workspace::modelChanged, &workbench,
        [&workbench, prompt] { workbench.run(prompt); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void name(QApplication& application)
{
    application.setApplicationName(QStringLiteral("saccade"));
    application.setOrganizationName(QStringLiteral("saccade"));
    application.setApplicationDisplayName(QStringLiteral("Saccade"));
    application.setApplicationVersion(QStringLiteral(SACCADE_VERSION));
    application.setQuitOnLastWindowClosed(true);
}

} // namespace

int runWindow(const WindowOptions& options, int& argc, char** argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    name(application);
    // A picture is the same whoever takes it.
    QTemporaryDir noSettings;
    if (!options.screenshot.empty()) {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, noSettings.path());
    }
    applyTheme(options.theme.empty() ? Preferences().theme()
                                     : themeChoice(QString::fromStdString(options.theme)));
    applyLanguage(options.language.empty() ? Preferences().language()
                                           : QString::fromStdString(options.language));

    Workbench workbench;
    workbench.setDevice(Preferences().device().toStdString());
    Show show(workbench, options);
    if (!options.text.empty() || !options.image.empty() || !options.audio.empty() ||
        !options.series.empty()) {
        giveInput(workbench, options);
    }
    if (options.isLookingSomewhere()) {
        selectAtStart(workbench, options);
    }
    if (options.listModels) {
        show.window().findChild<Opening*>()->chooseModel();
    }
    if (!options.screenshot.empty() && options.listModels) {
        saveDialogScreenshot(show.window(), options.screenshot);
    } else if (!options.screenshot.empty()) {
        saveScreenshot(show.window(), options.screenshot, sinceStart);
    }
    if (options.problem) {
        emit workbench.noticed(errorNotice(*options.problem, {}));
    } else if (options.files.empty()) {
        workbench.openDemo();
    }
    for (const auto& file : options.files) {
        workbench.open(file);
    }
    workbench.findDevices();
    return QApplication::exec();
}

int runWindow(const std::vector<std::filesystem::path>& files, int& argc, char** argv)
{
    WindowOptions options;
    options.files = files;
    return runWindow(options, argc, argv);
}

} // namespace saccade
