#include "tests/support/time_mixer_runs.h"

#include "tests/support/encoder_runs.h"
#include "tests/support/model_runs.h"
#include "tests/support/plain_time_mixer.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

// One that swings, one that stands still, one that is small.
Tensor smallSeries(std::int64_t context)
{
    auto series = randomTensor({3, context}, 5, 2.0F, 10.0F);
    const auto values = series.mutableFloats();
    const auto length = static_cast<std::size_t>(context);
    std::ranges::fill(values.subspan(length, length), 3.0F);
    for (auto& value : values.subspan(2 * length)) {
        value = (value - 10.0F) / 100.0F;
    }
    return series;
}

void compareRows(const Tensor& tensor, const PlainMatrix& expected, const std::string& name)
{
    constexpr double tolerance = 1e-4;
    QCOMPARE(tensor.shape(), (Shape{expected.rows, expected.columns}));
    const auto difference = largestDifference(tensor.floats(), expected.floats());
    QVERIFY2(difference <= tolerance, (name + " differs by " + std::to_string(difference)).c_str());
}

} // namespace

void TimeMixerRuns::forecastsAreThoseOfThePlainModel_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("changes");
    const std::vector<std::pair<const char*, const char*>> cases{
        {"adaptive patching and a decoder", "{}"},
        {"channels mixed in both towers",
         R"({"mode": "mix_channel", "decoder_mode": "mix_channel"})"},
        {"channels mixed in the decoder", R"({"decoder_mode": "mix_channel"})"},
        {"without gates", R"({"gated_attn": false, "mode": "mix_channel"})"},
        {"patches added to the decoder", R"({"decoder_raw_residual": true})"},
        {"positions", R"({"use_positional_encoding": true})"},
        {"without a decoder", R"({"use_decoder": false})"},
        {"one width in both towers", R"({"decoder_d_model": 16})"},
        {"pieces too narrow to be cut", R"({"adaptive_patching_levels": 3})"},
        {"a decoder that cuts patches too",
         R"({"decoder_d_model": 24, "decoder_adaptive_patching_levels": 2})"},
        {"part of the forecast", R"({"prediction_filter_length": 3})"},
        {"unscaled", R"({"scaling": ""})"},
    };
    for (const auto& device : usableDevices(m_kind)) {
        for (const auto& [name, changes] : cases) {
            QTest::addRow("%s: %s", device.c_str(), name)
                << QString::fromStdString(device) << QString::fromUtf8(changes);
        }
    }
    if (usableDevices(m_kind).empty()) {
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

void TimeMixerRuns::forecastsAreThoseOfThePlainModel()
{
    QFETCH(QString, device);
    QFETCH(QString, changes);
    PlainCheckpoint checkpoint;
    checkpoint.configuration = smallTimeMixer();
    checkpoint.configuration.update(nlohmann::json::parse(changes.toStdString()));
    addTimeMixer(checkpoint);
    EncoderInput input;
    input.series = smallSeries(checkpoint.configuration.at("context_length"));
    const bool isGated = checkpoint.configuration.at("gated_attn");
    const std::vector<std::string> taps{"encoder.blocks.*.patch_gate.mean_weights",
                                        "encoder.blocks.*.patch_gate.weights"};
    const auto values = encoded(checkpoint.open(), sharedBackend(device.toStdString()), input,
                                isGated ? taps : std::vector<std::string>());

    const auto numbers = input.series.floats();
    const auto expected =
        plainForecast(checkpoint, {3, input.series.shape()[1], {numbers.begin(), numbers.end()}});
    compareRows(values.at("forecast"), expected.forecast, "forecast");
    for (std::size_t layer = 0; isGated && layer < 4; ++layer) {
        std::string name("encoder.blocks.");
        name += std::to_string(layer) + ".patch_gate.";
        compareRows(values.at(name + "mean_weights"), expected.gates.at(layer), name);
        const auto& gate = values.at(name + "weights"); // [channels·width, patches]
        double sum = 0.0;
        for (const auto weight : gate.floats()) {
            sum += static_cast<double>(weight);
        }
        const auto rows = static_cast<double>(gate.shape()[0]);
        QVERIFY(std::abs(sum - rows) < 1e-3 * rows); // each is shared out among the patches
    }
}

} // namespace saccade
