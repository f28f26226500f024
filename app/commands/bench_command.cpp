#include "app/commands/arguments.h"
#include "app/commands/command.h"
#include "app/commands/console.h"
#include "app/commands/demo_model.h"
#include "core/base/error.h"
#include "core/models/devices.h"
#include "core/models/session.h"

#include <CLI/CLI.hpp>
#include <QString>
#include <QtGlobal>
#include <algorithm>
#include <chrono>
#include <sys/resource.h>

namespace saccade
{

namespace
{

struct BenchOptions {
    std::vector<std::string> names;
    std::string model = demoModelName;
    std::string device;
    std::int64_t promptTokens = 128;
    std::int64_t decodeTokens = 64;
    int repetitions = 5;
    bool asJson = false;
};

struct Measurement {
    std::string name;
    std::int64_t tokens = 0;
    std::vector<double> seconds; // of each repetition
};

std::vector<std::int32_t> someTokens(std::int64_t count, std::int64_t vocabulary)
{
    std::vector<std::int32_t> tokens;
    for (std::int64_t i = 0; i < count; ++i) {
        tokens.push_back(static_cast<std::int32_t>((i * 7919 + 13) % vocabulary));
    }
    return tokens;
}

template <typename Work>
double secondsOf(const Work& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// What each benchmark taps, and whether its time is that of the prompt or of the decoding.
struct Bench {
    const char* name;
    bool isPrompt;
    std::vector<std::string> taps;
};

const std::vector<Bench>& benches()
{
    static const std::vector<Bench> all{
        {"prompt", true, {}},
        {"decode", false, {}},
        {"prompt-capture", true, {"blocks.*.attention.pattern"}},
        {"decode-capture", false, {"blocks.*.attention.pattern"}},
    };
    return all;
}

Measurement measured(const Bench& bench, const std::shared_ptr<const Model>& model,
                     const std::shared_ptr<Backend>& backend, const BenchOptions& options)
{
    const auto prompt = someTokens(options.promptTokens, model->info().vocabulary);
    const auto decoded = someTokens(options.decodeTokens, model->info().vocabulary);
    SessionOptions sessionOptions;
    sessionOptions.capacity = options.promptTokens + options.decodeTokens;
    sessionOptions.taps = bench.taps;
    Session session(model, backend, sessionOptions);
    if (!bench.taps.empty()) {
        session.setTapSink([](const std::string&, std::int64_t, const Tensor&) {});
    }
    Measurement result{
        bench.name, bench.isPrompt ? options.promptTokens : options.decodeTokens, {}};
    // The first repetition compiles and warms up; it does not count.
    for (int repetition = 0; repetition <= options.repetitions; ++repetition) {
        session.restart();
        const auto promptSeconds = secondsOf([&] { static_cast<void>(session.advance(prompt)); });
        const auto decodeSeconds = bench.isPrompt ? 0.0 : secondsOf([&] {
            for (const auto token : decoded) {
                static_cast<void>(session.advance(std::span(&token, 1)));
            }
        });
        if (repetition > 0) {
            result.seconds.push_back(bench.isPrompt ? promptSeconds : decodeSeconds);
        }
    }
    std::ranges::sort(result.seconds);
    return result;
}

double tokensPerSecond(const Measurement& measurement, double seconds)
{
    return static_cast<double>(measurement.tokens) / std::max(seconds, 1e-9);
}

std::int64_t peakMemory()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024;
}

std::vector<std::string> chosenDevices(const std::string& choice)
{
    if (!choice.empty()) {
        return {choice};
    }
    std::vector<std::string> usable;
    for (const auto& device : allDevices()) {
        if (device.remark.empty()) {
            usable.push_back(device.identifier);
        }
    }
    return usable;
}

std::vector<Bench> chosenBenches(const std::vector<std::string>& names)
{
    if (names.empty()) {
        return benches();
    }
    std::vector<std::string> known;
    for (const auto& bench : benches()) {
        known.emplace_back(bench.name);
    }
    std::vector<Bench> chosen;
    for (const auto& name : names) {
        chosen.push_back(benches()[chosenIndex(name, known, "NAME")]);
    }
    return chosen;
}

nlohmann::json toJson(const Measurement& measurement, const Model& model, const DeviceInfo& device)
{
    const auto median = measurement.seconds[measurement.seconds.size() / 2];
    return {{"name", measurement.name},
            {"model", model.info().name},
            {"device", device.identifier},
            {"device_name", device.name},
            {"tokens", measurement.tokens},
            {"seconds", median},
            {"tokens_per_second", tokensPerSecond(measurement, median)},
            {"slowest", tokensPerSecond(measurement, measurement.seconds.back())},
            {"fastest", tokensPerSecond(measurement, measurement.seconds.front())},
            {"repetitions", measurement.seconds.size()},
            {"peak_memory_bytes", peakMemory()}};
}

std::string line(const nlohmann::json& item)
{
    const auto number = [&](const char* key) {
        return QString::number(item.at(key).get<double>(), 'f', 1).toStdString();
    };
    const auto device = item.at("device").get<std::string>();
    const auto name = item.at("name").get<std::string>();
    return QString::fromStdString(device).leftJustified(8).toStdString() +
           QString::fromStdString(name).leftJustified(16).toStdString() +
           QString::fromStdString(number("tokens_per_second")).rightJustified(10).toStdString() +
           " tokens/s  (" + number("slowest") + " … " + number("fastest") + ")\n";
}

void checkSizes(BenchOptions& options, const ModelInfo& info)
{
    if (options.promptTokens < 1 || options.decodeTokens < 1 || options.repetitions < 1) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "Numbers of tokens and repetitions start at 1."));
    }
    if (info.context > 0 && options.promptTokens > info.context - options.decodeTokens) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The benchmark is too long: tokens of its prompt: %1, "
                                           "tokens after it: %2, positions of the model: %3."),
                         {std::to_string(options.promptTokens),
                          std::to_string(options.decodeTokens), std::to_string(info.context)});
    }
}

void runBenches(BenchOptions options)
{
    const auto chosen = chosenBenches(options.names);
    const auto model = openNamedModel(options.model);
    checkSizes(options, model->info());
    auto results = nlohmann::json::array();
    ProgressLine progress(commandText(QT_TRANSLATE_NOOP("Command", "Benchmark")));
    const auto devices = chosenDevices(options.device);
    const auto total = std::ssize(devices) * std::ssize(chosen);
    for (const auto& device : devices) {
        const auto backend = openBackend(device);
        for (const auto& bench : chosen) {
            progress.show(std::ssize(results) + 1, total);
            results.push_back(
                toJson(measured(bench, model, backend, options), *model, backend->device()));
            progress.clear();
            if (!options.asJson) {
                print(line(results.back()));
            }
        }
    }
    if (options.asJson) {
        printJson(results);
    }
}

class BenchCommand : public Command
{
public:
    std::string_view identifier() const override { return "bench"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command", "Measure tokens per second on each device");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto options = std::make_shared<BenchOptions>();
        app.add_option(
            "NAME", options->names,
            commandText(QT_TRANSLATE_NOOP(
                "Command", "prompt, decode, prompt-capture, decode-capture (default: all)")));
        app.add_option("--model", options->model, modelHelp())->type_name("PATH");
        app.add_option("--device", options->device,
                       commandText(QT_TRANSLATE_NOOP("Command", "Only this one (default: each)")))
            ->type_name("DEVICE");
        app.add_option(
               "--prompt-tokens", options->promptTokens,
               commandText(QT_TRANSLATE_NOOP("Command", "Length of the prompt (default 128)")))
            ->type_name("N");
        app.add_option("--decode-tokens", options->decodeTokens,
                       commandText(QT_TRANSLATE_NOOP("Command", "Tokens after it (default 64)")))
            ->type_name("N");
        app.add_option("--repetitions", options->repetitions,
                       commandText(QT_TRANSLATE_NOOP("Command", "The median counts (default 5)")))
            ->type_name("N");
        app.add_flag("--json", options->asJson, jsonHelp());
        return [options] { runBenches(*options); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<BenchCommand>());

} // namespace

} // namespace saccade
