#include "app/window/window_layout.h"

#include "app/window/panel_dock.h"
#include "app/window/preferences.h"

#include <QMainWindow>
#include <algorithm>

namespace saccade
{

namespace
{

const QString outerLayout = QStringLiteral("window");
const QString centreLayout = QStringLiteral("centre");
const QString geometryLayout = QStringLiteral("geometry");

} // namespace

void saveWindowLayout(const QMainWindow& window, const QMainWindow& centre)
{
    Preferences preferences;
    preferences.setLayout(geometryLayout, window.saveGeometry());
    preferences.setLayout(outerLayout, window.saveState());
    preferences.setLayout(centreLayout, centre.saveState());
}

bool restoreWindowLayout(QMainWindow& window, QMainWindow& centre)
{
    const Preferences preferences;
    window.restoreGeometry(preferences.layout(geometryLayout));
    const bool isRestored = window.restoreState(preferences.layout(outerLayout));
    centre.restoreState(preferences.layout(centreLayout));
    return isRestored;
}

void arrangeDocks(QMainWindow& window, const QList<PanelDock*>& docks)
{
    for (auto* dock : docks) {
        dock->setFloating(false);
        dock->show();
    }
    const auto named = [&](const char* name) {
        return window.findChild<PanelDock*>(QString::fromLatin1(name));
    };
    if (auto* workspace = named("workspaceDock"), *inspector = named("inspectorDock");
        workspace && inspector) {
        window.resizeDocks({workspace, inspector}, {210, 280}, Qt::Horizontal);
    }
    if (auto* run = named("runDock")) {
        window.resizeDocks({run}, {std::clamp(window.height() / 6, 110, 190)}, Qt::Vertical);
    }
}

} // namespace saccade
