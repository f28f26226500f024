// How the window is started: what main passes on from the command line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace saccade
{

/// Empty members mean: as the user left it.
struct WindowOptions {
    std::vector<std::filesystem::path> files; // checkpoints, traces; none: the demo model
    // For developers, hidden from --help:
    std::filesystem::path screenshot; // saves the first picture there and quits
    int width = 0, height = 0;        // of the window, in device-independent pixels
    std::string theme;                // "light", "dark"
    std::string language;             // "de", "zh_CN", "en"
};

/// Adds FILE… and the hidden options to `command`; they are written to `options`, which must
/// outlive the parsing. Wrong values are CLI::ValidationErrors.
void addWindowOptions(CLI::App& command, WindowOptions& options);

} // namespace saccade
