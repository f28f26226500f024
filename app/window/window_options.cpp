#include "app/window/window_options.h"

#include <CLI/CLI.hpp>
#include <charconv>

namespace saccade
{

namespace
{

/// "1600x1000" → the numbers; throws CLI::ValidationError for anything else.
void readSize(const std::string& text, WindowOptions& options)
{
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, options.width);
    if (width.ec == std::errc() && width.ptr != end && *width.ptr == 'x') {
        const auto height = std::from_chars(width.ptr + 1, end, options.height);
        const bool sensible = options.width >= 200 && options.width <= 16384 &&
                              options.height >= 200 && options.height <= 16384;
        if (height.ec == std::errc() && height.ptr == end && sensible) {
            return;
        }
    }
    throw CLI::ValidationError("--size",
                               "expected WIDTHxHEIGHT between 200 and 16384, such as 1600x1000");
}

} // namespace

void addWindowOptions(CLI::App& command, WindowOptions& options)
{
    command.add_option("FILE", options.files, "Checkpoints or traces to open in the window");
    command.add_option("--screenshot", options.screenshot)->group("");
    command
        .add_option_function<std::string>(
            "--size", [&options](const std::string& text) { readSize(text, options); })
        ->group("");
    command.add_option("--theme", options.theme)
        ->check(CLI::IsMember({"light", "dark"}))
        ->group("");
    command.add_option("--language", options.language)->group("");
    command.add_option("--text", options.text)->group("");
    command.add_option("--image", options.image)->group("");
    command.add_option("--audio", options.audio)->group("");
    command.add_option("--series", options.series)->group("");
    command.add_option("--part", options.part)->group("");
    command.add_option("--layer", options.layer)->group("");
    command.add_option("--head", options.head)->group("");
    command.add_option("--query", options.query)->group("");
    command.add_flag("--list-models", options.listModels)->group("");
}

} // namespace saccade
