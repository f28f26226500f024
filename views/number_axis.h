// Ticks of a number axis at round values.
#pragma once

#include "views/colour_map.h"

#include <QString>
#include <vector>

namespace saccade
{

struct Tick {
    double place = 0; // 0 … 1 along the axis
    QString label;
};

/// 1, 2 or 5 times a power of ten apart, about `wanted` of them, all with the same number of
/// decimals.
std::vector<Tick> linearTicks(double minimum, double maximum, int wanted);

/// Ticks of a colour scale; powers of ten where it is logarithmic, "0" and "max" (of a row) where
/// it is PerRow.
std::vector<Tick> ticksOf(const ColourScale& scale, int wanted);

} // namespace saccade
