#include "app/commands/command_line.h"

#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/display.h"
#include "app/window/run_window.h"
#include "core/base/error.h"
#include "core/base/nearest.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QLoggingCategory>
#include <algorithm>
#include <filesystem>
#include <optional>

namespace saccade
{

namespace
{

constexpr int failure = 1;
constexpr int wrongUsage = 2;

std::vector<std::string> commandNames()
{
    std::vector<std::string> names;
    for (const auto& command : Registry<Command>::all()) {
        names.emplace_back(command->identifier());
    }
    return names;
}

std::vector<std::string> optionNames(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const auto* option : app.get_options()) {
        for (const auto& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

// What CLI11 could not place: an option that does not exist, or a word too many.
void refuseRest(const CLI::App& app)
{
    const auto rest = app.remaining();
    const auto option =
        std::ranges::find_if(rest, [](const auto& word) { return word.starts_with('-'); });
    if (option != rest.end()) {
        const auto name = option->substr(0, option->find('='));
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no option “%1”. Did you mean “%2”?"),
                         {name, nearest(name, optionNames(app))});
    }
    if (!rest.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” is one argument too many: `%2 --help` "
                                                    "shows what is possible."),
                         {rest.front(), app.get_name()});
    }
}

// CLI11's own sentences are for programmers: "Could not convert: --steps = x" and the like.
[[noreturn]] void refuseValue(const CLI::ParseError& error, const std::string& command)
{
    const std::string text = error.what();
    constexpr std::string_view conversion = "Could not convert: ";
    const auto equals = text.find(" = ");
    if (text.starts_with(conversion) && equals != std::string::npos) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” is no number that %2 can take."),
            {text.substr(equals + 3), text.substr(conversion.size(), equals - conversion.size())});
    }
    const auto colon = text.find(':');
    if (text.ends_with("missing") && colon != std::string::npos) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The option %1 needs a value after it."),
                         {text.substr(0, colon)});
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "The command line is not right: %1. `%2 --help` "
                                                "shows what is possible."),
                     {text, command});
}

enum class Parsed { Ready, HelpShown };

// `words`: all but the names of program and command.
Parsed parse(CLI::App& app, std::vector<std::string> words)
{
    app.allow_extras();
    app.set_help_flag("-h,--help", commandText(QT_TRANSLATE_NOOP("Command", "Show this help")));
    app.get_formatter()->column_width(34);
    std::ranges::reverse(words); // as CLI11 wants them
    try {
        app.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
        print(app.help());
        return Parsed::HelpShown;
    } catch (const CLI::ParseError& error) {
        refuseValue(error, app.get_name());
    }
    refuseRest(app);
    return Parsed::Ready;
}

void runCommand(const Command& command, std::vector<std::string> words)
{
    const auto name = "saccade " + std::string(command.identifier());
    CLI::App app(commandText(command.summary()), name);
    const auto work = command.declare(app);
    if (parse(app, std::move(words)) == Parsed::Ready) {
        work();
    }
}

std::string commandList()
{
    auto list =
        commandText(QT_TRANSLATE_NOOP("Command", "Commands (saccade COMMAND --help):")) + "\n";
    for (const auto& command : Registry<Command>::all()) {
        auto name = "  " + std::string(command->identifier());
        name.resize(std::max<std::size_t>(name.size(), 14), ' ');
        list += name + commandText(command->summary()) + "\n";
    }
    return list;
}

// A first word that is no command must be a file.
void requireCommandOrFile(const std::string& word)
{
    const std::filesystem::path path(word);
    if (!word.starts_with('-') && !path.has_parent_path() && !std::filesystem::exists(path)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no command and no file “%1”. Did you "
                                                    "mean “%2”?"),
                         {word, nearest(word, commandNames())});
    }
}

// What is wrong with the files that are to be opened; those that are missing are taken out.
std::optional<UsageError> missingFile(std::vector<std::filesystem::path>& files)
{
    try {
        std::ranges::for_each(files, [](const auto& file) { requireExisting(file); });
    } catch (const UsageError& error) {
        std::erase_if(files, [](const auto& file) { return !std::filesystem::exists(file); });
        return error;
    }
    return std::nullopt;
}

bool hasDisplay()
{
    try {
        requireDisplay();
    } catch (const Error&) {
        return false;
    }
    return true;
}

int showWindow(std::vector<std::string> words, int& argc, char** argv)
{
    if (!words.empty()) {
        requireCommandOrFile(words.front());
    }
    CLI::App app(commandText(QT_TRANSLATE_NOOP(
                     "Command", "Shows where a model looks. Without a command: opens the window.")),
                 "saccade");
    WindowOptions options;
    addWindowOptions(app, options);
    bool wantsVersion = false;
    app.add_flag("--version", wantsVersion,
                 commandText(QT_TRANSLATE_NOOP("Command", "Show the version")));
    app.footer(commandList());
    if (parse(app, std::move(words)) == Parsed::HelpShown) {
        return 0;
    }
    if (wantsVersion) {
        print("saccade " SACCADE_VERSION "\n");
        return 0;
    }
    if (const auto problem = missingFile(options.files)) {
        if (!options.screenshot.empty() || !hasDisplay()) {
            throw *problem;
        }
        // Who starts the program from the desktop sees no terminal: the window says it too.
        complain(*problem);
        options.problem = *problem;
        runWindow(options, argc, argv);
        return wrongUsage;
    }
    requireDisplay();
    return runWindow(options, argc, argv);
}

int run(std::vector<std::string> words, int& argc, char** argv)
{
    const auto* command = words.empty() ? nullptr : Registry<Command>::find(words.front());
    if (command == nullptr) {
        return showWindow(std::move(words), argc, argv);
    }
    words.erase(words.begin());
    runCommand(*command, std::move(words));
    requirePrinted();
    return 0;
}

} // namespace

int runProgram(int& argc, char** argv)
{
    QCoreApplication::setApplicationName("saccade");
    QCoreApplication::setApplicationVersion(SACCADE_VERSION);
    // Pictures with odd colour profiles make their decoders talk; what matters is thrown.
    QLoggingCategory::setFilterRules(
        QStringLiteral("qt.gui.imageio.info=false\nqt.gui.imageio.warning=false"));
    try {
        return run({argv + std::min(argc, 1), argv + argc}, argc, argv);
    } catch (const UsageError& error) {
        complain(error);
        return wrongUsage;
    } catch (const Error& error) {
        complain(error);
        return failure;
    } catch (const std::exception& error) {
        complain(Error(QT_TRANSLATE_NOOP("Error", "Something unexpected went wrong: %1"),
                       {error.what()}));
        return failure;
    }
}

} // namespace saccade
