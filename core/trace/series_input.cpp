#include "core/trace/series_input.h"

#include "core/base/error.h"
#include "core/files/series.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

// Columns first … first + count − 1 of [channels, rows].
Tensor partOf(const Tensor& values, std::int64_t first, std::int64_t count)
{
    const auto channels = values.shape()[0];
    const auto rows = values.shape()[1];
    auto part = Tensor::allocate(DType::F32, {channels, count});
    auto* place = part.mutableFloats().data();
    for (std::int64_t channel = 0; channel < channels; ++channel) {
        const auto* from = values.floats().data() + channel * rows + first;
        place = std::copy(from, from + count, place);
    }
    return part;
}

} // namespace

EncoderInput withSeries(EncoderInput input, const std::filesystem::path& path,
                        const SeriesPart& part, const SeriesPreprocessing& preprocessing)
{
    auto table = readSeries(path, part.columns);
    const auto rows = table.values.shape()[1];
    const auto context = preprocessing.context;
    if (rows < context) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 has %2 rows of numbers, but the model reads %3."),
            {path.string(), std::to_string(rows), std::to_string(context)});
    }
    const auto at = part.at.value_or(rows);
    if (at < context || at > rows) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "A forecast of %1 cannot begin at row %2: rows %3 to %4 "
                                       "are possible, since the model reads %3 before."),
            {path.string(), std::to_string(at), std::to_string(context), std::to_string(rows)});
    }
    input.series = partOf(table.values, at - context, context);
    input.channels = std::move(table.names);
    input.times.clear();
    if (!table.times.empty()) {
        const auto end = table.times.begin() + at;
        input.times.assign(end - context, end);
    }
    const auto known = std::min(rows - at, preprocessing.horizon);
    input.followed = known > 0 ? partOf(table.values, at, known) : Tensor();
    return input;
}

} // namespace saccade
