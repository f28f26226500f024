// What Whisper's files say besides its weights: how a transcript begins, how sounds are heard.
#include "core/base/error.h"
#include "core/models/devices.h"
#include "core/models/log_mel.h"
#include "core/models/session.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <cmath>

namespace saccade
{

namespace
{

using Ids = std::vector<std::int32_t>;

} // namespace

class WhisperTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aTranscriptBeginsAsTheFilesSay_data();
    void aTranscriptBeginsAsTheFilesSay();
    void preprocessingIsStatedBesideTheModel();
    void aSoundIsHeardInFrames();
    void otherInputsAreRefused();

private:
    std::shared_ptr<const Model> open() const { return openModel(m_folder.path().toStdString()); }

    QTemporaryDir m_folder;
};

void WhisperTest::initTestCase()
{
    REQUIRE_SHARED("oracles/hf_tiny/whisper");
    for (const auto* name : {"config.json", "model.safetensors"}) {
        std::filesystem::copy_file(sharedPath("oracles/hf_tiny/whisper") / name,
                                   pathIn(m_folder, name));
    }
}

void WhisperTest::aTranscriptBeginsAsTheFilesSay_data()
{
    QTest::addColumn<QByteArray>("generation");
    QTest::addColumn<QString>("start");
    const auto row = [](const char* name, const char* generation, const char* start) {
        QTest::newRow(name) << QByteArray(generation) << QString(start);
    };
    row("nothing", "{}", "1 ");
    row("another first token", R"({"decoder_start_token_id": 7})", "7 ");
    row("one language", R"({"no_timestamps_token_id": 90, "forced_decoder_ids": [[1, 90]]})",
        "1 90 ");
    row("forced tokens", R"({"forced_decoder_ids": [[1, 50], [2, 60], [3, 90]]})", "1 50 60 90 ");
    row("a language to be found out",
        R"({"forced_decoder_ids": [[1, null], [2, 60]], "no_timestamps_token_id": 90})", "1 90 ");
    const std::string many = R"("lang_to_id": {"<|en|>": 50, "<|de|>": 51},
        "task_to_id": {"transcribe": 60, "translate": 61}, "no_timestamps_token_id": 90)";
    row("many languages", ("{" + many + "}").c_str(), "1 50 60 90 ");
    row("a chosen language", ("{" + many + R"(, "language": "<|de|>"})").c_str(), "1 51 60 90 ");
    row("a language by its code",
        ("{" + many + R"(, "language": "de", "task": "translate"})").c_str(), "1 51 61 90 ");
    row("an unknown language", ("{" + many + R"(, "language": "tlh"})").c_str(), "1 50 60 90 ");
    row("nonsense", R"({"lang_to_id": 3, "forced_decoder_ids": [1, [2], "x"],
        "no_timestamps_token_id": -4})",
        "1 ");
}

void WhisperTest::aTranscriptBeginsAsTheFilesSay()
{
    QFETCH(const QByteArray, generation);
    QFETCH(const QString, start);
    writeFile(m_folder, "generation_config.json", generation.toStdString());
    const auto model = open();
    QString text;
    for (const auto token : model->info().decoderStart) {
        text += QString::number(token) + " ";
    }
    QCOMPARE(text, start);
}

void WhisperTest::preprocessingIsStatedBesideTheModel()
{
    const auto usual = open()->audioPreprocessing();
    QCOMPARE(usual.sampleRate, 16000);
    QCOMPARE(usual.window, 400);
    QCOMPARE(usual.hop, 160);
    QCOMPARE(usual.bins, 16);
    QCOMPARE(usual.frames, 80);
    writeFile(m_folder, "preprocessor_config.json",
              R"({"sampling_rate": 8000, "n_fft": 200, "hop_length": 80, "feature_size": 80})");
    const auto stated = open()->audioPreprocessing();
    QCOMPARE(stated.sampleRate, 8000);
    QCOMPARE(stated.window, 200);
    QCOMPARE(stated.hop, 80);
    QCOMPARE(stated.bins, 16); // what the weights take
    writeFile(m_folder, "preprocessor_config.json", R"({"n_fft": "many"})");
    QVERIFY(!messageOf([&] { open(); }).empty());
    std::filesystem::remove(pathIn(m_folder, "preprocessor_config.json"));
}

void WhisperTest::aSoundIsHeardInFrames()
{
    const auto model = open();
    QCOMPARE(model->info().inputs, std::vector{InputKind::Audio});
    Sound sound{.samples = {}, .rate = 44100};
    for (int n = 0; n < 20000; ++n) {
        sound.samples.push_back(static_cast<float>(0.5 * std::sin(0.05 * n)));
    }
    SessionOptions options{.capacity = 8, .taps = {"encoder.final_norm"}};
    options.input.features = logMel(sound, model->audioPreprocessing());
    QCOMPARE(options.input.features.shape(), (Shape{16, 80}));
    Session session(model, openBackend("cpu"), options);
    Tensor heard;
    session.setTapSink(
        [&](const std::string&, std::int64_t, const Tensor& value) { heard = value; });
    session.encode(options.input);
    QCOMPARE(heard.shape(), (Shape{40, 48}));
    QCOMPARE(session.sequences().size(), 1U);
    QCOMPARE(session.sequences().front().name, std::string("frames"));
    QCOMPARE(session.sequences().front().length, 40);
    QCOMPARE(session.sequences().front().secondsPerPosition, 0.02);
    session.advance(Ids{1, 2});
    QCOMPARE(session.position(), 2);
}

void WhisperTest::otherInputsAreRefused()
{
    const auto model = open();
    const auto refusal = [&](const EncoderInput& input) {
        return messageOf([&] { model->buildEncoder(input); });
    };
    EncoderInput text;
    text.tokens = {1, 2};
    QVERIFY(!refusal(text).empty());
    EncoderInput bins;
    bins.features = Tensor::allocate(DType::F32, {80, 80});
    QVERIFY(refusal(bins).find("[16, up to 80]") != std::string::npos);
    EncoderInput frames;
    frames.features = Tensor::allocate(DType::F32, {16, 82});
    QVERIFY(!refusal(frames).empty());
    EncoderInput part;
    part.features = Tensor::allocate(DType::F32, {16, 30});
    QCOMPARE(model->buildEncoder(part)->source, 15);
    QVERIFY(!messageOf([&] { model->build({.rows = 1, .capacity = 4}); }).empty());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::WhisperTest)
#include "tst_whisper.moc"
