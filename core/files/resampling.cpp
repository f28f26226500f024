#include "core/files/sound.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saccade
{

namespace
{

constexpr std::int64_t zeroCrossings = 64;
constexpr std::int64_t stepsPerCrossing = 512; // of the table; between them it is interpolated
constexpr double kaiserBeta = 9.0;
constexpr double rollOff = 0.95; // the middle of the transition, of the lower Nyquist frequency

// One side of sinc(x) · Kaiser window, x in zero crossings, `stepsPerCrossing` to each
// (J. O. Smith, Digital Audio Resampling, ccrma.stanford.edu/~jos/resample).
std::vector<double> kernelTable()
{
    std::vector<double> table;
    const auto steps = zeroCrossings * stepsPerCrossing;
    const auto ends = std::cyl_bessel_i(0.0, kaiserBeta);
    for (std::int64_t step = 0; step <= steps; ++step) {
        const auto x = static_cast<double>(step) / static_cast<double>(stepsPerCrossing);
        const auto side = x / static_cast<double>(zeroCrossings);
        const auto window =
            std::cyl_bessel_i(0.0, kaiserBeta * std::sqrt(std::max(0.0, 1.0 - side * side))) / ends;
        const auto angle = std::numbers::pi * x;
        table.push_back(step == 0 ? 1.0 : std::sin(angle) / angle * window);
    }
    table.push_back(0.0); // to interpolate with
    return table;
}

double kernelAt(const std::vector<double>& table, double crossings)
{
    const auto place = std::abs(crossings) * static_cast<double>(stepsPerCrossing);
    const auto step = static_cast<std::size_t>(place);
    if (step + 1 >= table.size()) {
        return 0.0;
    }
    const auto part = place - static_cast<double>(step);
    return table[step] + part * (table[step + 1] - table[step]);
}

} // namespace

Sound resampled(const Sound& sound, std::int64_t rate)
{
    if (sound.rate == rate) {
        return sound;
    }
    static const auto table = kernelTable();
    const auto from = static_cast<double>(sound.rate);
    const auto to = static_cast<double>(rate);
    const auto cutOff = rollOff * std::min(1.0, to / from); // of the input's Nyquist frequency
    const auto reach = static_cast<double>(zeroCrossings) / cutOff; // input samples a side
    const auto length = std::ssize(sound.samples);
    const auto count =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(length) * to / from));
    Sound result{.samples = std::vector<float>(static_cast<std::size_t>(count)), .rate = rate};
    for (std::int64_t n = 0; n < count; ++n) {
        const auto time = static_cast<double>(n) * from / to; // in input samples
        const auto first =
            std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(time - reach)));
        const auto last =
            std::min<std::int64_t>(length - 1, static_cast<std::int64_t>(std::floor(time + reach)));
        double sum = 0.0;
        for (auto k = first; k <= last; ++k) {
            sum += static_cast<double>(sound.samples[static_cast<std::size_t>(k)]) *
                   kernelAt(table, (time - static_cast<double>(k)) * cutOff);
        }
        result.samples[static_cast<std::size_t>(n)] = static_cast<float>(sum * cutOff);
    }
    return result;
}

} // namespace saccade
