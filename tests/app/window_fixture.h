// The real window on the demo model, with settings of its own; widgets are found by objectName.
#pragma once

#include "app/window/main_window.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <fstream>

namespace saccade
{

constexpr int patience = 60000; // milliseconds; builders without optimisation are slow

/// Declare first: settings of the user are neither read nor changed.
class OwnSettings
{
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("saccade"));
        QCoreApplication::setApplicationName(QStringLiteral("saccade"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QSettings().clear();
    }
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

struct WindowFixture {
    OwnSettings settings;
    Workbench workbench;
    MainWindow window;

    WindowFixture() : window(workbench)
    {
        workbench.setDevice("cpu");
        window.resize(1280, 800);
        window.show();
    }

    template <typename Widget>
    Widget& find(const char* name) const
    {
        auto* widget = window.findChild<Widget*>(QString::fromLatin1(name));
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return *widget;
    }

    /// A file of the given contents in the folder of the settings.
    std::filesystem::path write(const std::string& name, const std::string& contents) const
    {
        const auto path = settings.folder() / name;
        std::ofstream(path, std::ios::binary) << contents;
        return path;
    }

    std::size_t runs() { return workbench.workspace().runs().size(); }
};

} // namespace saccade

/// The demo model is open and its first run is shown.
#define OPEN_DEMO(fixture)                                                                         \
    fixture.workbench.openDemo();                                                                  \
    QTRY_VERIFY_WITH_TIMEOUT(fixture.workbench.workspace().run() != nullptr, saccade::patience)
