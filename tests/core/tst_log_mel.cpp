#include "core/base/error.h"
#include "core/models/log_mel.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace saccade
{

namespace
{

const AudioPreprocessing whisper{};

Sound twoTones()
{
    Sound sound{.samples = {}, .rate = 16000};
    for (int n = 0; n < 16000; ++n) {
        const auto turn = 2.0 * std::numbers::pi * static_cast<double>(n) / 16000.0;
        sound.samples.push_back(
            static_cast<float>(0.5 * std::sin(440.0 * turn) + 0.25 * std::sin(1000.0 * turn)));
    }
    return sound;
}

// Whisper's features with the discrete Fourier transform as it is defined, frame by frame.
std::vector<std::vector<double>> plainFeatures(const std::vector<double>& samples,
                                               const AudioPreprocessing& audio)
{
    const auto filters = melFilters(audio);
    const auto length = static_cast<std::int64_t>(samples.size());
    std::vector<std::vector<double>> features(
        filters.size(), std::vector<double>(static_cast<std::size_t>(audio.frames)));
    double largest = -100.0;
    for (std::int64_t frame = 0; frame < audio.frames; ++frame) {
        std::vector<double> powers;
        for (std::int64_t k = 0; k <= audio.window / 2; ++k) {
            std::complex<double> sum = 0.0;
            for (std::int64_t i = 0; i < audio.window; ++i) {
                auto place = frame * audio.hop + i - audio.window / 2;
                place = place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
                const auto turn = 2.0 * std::numbers::pi / static_cast<double>(audio.window);
                const auto hann = 0.5 * (1.0 - std::cos(turn * static_cast<double>(i)));
                sum += samples[static_cast<std::size_t>(place)] * hann *
                       std::polar(1.0, -turn * static_cast<double>(i * k % audio.window));
            }
            powers.push_back(std::norm(sum));
        }
        for (std::size_t bin = 0; bin < filters.size(); ++bin) {
            double mel = 0.0;
            for (std::size_t k = 0; k < powers.size(); ++k) {
                mel += filters[bin][k] * powers[k];
            }
            auto& value = features[bin][static_cast<std::size_t>(frame)];
            value = std::log10(std::max(mel, 1e-10));
            largest = std::max(largest, value);
        }
    }
    for (auto& row : features) {
        for (auto& value : row) {
            value = (std::max(value, largest - 8.0) + 4.0) / 4.0;
        }
    }
    return features;
}

struct Point {
    std::size_t row, column;
    double value;
};

} // namespace

class LogMelTest : public QObject
{
    Q_OBJECT

private slots:
    void theFiltersAreLibrosas();
    void thereAreFiltersForLargerModels();
    void featuresOfTwoTonesAreLibrosas();
    void featuresAreThoseOfAPlainTransform();
    void silenceIsEven();
    void soundsOfOtherRatesAreResampled();
    void refusesImpossiblePreprocessing();
};

// librosa.filters.mel(sr=16000, n_fft=400, n_mels=80), the values published with Whisper.
void LogMelTest::theFiltersAreLibrosas()
{
    const auto filters = melFilters(whisper);
    QCOMPARE(filters.size(), 80U);
    for (const auto& [bin, k, value] :
         {Point{0, 1, 0.02486259490251541}, Point{1, 1, 0.001990821911022067},
          Point{1, 2, 0.022871771827340126}, Point{9, 10, 0.006945197004824877}, Point{10, 12, 0.0},
          Point{39, 41, 0.011486922390758991}, Point{40, 50, 0.0},
          Point{69, 131, 0.00487553421407938}, Point{79, 190, 0.0022320549469441175},
          Point{79, 192, 0.0031647116411477327}, Point{79, 199, 0.0004487590049393475}}) {
        QCOMPARE(filters[bin].size(), 201U);
        QVERIFY(std::abs(filters[bin][k] - value) <= 1e-9);
    }
    double sum = 0.0;
    for (const auto& filter : filters) {
        for (const auto weight : filter) {
            sum += weight;
        }
    }
    QVERIFY(std::abs(sum - 1.999024) <= 1e-6);
}

void LogMelTest::thereAreFiltersForLargerModels()
{
    auto large = whisper;
    large.bins = 128; // Whisper large-v3
    std::size_t heard = 0;
    for (const auto& filter : melFilters(large)) {
        heard += static_cast<std::size_t>(
            std::ranges::count_if(filter, [](double weight) { return weight > 0.0; }));
    }
    QCOMPARE(heard, 394U); // as many numbers that are not zero as in Whisper's mel_128
}

// librosa 0.11.0: stft(center=True, pad_mode="reflect", window="hann") of the signal, then
// Whisper's logarithm, clamp and scale; [bin, frame, value], computed in single precision.
void LogMelTest::featuresOfTwoTonesAreLibrosas()
{
    const auto features = logMel(twoTones(), whisper);
    QCOMPARE(features.shape(), (Shape{80, 3000}));
    const std::array points{
        Point{0, 0, 1.0255200862884521},      Point{0, 50, -0.5617961883544922},
        Point{0, 99, 0.36268895864486694},    Point{0, 100, 0.8750050663948059},
        Point{0, 101, 0.36268895864486694},   Point{0, 2999, -0.5617961883544922},
        Point{3, 0, 1.046639084815979},       Point{3, 100, 0.8961241245269775},
        Point{10, 0, 1.345945954322815},      Point{10, 50, 1.3487379550933838},
        Point{10, 99, 1.3496463298797607},    Point{10, 100, 1.272093415260315},
        Point{10, 101, 0.3800355792045593},   Point{10, 150, -0.5617961883544922},
        Point{20, 0, 0.5353192090988159},     Point{20, 99, 0.1999397873878479},
        Point{20, 100, 0.3848041892051697},   Point{40, 0, 0.6249067783355713},
        Point{40, 99, -0.03366267681121826},  Point{40, 100, 0.47439175844192505},
        Point{79, 0, 0.08437436819076538},    Point{79, 99, -0.5617961883544922},
        Point{79, 100, -0.06614065170288086},
    };
    for (const auto& [bin, frame, value] : points) {
        const auto ours = static_cast<double>(features.floats()[bin * 3000 + frame]);
        QVERIFY2(std::abs(ours - value) <= 1e-4,
                 qPrintable(QString("%1, %2: %3").arg(bin).arg(frame).arg(ours)));
    }
}

void LogMelTest::featuresAreThoseOfAPlainTransform()
{
    AudioPreprocessing audio{.sampleRate = 16000, .window = 400, .hop = 160, .bins = 16};
    audio.frames = 12;
    Sound sound = twoTones();
    sound.samples.resize(1500); // ends within: silence follows
    const auto features = logMel(sound, audio);
    std::vector<double> samples(sound.samples.begin(), sound.samples.end());
    samples.resize(static_cast<std::size_t>(audio.frames * audio.hop), 0.0);
    const auto plain = plainFeatures(samples, audio);
    for (std::size_t bin = 0; bin < 16; ++bin) {
        for (std::size_t frame = 0; frame < 12; ++frame) {
            const auto ours = static_cast<double>(features.floats()[bin * 12 + frame]);
            QVERIFY(std::abs(ours - plain[bin][frame]) <= 1e-6);
        }
    }
}

void LogMelTest::silenceIsEven()
{
    const Sound silence{.samples = std::vector<float>(1000, 0.0F), .rate = 16000};
    const auto features = logMel(silence, whisper);
    QVERIFY(std::ranges::all_of(features.floats(), [](float value) { return value == -1.5F; }));
}

void LogMelTest::soundsOfOtherRatesAreResampled()
{
    const auto tone = [](std::int64_t rate) {
        Sound sound{.samples = {}, .rate = rate};
        for (std::int64_t n = 0; n < rate * 40; ++n) { // more than is heard
            const auto turn = 700.0 * static_cast<double>(n) / static_cast<double>(rate);
            sound.samples.push_back(
                static_cast<float>(0.3 * std::sin(2.0 * std::numbers::pi * turn)));
        }
        return sound;
    };
    const auto at16 = logMel(tone(16000), whisper);
    const auto at44 = logMel(tone(44100), whisper);
    const auto loudest =
        static_cast<std::size_t>(std::ranges::max_element(at16.floats()) - at16.floats().begin());
    const auto row = loudest / 3000 * 3000;
    for (std::size_t frame = 10; frame < 2990; frame += 7) {
        QVERIFY(std::abs(at16.floats()[row + frame] - at44.floats()[row + frame]) <= 1e-3F);
    }
}

void LogMelTest::refusesImpossiblePreprocessing()
{
    const auto isRefused = [](AudioPreprocessing audio) {
        try {
            logMel(twoTones(), audio);
        } catch (const Error&) {
            return true;
        }
        return false;
    };
    QVERIFY(isRefused({.window = std::int64_t{1} << 40}));
    QVERIFY(isRefused({.window = 401}));
    QVERIFY(isRefused({.hop = 0}));
    QVERIFY(isRefused({.bins = 1 << 30}));
    QVERIFY(isRefused({.frames = std::int64_t{1} << 40}));
    QVERIFY(isRefused({.hop = 1 << 16, .frames = 1 << 20}));
    QVERIFY(isRefused({.sampleRate = 0}));
    QVERIFY(isRefused({.hop = 10, .frames = 2})); // shorter than what is mirrored
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::LogMelTest)
#include "tst_log_mel.moc"
