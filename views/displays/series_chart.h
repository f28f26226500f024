// One channel of a series with its forecast, as lines over the moments; below them which patches
// each layer's gates let through. Drawn the same on screen and on paper.
#pragma once

#include "views/displays/series_run.h"
#include "views/theme.h"

#include <QFont>
#include <QPainter>

namespace saccade
{

struct SeriesLook {
    std::int64_t channel = 0;
    std::int64_t shown = 0;               // moments of the history, the last ones
    std::optional<std::int64_t> moment{}; // that is pointed at
};

struct SeriesStyle {
    QFont font;
    double line = 1.25; // of the series
    double hairline = 1;
    double gateHeight = 7; // of a layer
};

/// Where things are drawn.
struct SeriesLayout {
    QRectF plot, gates;               // gates: empty where there are none
    std::int64_t first = 0, last = 0; // moments, half-open
    double low = 0, high = 1;         // of the values

    double x(std::int64_t moment) const;
    double y(double value) const;
    /// The moment nearest to an abscissa.
    std::int64_t at(double x) const;
};

/// How many moments of the history are shown at first: four times the horizon, or all.
std::int64_t usualHistory(const SeriesRun& run);

SeriesLayout layOutSeries(const QRectF& area, const SeriesRun& run, const SeriesLook& look,
                          const SeriesStyle& style);
void paintSeries(QPainter& painter, const SeriesLayout& layout, const SeriesRun& run,
                 const SeriesLook& look, const SeriesStyle& style, const Theme& theme);

} // namespace saccade
