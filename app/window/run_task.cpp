#include "app/window/run_task.h"

#include "app/window/given_file.h"
#include "core/base/error.h"
#include "core/graph/name_pattern.h"
#include "core/text/tokenizer.h"
#include "core/trace/input_files.h"
#include "core/trace/run.h"
#include "core/trace/token_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr qsizetype titleCharacters = 32;

QString words(const char* text)
{
    return QCoreApplication::translate("RunTask", text);
}

/// What the steps made so far need to become a Trace: the model reads prompt and steps in one go,
/// which is much faster than to decode them again.
std::shared_ptr<const Trace> traceOfSteps(const std::shared_ptr<const Model>& model,
                                          const std::shared_ptr<Backend>& backend,
                                          const RunRequest& request, std::vector<Step> steps,
                                          std::stop_token stop)
{
    RunRequest reading = request;
    if (reading.prompt.empty()) {
        reading.prompt = model->info().decoderStart;
    }
    const auto promptLength = std::ssize(reading.prompt);
    const auto prompt = reading.prompt;
    reading.steps = 0;
    for (const auto& step : steps) {
        reading.prompt.push_back(step.token);
    }
    Trace trace = *runModel(model, backend, reading, std::move(stop));
    trace.promptLength = promptLength;
    trace.steps = std::move(steps);
    trace.recipe["prompt"] = prompt;
    trace.recipe["steps"] = trace.steps.size();
    if (model->tokenizer()) {
        trace.text = continuationText(*model->tokenizer(), trace.tokens, trace.promptLength);
    }
    return std::make_shared<const Trace>(std::move(trace));
}

struct Attempt {
    const std::shared_ptr<const Model>& model;
    const RunRequest& request;
    Stopping& stopping;
    std::stop_token stop;
    const RunReport& report;

    std::shared_ptr<const Trace> on(const std::shared_ptr<Backend>& backend) const
    {
        std::vector<Step> steps;
        try {
            return runModel(model, backend, request, stop, report.progress, [&](const Step& step) {
                steps.push_back(step);
                report.stepped(
                    QString::fromStdString(tokenLabel(model->tokenizer().get(), step.token)));
            });
        } catch (const Cancelled&) {
            if (steps.empty() || !stopping.keepSteps) {
                throw;
            }
        }
        return traceOfSteps(model, backend, request, std::move(steps), stopping.again.get_token());
    }
};

/// What the recipe keeps of the user's own words and files.
nlohmann::json sourceOf(const Prompt& prompt)
{
    nlohmann::json source = nlohmann::json::object();
    const auto add = [&](const char* key, const QString& value) {
        if (!value.isEmpty()) {
            source[key] = value.toStdString();
        }
    };
    add("text", prompt.text);
    add("pair", prompt.second);
    add("image", prompt.picture);
    add("audio", prompt.sound);
    add("series", prompt.series);
    return source;
}

/// What an encoder reads: tokens of one text or of two, pixels, features.
EncoderInput inputOf(const Model& model, const Prompt& prompt)
{
    EncoderInput input;
    if (!prompt.text.isEmpty() && !model.sourceTokenizer()) {
        input.tokens = encodePrompt(model, prompt.text);
    } else if (!prompt.text.isEmpty()) {
        const auto text = prompt.text.toStdString();
        input = prompt.second.isEmpty() ? textInput(model, text)
                                        : textInput(model, text, prompt.second.toStdString());
    }
    return withFiles(model, std::move(input),
                     {.image = prompt.picture.toStdString(),
                      .audio = prompt.sound.toStdString(),
                      .series = prompt.series.toStdString()});
}

/// Whether there are experts with a router to look at.
bool hasRouter(const Model& model)
{
    return model.info().generates && !model.info().encodes &&
           std::ranges::any_of(model.build({})->graph.names(), [](const std::string& name) {
               return matchesName("blocks.*.mlp.router", name);
           });
}

RunRequest requestOf(const RunEntry& entry)
{
    RunRequest request;
    const auto& info = entry.model->info();
    if (info.encodes) {
        request.input = inputOf(*entry.model, entry.prompt);
    } else if (info.pixels) {
        // The last pixels are for the model to write.
        request.prompt =
            picturePrompt(*entry.model, entry.prompt.picture.toStdString(),
                          std::max<std::int64_t>(0, info.pixels->pixels() - entry.prompt.steps));
    } else {
        request.prompt = encodePrompt(*entry.model, entry.prompt.text);
    }
    request.steps = info.generates ? entry.prompt.steps : 0;
    if (info.pixels) {
        request.steps = std::min(request.steps, info.pixels->pixels());
    }
    request.settings = entry.prompt.settings;
    request.seed = entry.prompt.seed;
    request.edits = entry.edits;
    request.capture.emplace_back(
        "pattern"); // not assigned from a list: GCC 12 warns of that wrongly
    if (hasRouter(*entry.model)) {
        request.capture.push_back("blocks.*.mlp.router");
    }
    request.source = sourceOf(entry.prompt);
    return request;
}

/// Whether the tokenizer knows no part of a text, so that the model reads the same for any other.
bool isUnknown(const Tokenizer* tokenizer, const QString& text)
{
    if (tokenizer == nullptr) {
        return false;
    }
    const auto tokens = tokenizer->encode(text.toStdString(), SpecialTokens::Omit);
    static constexpr std::string_view entries[] = {"<unk>", "[UNK]", "<UNK>"};
    return !tokens.empty() && std::ranges::any_of(entries, [&](std::string_view entry) {
        const auto unknown = tokenizer->find(entry);
        return unknown && std::ranges::count(tokens, *unknown) == std::ssize(tokens);
    });
}

void warnOfUnknown(const RunEntry& entry, const RunReport& report)
{
    const auto& model = *entry.model;
    const auto& tokenizer = model.info().encodes ? model.sourceTokenizer() : model.tokenizer();
    if (isUnknown(tokenizer.get(), entry.prompt.text)) {
        report.noticed(
            {Notice::Severity::Warning,
             words(QT_TRANSLATE_NOOP("RunTask",
                                     "The model's tokenizer knows nothing of this text: every "
                                     "token is its sign for the unknown. Write in the language or "
                                     "the signs that the model was trained on.")),
             {}});
    }
}

/// Of what is read before the first step.
QStringList labelsOf(const Model& model, const RunRequest& request)
{
    QStringList labels;
    const bool isPrompt = !request.prompt.empty();
    const auto& tokenizer = isPrompt ? model.tokenizer() : model.sourceTokenizer();
    for (const auto token : isPrompt ? request.prompt : request.input.tokens) {
        labels << QString::fromStdString(tokenLabel(tokenizer.get(), token));
    }
    return labels;
}

/// "ROMEO: I pray thee …", the names of files, with the number of edits.
QString titleOf(const RunEntry& entry)
{
    QStringList parts;
    for (const auto& path : {entry.prompt.picture, entry.prompt.sound, entry.prompt.series}) {
        if (!path.isEmpty()) {
            parts << mediaName(path);
        }
    }
    for (const auto& text : {entry.prompt.text, entry.prompt.second}) {
        if (!text.isEmpty()) {
            parts << text;
        }
    }
    return runTitle(parts.join(QStringLiteral(" · ")), entry.edits.size());
}

} // namespace

void Engine::choose(const std::string& wanted)
{
    if (!backend || choice != wanted) {
        backend = nullptr; // the old device's memory is free before the new one is asked for
        backend = openBackend(wanted);
        choice = wanted;
    }
}

RunEntry runEntry(Engine& engine, RunEntry entry, const std::string& device, Stopping& stopping,
                  std::stop_token stop, const RunReport& report)
{
    const RunRequest request = requestOf(entry);
    const QStringList labels = labelsOf(*entry.model, request);
    report.started(labels);
    warnOfUnknown(entry, report);
    const Attempt attempt{entry.model, request, stopping, std::move(stop), report};
    std::shared_ptr<const Trace> trace;
    try {
        engine.choose(device);
        report.deviceUsed(engine.backend->device());
        trace = attempt.on(engine.backend);
    } catch (const UsageError&) {
        throw;
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        if (device == "cpu" || (engine.backend && engine.backend->device().identifier == "cpu")) {
            throw;
        }
        Notice notice =
            errorNotice(error, words(QT_TRANSLATE_NOOP("RunTask", "Running on the GPU")));
        engine.choose("cpu");
        engine.choice = device; // stay on the CPU until another device is chosen
        report.started(labels);
        report.deviceUsed(engine.backend->device());
        try {
            trace = attempt.on(engine.backend);
        } catch (...) {
            engine.backend = nullptr; // not the GPU's fault: the next run may ask for it again
            throw;
        }
        notice.severity = Notice::Severity::Warning;
        notice.text =
            words(QT_TRANSLATE_NOOP("RunTask",
                                    "The GPU failed, so the CPU did this run and does the next "
                                    "ones. %1"))
                .arg(notice.text);
        report.noticed(notice);
    }
    entry.document = RunDocument::of(std::move(trace), titleOf(entry));
    return entry;
}

std::vector<std::int32_t> encodePrompt(const Model& model, const QString& text)
{
    if (model.tokenizer()) {
        return model.tokenizer()->encode(text.toStdString());
    }
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    std::vector<std::int32_t> tokens;
    for (const auto& part : text.split(separators, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        tokens.push_back(part.toInt(&isNumber));
        if (!isNumber) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error",
                                  "This model has no tokenizer, so the prompt has to be token "
                                  "ids such as “3, 1, 4”; “%1” is no number."),
                {part.toStdString()});
        }
    }
    return tokens;
}

QString runTitle(const QString& prompt, std::size_t edits)
{
    QString title = prompt.simplified();
    if (title.size() > titleCharacters) {
        title = title.left(titleCharacters).trimmed() + QStringLiteral(" …");
    }
    if (edits == 0) {
        return title;
    }
    const int count = static_cast<int>(edits);
    return QCoreApplication::translate("RunTask", "%1 · %n edit(s)", nullptr, count).arg(title);
}

} // namespace saccade
