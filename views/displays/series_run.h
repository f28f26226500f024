// What a forecaster's run holds: history, forecast, what followed, the gates over patches.
#pragma once

#include "core/display/matrix.h"
#include "views/run_document.h"

#include <optional>
#include <span>

namespace saccade
{

struct SeriesRun {
    Tensor history;       // [channels, time]
    Tensor forecast;      // [channels, horizon]
    Tensor followed;      // [channels, at most horizon]; empty: not known
    QStringList channels; // their names
    QStringList times;    // one a moment of the history; empty: none
    QStringList layers;   // that have gates over patches: "encoder 0"
    /// One a layer: how a channel's gates are shared out among the patches of the series. The
    /// pieces that adaptive patching cuts a patch into are added up.
    std::vector<Tensor> gates; // [channels, patches]

    /// None where the run holds no forecast. Files may say what they like: what does not fit is
    /// left out.
    static std::optional<SeriesRun> of(const RunDocument& run);

    std::int64_t count() const { return history.shape()[0]; }
    std::int64_t time() const { return history.shape()[1]; }
    std::int64_t horizon() const { return forecast.shape()[1]; }
    /// Moment 0 is the first that is forecast, −1 the last of the history.
    std::optional<float> measured(std::int64_t channel, std::int64_t moment) const;
    std::optional<float> predicted(std::int64_t channel, std::int64_t moment) const;
    /// "2018-06-26 19:00:00", "−3", "+12"
    QString momentName(std::int64_t moment) const;
};

/// The forecast of all channels: a row a moment, a column a channel. Throws UsageError where the
/// run holds none.
Matrix forecastMatrix(const RunDocument& run);

} // namespace saccade
