#include "app/window/run_task.h"

#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "core/trace/run.h"
#include "core/trace/token_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

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
    reading.steps = 0;
    for (const auto& step : steps) {
        reading.prompt.push_back(step.token);
    }
    Trace trace = *runModel(model, backend, reading, std::move(stop));
    trace.promptLength = std::ssize(request.prompt);
    trace.steps = std::move(steps);
    trace.recipe["prompt"] = request.prompt;
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

RunRequest requestOf(const RunEntry& entry)
{
    RunRequest request;
    request.prompt = encodePrompt(*entry.model, entry.prompt.text);
    request.steps = entry.prompt.steps;
    request.settings = entry.prompt.settings;
    request.seed = entry.prompt.seed;
    request.edits = entry.edits;
    request.capture = {"pattern"};
    request.source = {{"text", entry.prompt.text.toStdString()}};
    return request;
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
    QStringList labels;
    for (const auto token : request.prompt) {
        labels << QString::fromStdString(tokenLabel(entry.model->tokenizer().get(), token));
    }
    report.started(labels);
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
    entry.document =
        RunDocument::of(std::move(trace), runTitle(entry.prompt.text, entry.edits.size()));
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
