#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/run_options.h"
#include "core/analyses/analysis.h"
#include "core/base/error.h"
#include "core/display/data_file.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QtGlobal>

namespace saccade
{

namespace
{

struct AnalyzeCommandOptions : RunOptions {
    std::string identifier;
    std::string trace;
    std::vector<std::string> settings; // of the analysis, "fusion=maximum"
    std::string out;
    bool list = false;
    bool asJson = false;
};

std::string analysisText(const char* source)
{
    return QCoreApplication::translate("Analysis", source).toStdString();
}

nlohmann::json listJson()
{
    auto list = nlohmann::json::array();
    for (const auto& analysis : Registry<Analysis>::all()) {
        auto variants = nlohmann::json::array();
        for (const auto& variant : analysis->variants()) {
            variants.push_back({{"id", variant.identifier}, {"formula", variant.formula}});
        }
        auto settings = nlohmann::json::object();
        for (const auto& parameter : allParameters(*analysis)) {
            settings[parameter.identifier] = parameter.initial;
        }
        const auto citation = analysis->citation();
        list.push_back({{"id", analysis->identifier()},
                        {"name", analysis->name()},
                        {"summary", analysis->summary()},
                        {"needs_model", analysis->needs() == AnalysisNeeds::Model},
                        {"variants", std::move(variants)},
                        {"settings", std::move(settings)},
                        {"citation",
                         {{"title", citation.title},
                          {"authors", citation.authors},
                          {"year", citation.year},
                          {"arxiv", citation.arxiv}}}});
    }
    return list;
}

// Identifiers with their sentences; those of variants below.
std::string listText()
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& analysis : Registry<Analysis>::all()) {
        const std::string identifier(analysis->identifier());
        rows.push_back({identifier, analysisText(analysis->summary())});
        const auto variants = analysis->variants();
        for (std::size_t i = 1; i < variants.size(); ++i) {
            rows.push_back(
                {identifier + ":" + variants[i].identifier, analysisText(variants[i].formula)});
        }
    }
    return table(rows);
}

void requireOut(const std::string& out)
{
    if (out.empty()) {
        return;
    }
    const auto extension = lowerExtension(out);
    if (extension != ".json" && extension != ".csv" && extension != ".npy") {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” cannot be written: an analysis is "
                                                    "written as .json, .csv or .npy."),
                         {out});
    }
    const auto folder = std::filesystem::absolute(out).parent_path();
    if (!std::filesystem::is_directory(folder)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” cannot be written: there is no folder “%2”."),
            {out, folder.string()});
    }
}

// The run that is analysed: the stored one, or one made now that keeps what the analysis reads.
AnalysisInput inputOf(const AnalyzeCommandOptions& options, const Analysis& analysis)
{
    if (options.trace.empty() == options.model.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "One of --trace and --model is needed, and only one."));
    }
    if (!options.trace.empty()) {
        requireExisting(options.trace);
        return {loadTrace(options.trace), nullptr, nullptr, {}};
    }
    auto run = static_cast<const RunOptions&>(options);
    run.capture = analysis.capture();
    run.steps = options.steps.value_or(0);
    const auto model = openNamedModel(options.model);
    auto request = requestOf(run, *model);
    const auto backend = openChosenDevice(options.device);
    ProgressLine line(commandText(QT_TRANSLATE_NOOP("Command", "Tokens")));
    auto trace = runModel(model, backend, request, {},
                          [&](std::int64_t done, std::int64_t total) { line.show(done, total); });
    return {std::move(trace), model, backend, std::move(request)};
}

void analyseAndWrite(const AnalyzeCommandOptions& options)
{
    if (options.list) {
        if (options.asJson) {
            printJson(listJson());
        } else {
            print(listText());
        }
        return;
    }
    if (options.identifier.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP(
            "Error", "Which analysis? `saccade analyze --list` names those that there are."));
    }
    auto [analysis, settings] = analysisNamed(options.identifier);
    for (const auto& assignment : options.settings) {
        assign(allParameters(*analysis), settings, assignment);
    }
    requireOut(options.out);
    const auto input = inputOf(options, *analysis);
    ProgressLine line(analysisText(analysis->name()));
    const auto display =
        analyse(*analysis, input, settings, {},
                [&](std::int64_t done, std::int64_t total) { line.show(done, total); });
    line.clear();
    if (!options.asJson) { // what the numbers are: neither CSV nor NPY has a place for it
        note("%1", {std::visit([](const auto& shown) { return shown.title; }, display)});
    }
    if (!options.out.empty()) {
        writeDisplay(display, options.out);
    } else if (options.asJson) {
        printJson(displayJson(display));
    } else {
        print(csvText(display));
    }
}

// Steps are for those who ask for them, and what is captured is the analysis's own business.
void addInputOf(CLI::App& app, AnalyzeCommandOptions& options)
{
    addRunOptions(app, options);
    for (const auto* name : {"--set", "--capture"}) {
        app.remove_option(app.get_option(name));
    }
    app.get_option("--steps")->description(commandText(
        QT_TRANSLATE_NOOP("Command", "Tokens to predict before the run is analysed (default 0)")));
}

class AnalyzeCommand : public Command
{
public:
    std::string_view identifier() const override { return "analyze"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command", "Analyse a run: rollout, flow, heads and more");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto options = std::make_shared<AnalyzeCommandOptions>();
        app.add_option("ID", options->identifier,
                       commandText(QT_TRANSLATE_NOOP(
                           "Command", "Which analysis, as in rollout or rollout:no-residual")));
        app.add_flag("--list", options->list,
                     commandText(QT_TRANSLATE_NOOP("Command", "Name the analyses and variants")));
        app.add_option(
               "--trace", options->trace,
               commandText(QT_TRANSLATE_NOOP("Command", "What `saccade run --trace` saved")))
            ->type_name("FILE");
        addInputOf(app, *options);
        app.add_option("--set", options->settings,
                       commandText(QT_TRANSLATE_NOOP("Command",
                                                     "A setting of the analysis; may be repeated")))
            ->type_name("NAME=VALUE")
            ->allow_extra_args(false);
        app.add_option("--out", options->out,
                       commandText(QT_TRANSLATE_NOOP(
                           "Command", ".json, .csv or .npy; without it the result is printed")))
            ->type_name("FILE");
        app.add_flag("--json", options->asJson, jsonHelp());
        app.footer(listText());
        return [options] { analyseAndWrite(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<AnalyzeCommand>());

} // namespace

} // namespace saccade
