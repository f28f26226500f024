// A picture of the window as a user sees it, for the README and for looking at it.
#pragma once

#include <QElapsedTimer>
#include <filesystem>

namespace saccade
{

class MainWindow;

/// Once the first run is shown and the displays have drawn themselves: saves PNG and quits (exit
/// code 1 if it cannot be written). Says on stderr how long the first picture took.
void saveScreenshot(MainWindow& window, const std::filesystem::path& path,
                    const QElapsedTimer& sinceStart);

/// The same of the dialog that is open, once it has had time to fill.
void saveDialogScreenshot(MainWindow& window, const std::filesystem::path& path);

} // namespace saccade
