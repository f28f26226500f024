// The window, from start to close.
#pragma once

#include "app/window/window_options.h"

namespace saccade
{

/// Shows the window until it is closed and returns the exit code. Makes the QApplication; whether
/// there is a display at all is for the caller to find out first.
int runWindow(const WindowOptions& options, int& argc, char** argv);
int runWindow(const std::vector<std::filesystem::path>& files, int& argc, char** argv);

} // namespace saccade
