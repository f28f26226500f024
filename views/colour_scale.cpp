#include "views/colour_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

float linear(float value, float minimum, float maximum)
{
    return maximum > minimum ? (value - minimum) / (maximum - minimum) : 0.0F;
}

float logarithmic(float value, float maximum, float decades)
{
    if (std::isnan(value)) {
        return value;
    }
    if (!(value > 0.0F) || !(maximum > 0.0F) || !(decades > 0.0F)) {
        return 0.0F;
    }
    return 1.0F + std::log10(value / maximum) / decades;
}

float clamped(float unit)
{
    return std::isnan(unit) ? unit : std::clamp(unit, 0.0F, 1.0F);
}

/// Maximum of a row that may hold NaN; 0 where there is none.
float rowMaximum(std::span<const float> row)
{
    float maximum = 0.0F;
    for (const float value : row) {
        maximum = value > maximum ? value : maximum;
    }
    return maximum;
}

} // namespace

float ColourScale::unit(float value) const
{
    return clamped(kind == ScaleKind::Logarithmic ? logarithmic(value, maximum, decades)
                                                  : linear(value, minimum, maximum));
}

std::vector<float> ColourScale::units(std::span<const float> values, int rows, int columns) const
{
    std::vector<float> result(values.size());
    const auto width = static_cast<std::size_t>(columns);
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        const auto cells = values.subspan(row * width, width);
        ColourScale scale = *this;
        if (kind == ScaleKind::PerRow) {
            scale.minimum = 0.0F;
            scale.maximum = rowMaximum(cells);
        }
        std::ranges::transform(cells, result.begin() + static_cast<std::ptrdiff_t>(row * width),
                               [&](float value) { return scale.unit(value); });
    }
    return result;
}

} // namespace saccade
