// Series brought to mean 0 and deviation 1, and forecasts brought back (Kim et al., "Reversible
// instance normalization", ICLR 2022, without its learned parameters).
#pragma once

#include "core/graph/graph.h"

namespace saccade
{

struct StandardSeries {
    Value values;   // [channels, time], named "series.scaled"
    Value location; // [channels], "series.location": the mean
    Value scale;    // [channels], "series.scale": √(variance + minimum)
};

/// (x − mean) / √(variance + minimum) of each row, population variance. series: F32 [channels,
/// time]; minimum > 0, so that series that do not move become 0.
StandardSeries standardised(Value series, double minimum);

/// forecast [channels, horizon] · scale + location
Value inOriginalUnits(Value forecast, const StandardSeries& series);

} // namespace saccade
