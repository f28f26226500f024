#include "core/models/log_mel.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <fftw3.h>
#include <memory>
#include <mutex>
#include <numbers>

namespace saccade
{

namespace
{

constexpr double linearHertz = 200.0 / 3.0; // a mel below 1 kHz
constexpr double breakHertz = 1000.0;
constexpr double breakMel = breakHertz / linearHertz;
const double logarithmicStep = std::log(6.4) / 27.0; // a mel above 1 kHz

constexpr double leastPower = 1e-10;
constexpr double range = 8.0; // powers of ten below the largest value

double melOf(double hertz)
{
    return hertz < breakHertz ? hertz / linearHertz
                              : breakMel + std::log(hertz / breakHertz) / logarithmicStep;
}

double hertzOf(double mel)
{
    return mel < breakMel ? mel * linearHertz
                          : breakHertz * std::exp(logarithmicStep * (mel - breakMel));
}

// A real Fourier transform of one length. FFTW plans one at a time.
class Transform
{
public:
    explicit Transform(std::int64_t length)
        : m_input(fftw_alloc_real(static_cast<std::size_t>(length))),
          m_output(fftw_alloc_real(static_cast<std::size_t>(2 * (length / 2 + 1)))),
          m_length(length)
    {
        if (!m_input || !m_output) {
            throw Error(QT_TRANSLATE_NOOP("Error", "There is no memory for a Fourier transform."));
        }
        const std::scoped_lock lock(planning());
        m_plan.reset(fftw_plan_dft_r2c_1d(static_cast<int>(length), m_input.get(),
                                          reinterpret_cast<fftw_complex*>(m_output.get()),
                                          FFTW_ESTIMATE));
    }
    ~Transform()
    {
        const std::scoped_lock lock(planning());
        m_plan.reset();
    }
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;

    std::span<double> input() { return {m_input.get(), static_cast<std::size_t>(m_length)}; }
    void run() { fftw_execute(m_plan.get()); }
    double power(std::int64_t frequency) const
    {
        const auto* value = m_output.get() + 2 * frequency;
        return value[0] * value[0] + value[1] * value[1];
    }

private:
    static std::mutex& planning()
    {
        static std::mutex mutex;
        return mutex;
    }
    struct Free {
        void operator()(void* memory) const { fftw_free(memory); }
    };
    struct Destroy {
        void operator()(fftw_plan plan) const { fftw_destroy_plan(plan); }
    };

    std::unique_ptr<double, Free> m_input;
    std::unique_ptr<double, Free> m_output; // real and imaginary parts by turns
    std::unique_ptr<std::remove_pointer_t<fftw_plan>, Destroy> m_plan;
    std::int64_t m_length;
};

void requirePossible(const AudioPreprocessing& audio)
{
    constexpr std::int64_t most = 1 << 20;
    const auto within = [](std::int64_t value, std::int64_t limit) {
        return value >= 1 && value <= limit;
    };
    const bool isPossible = within(audio.sampleRate, most) && within(audio.window, 1 << 16) &&
                            within(audio.hop, 1 << 16) && within(audio.bins, 1 << 10) &&
                            within(audio.frames, most) && audio.window % 2 == 0 &&
                            audio.frames * audio.hop > audio.window / 2 &&
                            audio.frames * audio.hop <= (std::int64_t{1} << 28);
    if (!isPossible) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 mel bins of windows of %2 samples every %3 at "
                                               "%4 Hz, %5 in all, are not possible."),
                    {std::to_string(audio.bins), std::to_string(audio.window),
                     std::to_string(audio.hop), std::to_string(audio.sampleRate),
                     std::to_string(audio.frames)});
    }
}

// At the model's rate, as long as its frames ask for.
std::vector<float> fitted(const Sound& sound, const AudioPreprocessing& audio)
{
    const auto length = audio.frames * audio.hop;
    // What lies far behind the end is not worth resampling.
    const auto needed = static_cast<std::size_t>(
        (static_cast<double>(length) / static_cast<double>(audio.sampleRate) + 1.0) *
        static_cast<double>(sound.rate));
    Sound part{.samples = {}, .rate = sound.rate};
    part.samples.assign(sound.samples.begin(),
                        sound.samples.begin() +
                            static_cast<std::ptrdiff_t>(std::min(needed, sound.samples.size())));
    auto samples = resampled(part, audio.sampleRate).samples;
    samples.resize(static_cast<std::size_t>(length), 0.0F);
    return samples;
}

std::vector<double> hannWindow(std::int64_t length)
{
    std::vector<double> window;
    for (std::int64_t i = 0; i < length; ++i) {
        const auto turn = static_cast<double>(i) / static_cast<double>(length);
        window.push_back(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * turn));
    }
    return window;
}

// Mirrored at both ends without repeating the ends themselves.
std::int64_t mirrored(std::int64_t index, std::int64_t length)
{
    index = std::abs(index);
    return index < length ? index : 2 * (length - 1) - index;
}

// The part of a filter that is not zero.
struct Band {
    std::int64_t first = 0;
    std::vector<double> weights;
};

std::vector<Band> bandsOf(const std::vector<std::vector<double>>& filters)
{
    std::vector<Band> bands;
    for (const auto& filter : filters) {
        const auto isHeard = [](double weight) { return weight != 0.0; };
        const auto first = std::ranges::find_if(filter, isHeard);
        const auto last = std::find_if(filter.rbegin(), filter.rend(), isHeard).base();
        bands.push_back({first - filter.begin(), first == filter.end()
                                                     ? std::vector<double>()
                                                     : std::vector<double>(first, last)});
    }
    return bands;
}

} // namespace

std::vector<std::vector<double>> melFilters(const AudioPreprocessing& audio)
{
    requirePossible(audio);
    const auto frequencies = audio.window / 2 + 1;
    const auto nyquist = static_cast<double>(audio.sampleRate) / 2.0;
    const auto step = melOf(nyquist) / static_cast<double>(audio.bins + 1);
    std::vector<std::vector<double>> filters;
    for (std::int64_t bin = 0; bin < audio.bins; ++bin) {
        const auto edge = [&](std::int64_t offset) {
            return hertzOf(step * static_cast<double>(bin + offset));
        };
        const auto low = edge(0);
        const auto middle = edge(1);
        const auto high = edge(2);
        auto& filter = filters.emplace_back();
        for (std::int64_t k = 0; k < frequencies; ++k) {
            const auto hertz =
                nyquist * static_cast<double>(k) / static_cast<double>(frequencies - 1);
            const auto rise = (hertz - low) / (middle - low);
            const auto fall = (high - hertz) / (high - middle);
            filter.push_back(std::max(0.0, std::min(rise, fall)) * 2.0 / (high - low));
        }
    }
    return filters;
}

Tensor logMel(const Sound& sound, const AudioPreprocessing& audio)
{
    const auto bands = bandsOf(melFilters(audio));
    const auto samples = fitted(sound, audio);
    const auto window = hannWindow(audio.window);
    Transform transform(audio.window);
    auto result = Tensor::allocate(DType::F32, {audio.bins, audio.frames});
    const auto values = result.mutableFloats();
    double largest = std::log10(leastPower);
    for (std::int64_t frame = 0; frame < audio.frames; ++frame) {
        const auto input = transform.input();
        for (std::int64_t i = 0; i < audio.window; ++i) {
            const auto place =
                mirrored(frame * audio.hop + i - audio.window / 2, std::ssize(samples));
            input[static_cast<std::size_t>(i)] =
                static_cast<double>(samples[static_cast<std::size_t>(place)]) *
                window[static_cast<std::size_t>(i)];
        }
        transform.run();
        for (std::int64_t bin = 0; bin < audio.bins; ++bin) {
            const auto& band = bands[static_cast<std::size_t>(bin)];
            double power = 0.0;
            for (std::size_t k = 0; k < band.weights.size(); ++k) {
                power +=
                    band.weights[k] * transform.power(band.first + static_cast<std::int64_t>(k));
            }
            const auto value = std::log10(std::max(power, leastPower));
            largest = std::max(largest, value);
            values[static_cast<std::size_t>(bin * audio.frames + frame)] =
                static_cast<float>(value);
        }
    }
    for (auto& value : values) {
        const auto kept = std::max(static_cast<double>(value), largest - range);
        value = static_cast<float>((kept + 4.0) / 4.0);
    }
    return result;
}

} // namespace saccade
