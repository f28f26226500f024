// One subcommand of the command line; each is a file of app/commands that registers itself.
#pragma once

#include "core/base/registry.h"

#include <functional>
#include <string_view>

namespace CLI
{
class App;
}

namespace saccade
{

class Command
{
public:
    virtual ~Command() = default;
    virtual std::string_view identifier() const = 0; // as typed
    virtual const char* summary() const = 0;         // QT_TRANSLATE_NOOP("Command", "…")
    /// Adds the options to `app` and returns the work, called once they are parsed. It writes
    /// results to standard output and throws Error or UsageError.
    virtual std::function<void()> declare(CLI::App& app) const = 0;
};

} // namespace saccade
