#include "core/models/rope_scaling.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saccade
{

namespace
{

constexpr double fullTurn = 2.0 * std::numbers::pi;

// Wavelengths beyond the original context are stretched by the factor, short ones kept, and those
// between blended.
double llama3Frequency(double frequency, const RopeScaling& scaling)
{
    const double wavelength = fullTurn / frequency;
    if (wavelength < scaling.originalContext / scaling.highFrequencyFactor) {
        return frequency;
    }
    if (wavelength > scaling.originalContext / scaling.lowFrequencyFactor) {
        return frequency / scaling.factor;
    }
    const double kept = (scaling.originalContext / wavelength - scaling.lowFrequencyFactor) /
                        (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return (1.0 - kept) * frequency / scaling.factor + kept * frequency;
}

// The (fractional) index of the frequency that turns `turns` times within the original context.
double yarnIndex(double turns, const RopeScaling& scaling)
{
    return static_cast<double>(scaling.rotated) *
           std::log(scaling.originalContext / (turns * fullTurn)) / (2.0 * std::log(scaling.base));
}

// Frequencies of many turns are kept, of few interpolated; a ramp between.
double yarnFrequency(double frequency, double index, const RopeScaling& scaling)
{
    const double first = std::max(std::floor(yarnIndex(scaling.betaFast, scaling)), 0.0);
    const double last = std::min(std::ceil(yarnIndex(scaling.betaSlow, scaling)),
                                 static_cast<double>(scaling.rotated - 1));
    const double width = last == first ? 0.001 : last - first;
    const double ramp = std::clamp((index - first) / width, 0.0, 1.0);
    return frequency / scaling.factor * ramp + frequency * (1.0 - ramp);
}

double scaledFrequency(double frequency, std::size_t index, std::int64_t capacity,
                       const RopeScaling& scaling)
{
    switch (scaling.kind) {
    case RopeKind::Default:
    case RopeKind::Dynamic:
        return frequency;
    case RopeKind::Linear:
        return frequency / scaling.factor;
    case RopeKind::Llama3:
        return llama3Frequency(frequency, scaling);
    case RopeKind::Yarn:
        return yarnFrequency(frequency, static_cast<double>(index), scaling);
    case RopeKind::LongRope:
        return frequency / (static_cast<double>(capacity) > scaling.originalContext
                                ? scaling.longFactors[index]
                                : scaling.shortFactors[index]);
    }
    return frequency;
}

double magnitude(const RopeScaling& scaling)
{
    const bool hasMagnitude = scaling.kind == RopeKind::Yarn || scaling.kind == RopeKind::LongRope;
    if (!hasMagnitude || scaling.attentionFactor > 0.0) {
        return hasMagnitude ? scaling.attentionFactor : 1.0;
    }
    if (scaling.factor <= 1.0) {
        return 1.0;
    }
    return scaling.kind == RopeKind::Yarn
               ? 0.1 * std::log(scaling.factor) + 1.0
               : std::sqrt(1.0 + std::log(scaling.factor) / std::log(scaling.originalContext));
}

} // namespace

RotaryTable rotaryTable(const RopeScaling& scaling, std::int64_t capacity)
{
    RotaryTable table{.frequencies = {}, .magnitude = magnitude(scaling)};
    for (std::size_t i = 0; i < static_cast<std::size_t>(scaling.rotated) / 2; ++i) {
        const double exponent = 2.0 * static_cast<double>(i) / static_cast<double>(scaling.rotated);
        const double divisor = scaling.divisors.empty() ? 1.0 : scaling.divisors[i];
        table.frequencies.push_back(static_cast<float>(
            scaledFrequency(std::pow(scaling.base, -exponent), i, capacity, scaling) / divisor));
    }
    return table;
}

} // namespace saccade
