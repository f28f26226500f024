#include "app/commands/run_options.h"

#include "app/commands/arguments.h"
#include "app/commands/console.h"
#include "app/commands/run_input.h"
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/display/number_text.h"
#include "core/text/tokenizer.h"
#include "core/trace/capture.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <algorithm>
#include <charconv>
#include <set>

namespace saccade
{

namespace
{

constexpr std::int64_t defaultSteps = 64;

// CLI11 wraps and saturates what does not fit. → what is wrong, empty if nothing is.
std::string problemOfSeed(const std::string& text)
{
    std::uint64_t seed = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, seed);
    return problem == std::errc() && rest == end
               ? std::string()
               : "a whole number from 0 to 18446744073709551615 is expected, not " + text;
}

// CLI11 saturates what does not fit; what is no number it refuses itself.
std::string problemOfSteps(const std::string& text)
{
    std::int64_t steps = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), steps).ec ==
        std::errc::result_out_of_range) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” is no number that %2 can take."),
                         {text, "--steps"});
    }
    return {};
}

std::string rangeText(const Parameter& parameter)
{
    const auto initial = parameter.initial.is_string() ? parameter.initial.get<std::string>()
                                                       : jsonText(parameter.initial);
    std::string range;
    if (parameter.type == ParameterType::Word) {
        for (const auto& choice : parameter.choices) {
            range += (range.empty() ? "" : ", ") + choice;
        }
    } else if (parameter.type != ParameterType::Flag) {
        range = numberText(static_cast<float>(parameter.minimum)) + " … " +
                numberText(static_cast<float>(parameter.maximum));
    }
    const auto pattern = range.empty()
                             ? commandText(QT_TRANSLATE_NOOP("Command", " (default %2)"))
                             : commandText(QT_TRANSLATE_NOOP("Command", " (%1; default %2)"));
    return substitute(pattern, {range, initial});
}

const char* typeName(ParameterType type)
{
    switch (type) {
    case ParameterType::Integer:
        return "N";
    case ParameterType::Number:
        return "X";
    case ParameterType::Flag:
        return "true|false";
    case ParameterType::Word:
        return "WORD";
    }
    return "";
}

// An option for every parameter of every decoder: whether the chosen one has it is found out later.
void addDecoderOptions(CLI::App& app, RunOptions& options)
{
    std::set<std::string> seen;
    for (const auto& decoder : Registry<Decoder>::all()) {
        const auto group =
            substitute(commandText(QT_TRANSLATE_NOOP("Command", "Settings of the decoder “%1”")),
                       {std::string(decoder->identifier())});
        for (const auto& parameter : decoder->parameters()) {
            if (!seen.insert(parameter.identifier).second) {
                continue;
            }
            const auto help =
                QCoreApplication::translate("Parameter", parameter.help).toStdString();
            app.add_option_function<std::string>(
                   "--" + parameter.identifier,
                   [&options, name = parameter.identifier](const std::string& value) {
                       options.assignments.push_back(name + "=" + value);
                   },
                   help + rangeText(parameter))
                ->type_name(typeName(parameter.type))
                ->group(group);
        }
    }
}

template <typename Items, typename Name>
std::string listed(const Items& items, const Name& name)
{
    std::string list;
    for (const auto& item : items) {
        list += (list.empty() ? "" : ", ") + std::string(name(item));
    }
    return list;
}

Settings settingsOf(const RunOptions& options)
{
    const auto* decoder = Registry<Decoder>::find(options.decoder);
    if (decoder == nullptr) {
        std::vector<std::string> known;
        for (const auto& item : Registry<Decoder>::all()) {
            known.emplace_back(item->identifier());
        }
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no decoder “%1”. Did you mean “%2”?"),
                         {options.decoder, nearest(options.decoder, known)});
    }
    auto settings = Settings::object();
    for (const auto& assignment : options.assignments) {
        assign(decoder->parameters(), settings, assignment);
    }
    return settings;
}

} // namespace

void addRunOptions(CLI::App& app, RunOptions& options)
{
    app.add_option("--model", options.model, modelHelp())->type_name("PATH");
    addTextOptions(app, options.text, options.textFile);
    app.add_option("--tokens", options.tokens,
                   commandText(QT_TRANSLATE_NOOP("Command", "The prompt as token ids, 1,2,3")))
        ->type_name("IDS");
    addInputOptions(app, options.input);
    app.add_option(
           "--steps", options.steps,
           commandText(QT_TRANSLATE_NOOP(
               "Command", "Tokens to predict at most; 0: the prompt alone (default 64, or as "
                          "many as fit; models that do not write: 0)")))
        ->type_name("N")
        ->check(problemOfSteps);
    app.add_option("--decoder", options.decoder,
                   commandText(QT_TRANSLATE_NOOP("Command", "How tokens are chosen: ")) +
                       listed(Registry<Decoder>::all(),
                              [](const auto& item) { return item->identifier(); }))
        ->type_name("ID");
    app.add_option(
           "--set", options.assignments,
           commandText(QT_TRANSLATE_NOOP("Command", "A setting of the decoder; may be repeated")))
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    addDecoderOptions(app, options);
    app.add_option("--seed", options.seed,
                   commandText(QT_TRANSLATE_NOOP("Command", "Of the random numbers (default 0)")))
        ->type_name("N")
        ->check(problemOfSeed);
    app.add_option(
           "--edit", options.edits,
           commandText(QT_TRANSLATE_NOOP("Command", "NAME=X, NAME*=X or NAME+=X, as in "
                                                    "'blocks.3.attention.heads[5]=0'; may be "
                                                    "repeated")))
        ->type_name("EDIT")
        ->allow_extra_args(false);
    app.add_option("--capture", options.capture,
                   commandText(QT_TRANSLATE_NOOP("Command",
                                                 "What the trace holds, separated by commas: ")) +
                       listed(captureGroups(), [](const auto& item) { return item.first; }) +
                       commandText(QT_TRANSLATE_NOOP(
                           "Command", " or value names, as in blocks.3.mlp.hidden (default "
                                      "pattern,residual,logits)")))
        ->type_name("WHAT")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--device", options.device, deviceHelp())->type_name("DEVICE");
}

void checkSpelling(const RunOptions& options)
{
    const auto checkTokens = [](const std::optional<std::string>& tokens, const char* option) {
        if (tokens) {
            static_cast<void>(parseTokens(*tokens, option));
        }
    };
    checkTokens(options.tokens, "--tokens");
    checkTokens(options.input.segments, "--segments");
    checkTokens(options.input.decoderTokens, "--decoder-tokens");
    static_cast<void>(settingsOf(options));
    for (const auto& edit : options.edits) {
        static_cast<void>(parseEdit(edit));
    }
    static_cast<void>(captureNames(options.capture));
}

RunRequest requestOf(const RunOptions& options, const Model& model)
{
    auto request = inputOf(options, model);
    request.settings = settingsOf(options);
    request.decoder = options.decoder;
    request.seed = options.seed;
    for (const auto& edit : options.edits) {
        request.edits.push_back(parseEdit(edit));
    }
    request.capture = options.capture;
    const auto& info = model.info();
    if (!info.generates) {
        request.steps = options.steps.value_or(0);
        return request;
    }
    const auto room = info.context > 0
                          ? std::max<std::int64_t>(0, info.context - std::ssize(request.prompt))
                          : defaultSteps;
    // A picture is written to its end.
    request.steps = options.steps.value_or(info.pixels ? room : std::min(defaultSteps, room));
    return request;
}

} // namespace saccade
