#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/figure_options.h"
#include "app/commands/figure_recipe.h"
#include "core/base/error.h"
#include "core/display/matrix.h"
#include "core/trace/file_sums.h"
#include "core/trace/input_files.h"
#include "core/trace/recipe.h"
#include "views/displays/figure_parts.h"
#include "views/displays/series_run.h"

#include <CLI/CLI.hpp>
#include <QGuiApplication>
#include <algorithm>
#include <cstdio>

namespace saccade
{

namespace
{

struct FigureCommandOptions {
    std::string kind;
    std::string trace;
    std::string recipe;
    std::string out;
    std::string device = "auto";
    FigureArguments arguments;
};

std::vector<std::string> kindNames()
{
    std::vector<std::string> names;
    for (const auto& kind : Registry<FigureKind>::all()) {
        names.emplace_back(kind->identifier());
    }
    return names;
}

std::string listedKinds()
{
    std::string list;
    for (const auto& name : kindNames()) {
        list += (list.empty() ? "" : ", ") + name;
    }
    return list;
}

const FigureKind& kindNamed(const std::string& name)
{
    chosenIndex(name, kindNames(), "PANEL");
    return *Registry<FigureKind>::find(name);
}

// In small letters: ".PNG" is as good.
std::string extensionOf(const std::filesystem::path& path)
{
    auto extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return extension;
}

bool isData(const std::filesystem::path& path)
{
    const auto extension = extensionOf(path);
    return extension == ".npy" || extension == ".csv" || extension == ".json";
}

void requireWritable(const std::filesystem::path& out)
{
    static const std::vector<std::string> extensions{".svg", ".pdf", ".png",
                                                     ".npy", ".csv", ".json"};
    const auto extension = extensionOf(out);
    if (std::ranges::find(extensions, extension) == extensions.end()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "“%1” cannot be written: the name must end in .svg, "
                                           ".pdf, .png, .npy, .csv or .json."),
                         {out.string()});
    }
    const auto folder = std::filesystem::absolute(out).parent_path();
    if (!std::filesystem::is_directory(folder)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” cannot be written: there is no folder “%2”."),
            {out.string(), folder.string()});
    }
}

// What is asked of the trace, said in terms of the command line before anything is drawn.
void requirePart(const RunDocument& run, const FigureOptions& options,
                 const FigureArguments& arguments)
{
    if (run.attention == nullptr) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The trace holds no attention: make it with `saccade "
                                           "run --capture pattern --trace FILE`."));
    }
    const auto& source = *run.attention;
    const auto requireBelow = [](const auto& index, std::int64_t count, const char* option) {
        if (index && (*index < 0 || *index >= count)) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "%1 cannot be %2: a number from %3 to %4 is expected."),
                {option, std::to_string(*index), "0", std::to_string(count - 1)});
        }
    };
    requireBelow(arguments.layer, source.layers(), "--layer");
    requireBelow(arguments.head, source.heads(), "--head");
    requireBelow(arguments.query, source.queries(), "--query");
    const auto tokens = std::max(source.queries(), source.keys());
    if (options.firstToken >= tokens || options.lastToken >= tokens) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "--tokens %1:%2 lies outside the run: it has the "
                                           "positions 0:%3."),
                         {std::to_string(options.firstToken), std::to_string(options.lastToken + 1),
                          std::to_string(tokens)});
    }
}

std::string choiceText(const HeadChoice& choice)
{
    const auto& pattern =
        choice.combine == Combine::Maximum
            ? commandText(QT_TRANSLATE_NOOP("Command", "Layer %1, head %2 (maximum)"))
        : choice.layer < 0 || choice.head < 0
            ? commandText(QT_TRANSLATE_NOOP("Command", "Layer %1, head %2 (mean)"))
            : commandText(QT_TRANSLATE_NOOP("Command", "Layer %1, head %2"));
    const auto all = commandText(QT_TRANSLATE_NOOP("Command", "all"));
    return substitute(pattern, {choice.layer < 0 ? all : std::to_string(choice.layer),
                                choice.head < 0 ? all : std::to_string(choice.head)});
}

// Positions where a trace names nothing.
std::vector<std::string> labelsOf(const QStringList& labels, std::int64_t first, std::int64_t last)
{
    std::vector<std::string> result;
    for (auto position = first; position < last; ++position) {
        result.push_back(position < labels.size() ? labels[position].toStdString()
                                                  : std::to_string(position));
    }
    return result;
}

Matrix matrixOf(const RunDocument& run, const FigureOptions& options)
{
    const auto range = figureRange(run, options);
    auto tile = run.attention->tile(
        {options.head, range.firstQuery, range.lastQuery, range.firstKey, range.lastKey,
         static_cast<int>(range.queries()), static_cast<int>(range.keys()), options.pooling});
    Matrix matrix;
    matrix.title = choiceText(options.head);
    matrix.rowTitle = commandText(QT_TRANSLATE_NOOP("Command", "query"));
    matrix.columnTitle = commandText(QT_TRANSLATE_NOOP("Command", "key"));
    matrix.valueTitle = commandText(QT_TRANSLATE_NOOP("Command", "attention"));
    matrix.rows = range.queries();
    matrix.columns = range.keys();
    matrix.values = std::move(tile.cells);
    matrix.rowLabels = labelsOf(run.queryLabels, range.firstQuery, range.lastQuery);
    matrix.columnLabels = labelsOf(run.keyLabels, range.firstKey, range.lastKey);
    return matrix;
}

// Qt asks for the session's folder at start, which no figure needs.
void passOn(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (!text.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR"))) {
        std::fputs(qPrintable("saccade: " + text + "\n"), stderr);
    }
}

void write(const FigureKind& kind, const RunDocument& run, const FigureOptions& options,
           const std::filesystem::path& out)
{
    if (isData(out)) {
        if (kind.identifier() == "heads") {
            throw UsageError(QT_TRANSLATE_NOOP("Error",
                                               "“heads” can be drawn, but is no single matrix: "
                                               "choose .svg, .pdf or .png."));
        }
        writeMatrix(kind.subject() == FigureSubject::Forecast ? forecastMatrix(run)
                                                              : matrixOf(run, options),
                    out);
        return;
    }
    // Drawing text needs Qt's fonts, but no display.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    qInstallMessageHandler(passOn);
    int argumentCount = 1;
    char name[] = "saccade";
    char* arguments[] = {name, nullptr};
    const QGuiApplication application(argumentCount, arguments);
    exportFigure(kind, run, options, out);
}

std::shared_ptr<const Trace> traceOf(const FigureCommandOptions& options,
                                     const FigureRecipe& recipe)
{
    if (options.recipe.empty()) {
        requireExisting(options.trace);
        return loadTrace(options.trace);
    }
    const auto model = openNamedModel(recipeModel(recipe.run));
    requireSameFiles(recipe.run, *model);
    auto request = recipeRequest(recipe.run);
    request.input = withFiles(*model, std::move(request.input), inputFiles(request.source));
    request.capture = {"pattern"}; // all that figures need
    auto trace =
        std::make_shared<Trace>(*runModel(model, openChosenDevice(options.device), request));
    trace->recipe["capture"] = recipe.run.at("capture");
    return trace;
}

std::shared_ptr<const RunDocument> documentOf(std::shared_ptr<const Trace> trace,
                                              const std::string& part)
{
    const auto parts = capturedParts(*trace);
    return part.empty() || parts.empty()
               ? RunDocument::of(std::move(trace), {})
               : RunDocument::of(std::move(trace), {}, partNamed(parts, part));
}

void drawFigure(const FigureCommandOptions& options)
{
    if (options.trace.empty() == options.recipe.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "One of --trace and --recipe is needed, and only one."));
    }
    requireGiven(options.out, "--out");
    requireWritable(options.out);
    const auto recipe = options.recipe.empty() ? FigureRecipe() : readFigureRecipe(options.recipe);
    const auto name = options.kind.empty() ? recipe.kind : options.kind;
    if (name.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "Which figure? Name one of: %1."),
                         {listedKinds()});
    }
    const auto& kind = kindNamed(name);
    const auto figure = withArguments(recipe.options, options.arguments);
    const auto run = documentOf(traceOf(options, recipe), figure.part);
    if (kind.subject() == FigureSubject::Attention) {
        requirePart(*run, figure, options.arguments);
    }
    write(kind, *run, figure, options.out);
}

std::string kindHelp()
{
    return commandText(QT_TRANSLATE_NOOP("Command", "What to draw: ")) + listedKinds();
}

class FigureCommand : public Command
{
public:
    std::string_view identifier() const override { return "figure"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command",
                                 "Draw a figure of a trace for a paper, or write its numbers");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto options = std::make_shared<FigureCommandOptions>();
        app.add_option("PANEL", options->kind, kindHelp());
        app.add_option(
               "--trace", options->trace,
               commandText(QT_TRANSLATE_NOOP("Command", "What `saccade run --trace` saved")))
            ->type_name("FILE");
        app.add_option("--recipe", options->recipe,
                       commandText(QT_TRANSLATE_NOOP(
                           "Command", "Run again what made this figure, trace or recipe (.json)")))
            ->type_name("FILE");
        app.add_option("--device", options->device, deviceHelp())->type_name("DEVICE");
        addFigureOptions(app, options->arguments);
        app.add_option("--out", options->out,
                       commandText(QT_TRANSLATE_NOOP(
                           "Command", ".svg, .pdf or .png; .npy, .csv or .json for the numbers")))
            ->type_name("FILE");
        return [options] { drawFigure(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<FigureCommand>());

} // namespace

} // namespace saccade
