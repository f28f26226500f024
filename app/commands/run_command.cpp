#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/prediction_text.h"
#include "app/commands/run_options.h"
#include "app/commands/run_picture.h"
#include "app/commands/text_stream.h"
#include "app/commands/trace_info.h"
#include "core/base/error.h"
#include "core/display/number_text.h"
#include "core/trace/capture.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>

namespace saccade
{

namespace
{

struct RunCommandOptions : RunOptions {
    std::string trace;
    std::string out;
    bool asJson = false;
};

double rate(std::int64_t tokens, double seconds)
{
    return seconds > 0.0 ? static_cast<double>(tokens) / seconds : 0.0;
}

nlohmann::json toJson(const Trace& trace, const Tokenizer* tokenizer)
{
    auto steps = nlohmann::json::array();
    for (const auto& step : trace.steps) {
        auto json = toJson(step);
        json["text"] = tokenLabel(tokenizer, step.token);
        for (auto& candidate : json["candidates"]) {
            candidate["text"] = tokenLabel(tokenizer, candidate["token"].get<std::int32_t>());
        }
        steps.push_back(std::move(json));
    }
    // What a sentence or a picture became, for those who want the numbers themselves.
    auto embeddings = nlohmann::json::object();
    for (const auto* name : {"pooled", "image_embedding", "text_embedding"}) {
        if (const auto* tensor = trace.find(name)) {
            auto numbers = nlohmann::json::array();
            for (const auto number : tensor->floats()) {
                numbers.push_back(shortest(number));
            }
            embeddings[name] = std::move(numbers);
        }
    }
    auto forecast = nlohmann::json::array(); // [channel, step]
    if (const auto* tensor = trace.find("forecast")) {
        for (std::int64_t channel = 0; channel < tensor->shape()[0]; ++channel) {
            auto& numbers = forecast.emplace_back(nlohmann::json::array());
            for (const auto number : tensor->rows(channel, 1).floats()) {
                numbers.push_back(shortest(number));
            }
        }
    }
    const auto* channels = trace.sequence("channels");
    const auto* source = trace.sequence("source");
    const auto generated = std::ssize(trace.steps);
    const auto decodeSeconds = trace.seconds - trace.promptSeconds;
    return {{"text", trace.text},
            {"tokens", trace.tokens},
            {"token_texts", trace.tokenLabels},
            {"prompt_length", trace.promptLength},
            {"steps", std::move(steps)},
            {"predictions", predictionsJson(trace)},
            {"embeddings", std::move(embeddings)},
            {"forecast", std::move(forecast)},
            {"names", channels == nullptr ? std::vector<std::string>() : channels->labels},
            {"source_tokens", source == nullptr ? std::vector<std::int32_t>() : source->tokens},
            {"sequences", sequencesJson(trace)},
            {"seconds", trace.seconds},
            {"prompt_tokens_per_second", rate(trace.promptLength, trace.promptSeconds)},
            {"decode_tokens_per_second", generated > 1 ? rate(generated - 1, decodeSeconds) : 0.0},
            {"model", trace.recipe.value("model", std::string())},
            {"device", trace.recipe.value("device", std::string())},
            {"seed", trace.recipe.value("seed", std::uint64_t{0})}};
}

// What the trace shall hold; nothing without a trace, where nobody would see it.
std::vector<std::string> captureOf(const RunCommandOptions& options)
{
    if (options.trace.empty()) {
        if (!options.capture.empty()) {
            note(QT_TRANSLATE_NOOP("Command", "--capture has no effect without --trace FILE."));
        }
        return {};
    }
    return options.capture.empty() ? std::vector<std::string>{"pattern", "residual", "logits"}
                                   : options.capture;
}

// What the user asked for by name and the trace lacks.
void noteAbsent(const std::vector<std::string>& capture, const Trace& trace)
{
    std::string list;
    for (const auto& group : absentGroups(capture, trace)) {
        list += (list.empty() ? "" : ", ") + group;
    }
    if (!list.empty()) {
        note(QT_TRANSLATE_NOOP("Command", "This model has nothing of: %1. The trace holds the rest "
                                          "of what --capture asks for."),
             {list});
    }
}

void requireWritable(const std::string& trace)
{
    if (trace.empty()) {
        return;
    }
    const auto folder = std::filesystem::absolute(trace).parent_path();
    if (!std::filesystem::is_directory(folder)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The trace cannot be written: there is no folder “%1”."),
            {folder.string()});
    }
    std::error_code code;
    if (std::filesystem::exists(trace, code) && !isTrace(trace)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "“%1” exists and is no trace of Saccade. Choose another name."),
            {trace});
    }
}

// Prompt and continuation as they come, as other engines print them.
class Printer
{
public:
    Printer(const Tokenizer* tokenizer, const std::vector<std::int32_t>& prompt)
    {
        if (tokenizer != nullptr) {
            m_stream.emplace(*tokenizer);
        }
        add(prompt);
    }
    void add(std::span<const std::int32_t> tokens)
    {
        if (m_stream) {
            print(m_stream->add(tokens));
            return;
        }
        for (const auto token : tokens) {
            print((m_isFirst ? "" : " ") + std::to_string(token));
            m_isFirst = false;
        }
    }
    void finish() { print((m_stream ? m_stream->finish() : std::string()) + "\n"); }

private:
    std::optional<TextStream> m_stream;
    bool m_isFirst = true;
};

void runAndPrint(const RunCommandOptions& options)
{
    checkSpelling(options);
    auto capture = captureOf(options);
    requireWritable(options.trace);
    const auto model = openNamedModel(options.model);
    if (!options.out.empty()) {
        requirePictureFile(options.out, *model);
    }
    auto request = requestOf(options, *model);
    request.capture = std::move(capture);
    const auto backend = openChosenDevice(options.device);
    const auto* tokenizer = model->tokenizer().get();

    std::optional<Printer> printer;
    ProgressLine line(commandText(QT_TRANSLATE_NOOP("Command", "Tokens")));
    const auto progress = [&](std::int64_t done, std::int64_t total) {
        if (!printer) {
            line.show(done, total);
        }
    };
    const auto begin = [&] {
        line.clear();
        printer.emplace(tokenizer, request.prompt);
    };
    const auto trace = runModel(model, backend, request, {}, progress, [&](const Step& step) {
        if (options.asJson) {
            return;
        }
        if (!printer) {
            begin();
        }
        printer->add(std::span(&step.token, 1));
    });
    line.clear();
    if (!options.trace.empty()) {
        noteAbsent(options.capture, *trace);
        saveTrace(*trace, options.trace);
    }
    if (!options.out.empty()) {
        saveWrittenPicture(*trace, options.out);
    }
    if (options.asJson) {
        printJson(toJson(*trace, tokenizer));
        return;
    }
    if (!model->info().generates) {
        print(predictionText(*trace, *model));
        return;
    }
    if (!printer) {
        begin();
    }
    printer->finish();
}

class RunCommand : public Command
{
public:
    std::string_view identifier() const override { return "run"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command", "Run a model on a text, an image or a sound");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto options = std::make_shared<RunCommandOptions>();
        addRunOptions(app, *options);
        app.add_option(
               "--trace", options->trace,
               commandText(QT_TRANSLATE_NOOP("Command", "Save what happened (.safetensors)")))
            ->type_name("FILE");
        app.add_option("--out", options->out,
                       commandText(QT_TRANSLATE_NOOP(
                           "Command", "The picture that a model has written, as a file (.png)")))
            ->type_name("FILE");
        app.add_flag("--json", options->asJson, jsonHelp());
        return [options] { runAndPrint(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<RunCommand>());

} // namespace

} // namespace saccade
