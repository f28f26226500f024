#include "views/displays/series_run.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

bool isTable(const Tensor* tensor)
{
    return tensor != nullptr && tensor->dtype() == DType::F32 && tensor->shape().rank() == 2 &&
           !tensor->isEmpty();
}

Tensor tableOf(const Trace& trace, std::string_view name, std::int64_t channels)
{
    const auto* tensor = trace.find(name);
    return isTable(tensor) && tensor->shape()[0] == channels ? *tensor : Tensor();
}

QStringList labelsOf(const Trace& trace, std::string_view name, std::int64_t length)
{
    QStringList labels;
    const auto* sequence = trace.sequence(name);
    if (sequence != nullptr && std::ssize(sequence->labels) == length) {
        for (const auto& label : sequence->labels) {
            labels << QString::fromStdString(label);
        }
    }
    return labels;
}

// Whether the labels say more than where they stand.
bool isNumbered(const QStringList& labels)
{
    return labels.isEmpty() || (labels.front() == QLatin1String("0") &&
                                labels.back() == QString::number(labels.size() - 1));
}

/// [channels, patches·pieces] → [channels, patches]
Tensor inPatches(const Tensor& gates, std::int64_t patches)
{
    const auto pieces = gates.shape()[1] / patches;
    auto result = Tensor::allocate(DType::F32, {gates.shape()[0], patches});
    const auto from = gates.floats();
    const auto to = result.mutableFloats();
    for (std::size_t i = 0; i < from.size(); ++i) {
        to[i / static_cast<std::size_t>(pieces)] += from[i];
    }
    return result;
}

// Layers of the encoder first, by number.
void addGates(SeriesRun& run, const Trace& trace)
{
    std::vector<Tensor> found;
    for (const std::string tower : {"encoder", "decoder"}) {
        for (std::int64_t layer = 0;; ++layer) {
            const auto name =
                tower + ".blocks." + std::to_string(layer) + ".patch_gate.mean_weights";
            const auto gates = tableOf(trace, name, run.count());
            if (gates.isEmpty()) {
                break;
            }
            found.push_back(gates);
            run.layers << QString::fromStdString(tower + " " + std::to_string(layer));
        }
    }
    if (found.empty()) {
        return;
    }
    const auto patchesOf = [](const Tensor& gates) { return gates.shape()[1]; };
    const auto patches = std::ranges::min(found, {}, patchesOf).shape()[1];
    const bool isWhole = std::ranges::all_of(
        found, [&](const Tensor& gates) { return patchesOf(gates) % patches == 0; });
    if (!isWhole) {
        run.layers.clear();
        return;
    }
    for (const auto& gates : found) {
        run.gates.push_back(inPatches(gates, patches));
    }
}

std::optional<float> valueOf(const Tensor& table, std::int64_t channel, std::int64_t column)
{
    if (table.isEmpty() || channel < 0 || channel >= table.shape()[0] || column < 0 ||
        column >= table.shape()[1]) {
        return std::nullopt;
    }
    return table.floats()[static_cast<std::size_t>(channel * table.shape()[1] + column)];
}

} // namespace

std::optional<SeriesRun> SeriesRun::of(const RunDocument& document)
{
    const auto& trace = *document.trace;
    const auto* history = trace.find("series");
    if (!isTable(history)) {
        return std::nullopt;
    }
    SeriesRun run;
    run.history = *history;
    run.forecast = tableOf(trace, "forecast", run.count());
    if (run.forecast.isEmpty()) {
        return std::nullopt;
    }
    run.followed = tableOf(trace, "series.followed", run.count());
    run.channels = labelsOf(trace, "channels", run.count());
    for (auto channel = run.channels.size(); channel < run.count(); ++channel) {
        run.channels << QString::number(channel + 1);
    }
    run.times = labelsOf(trace, "time", run.time());
    if (isNumbered(run.times)) {
        run.times.clear();
    }
    addGates(run, trace);
    return run;
}

std::optional<float> SeriesRun::measured(std::int64_t channel, std::int64_t moment) const
{
    return moment < 0 ? valueOf(history, channel, time() + moment)
                      : valueOf(followed, channel, moment);
}

std::optional<float> SeriesRun::predicted(std::int64_t channel, std::int64_t moment) const
{
    return valueOf(forecast, channel, moment);
}

QString SeriesRun::momentName(std::int64_t moment) const
{
    if (moment >= 0) {
        return QStringLiteral("+%1").arg(moment + 1);
    }
    return times.isEmpty() ? QStringLiteral("−%1").arg(-moment)
                           : times.value(static_cast<qsizetype>(time() + moment));
}

Matrix forecastMatrix(const RunDocument& document)
{
    const auto run = SeriesRun::of(document);
    if (!run) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The run holds no forecast."));
    }
    Matrix matrix;
    matrix.title = "Forecast";
    matrix.rowTitle = "step";
    matrix.columnTitle = "channel";
    matrix.valueTitle = "forecast";
    matrix.rows = run->horizon();
    matrix.columns = run->count();
    for (std::int64_t moment = 0; moment < matrix.rows; ++moment) {
        matrix.rowLabels.push_back(run->momentName(moment).toStdString());
        for (std::int64_t channel = 0; channel < matrix.columns; ++channel) {
            matrix.values.push_back(*run->predicted(channel, moment));
        }
    }
    for (const auto& name : run->channels) {
        matrix.columnLabels.push_back(name.toStdString());
    }
    return matrix;
}

} // namespace saccade
