// How the window is started: what main passes on from the command line.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <optional>
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
    std::optional<UsageError> problem{};      // with what was to be opened: the window shows it
    // For developers, hidden from --help:
    std::filesystem::path screenshot; // saves the first picture there and quits
    int width = 0, height = 0;        // of the window, in device-independent pixels
    std::string theme;                // "light", "dark"
    std::string language;             // "de", "zh_CN", "en"
    // What the model is given once it is open, and what is looked at then:
    std::string text, image, audio, series;
    std::string part; // as partNamed takes it
    int layer = 0, head = 0;
    int query = -1;          // −1: as for any run
    bool listModels = false; // opens the list of models, and takes its picture

    bool isLookingSomewhere() const { return !part.empty() || layer > 0 || head > 0 || query >= 0; }
};

/// Adds FILE… and the hidden options to `command`; they are written to `options`, which must
/// outlive the parsing. Wrong values are CLI::ValidationErrors.
void addWindowOptions(CLI::App& command, WindowOptions& options);

} // namespace saccade
