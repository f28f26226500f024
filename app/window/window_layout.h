// Where the docks stand: as the user left them, or as they were meant.
#pragma once

#include <QList>

class QMainWindow;

namespace saccade
{

class PanelDock;

/// `centre`: the window within the window that holds the panels.
void saveWindowLayout(const QMainWindow& window, const QMainWindow& centre);
/// Whether there was one that fits this version.
bool restoreWindowLayout(QMainWindow& window, QMainWindow& centre);
/// All docked and shown, each with its share of the window.
void arrangeDocks(QMainWindow& window, const QList<PanelDock*>& docks);

} // namespace saccade
