#include "core/files/sound.h"
#include "tests/core/file_bytes.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <numbers>
#include <sndfile.h>

namespace saccade
{

namespace
{

Sound tone(double hertz, std::int64_t rate, double seconds)
{
    Sound sound{.samples = {}, .rate = rate};
    const auto count = static_cast<std::int64_t>(seconds * static_cast<double>(rate));
    for (std::int64_t n = 0; n < count; ++n) {
        const auto turn = hertz * static_cast<double>(n) / static_cast<double>(rate);
        sound.samples.push_back(static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * turn)));
    }
    return sound;
}

// The largest difference from a sine of amplitude `amplitude`, the ends left out.
double differenceFromTone(const Sound& sound, double hertz, double amplitude)
{
    double largest = 0.0;
    const auto margin = static_cast<std::size_t>(sound.rate / 20);
    for (std::size_t n = margin; n + margin < sound.samples.size(); ++n) {
        const auto turn = hertz * static_cast<double>(n) / static_cast<double>(sound.rate);
        const auto expected = amplitude * std::sin(2 * std::numbers::pi * turn);
        largest = std::max(largest, std::abs(static_cast<double>(sound.samples[n]) - expected));
    }
    return largest;
}

// 16-bit PCM.
std::string wav(const std::vector<std::int16_t>& samples, std::uint16_t channels,
                std::uint32_t rate = 8000)
{
    const auto bytes = static_cast<std::uint32_t>(samples.size() * 2);
    FileBytes file;
    file.text("RIFF").number(36 + bytes).text("WAVEfmt ").number(std::uint32_t{16});
    file.number(std::uint16_t{1}).number(channels).number(rate);
    file.number(rate * channels * 2).number(static_cast<std::uint16_t>(channels * 2));
    file.number(std::uint16_t{16}).text("data").number(bytes);
    for (const auto sample : samples) {
        file.number(sample);
    }
    return file;
}

// 32-bit floats.
std::string floatWav(const std::vector<float>& samples)
{
    const auto bytes = static_cast<std::uint32_t>(samples.size() * 4);
    FileBytes file;
    file.text("RIFF").number(36 + bytes).text("WAVEfmt ").number(std::uint32_t{16});
    file.number(std::uint16_t{3}).number(std::uint16_t{1}).number(std::uint32_t{8000});
    file.number(std::uint32_t{32000}).number(std::uint16_t{4}).number(std::uint16_t{32});
    file.text("data").number(bytes);
    for (const auto sample : samples) {
        file.number(sample);
    }
    return file;
}

void encode(const std::filesystem::path& path, const Sound& sound, int format)
{
    SF_INFO info{};
    info.samplerate = static_cast<int>(sound.rate);
    info.channels = 1;
    info.format = format;
    auto* file = sf_open(path.c_str(), SFM_WRITE, &info);
    QVERIFY2(file != nullptr, sf_strerror(nullptr));
    sf_writef_float(file, sound.samples.data(), std::ssize(sound.samples));
    sf_close(file);
}

} // namespace

class SoundTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWavAndAveragesChannels();
    void readsWhatEncodersWrote_data();
    void readsWhatEncodersWrote();
    void knowsSoundsByTheirFirstBytes();
    void refusesWhatIsNoSound_data();
    void refusesWhatIsNoSound();
    void refusesSoundsOfMoreThanAnHour();
    void refusesCutFiles();
    void readsToTheEndWhereNoLengthIsStated();
    void refusesCutFlac();
    void resamplingKeepsTones_data();
    void resamplingKeepsTones();
    void resamplingRemovesWhatTheLowerRateCannotHold();
    void resamplingKeepsLevelAndLength();

private:
    QTemporaryDir m_folder;
};

void SoundTest::readsWavAndAveragesChannels()
{
    const auto path =
        writeFile(m_folder, "stereo.wav", wav({16384, 0, -16384, -16384, 0, 8192}, 2));
    const auto sound = readSound(path);
    QCOMPARE(sound.rate, 8000);
    QCOMPARE(sound.samples, (std::vector<float>{0.25F, -0.5F, 0.125F}));
}

void SoundTest::readsWhatEncodersWrote_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("format");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("FLAC") << "tone.flac" << (SF_FORMAT_FLAC | SF_FORMAT_PCM_16) << 1e-4;
    QTest::newRow("AIFF") << "tone.aiff" << (SF_FORMAT_AIFF | SF_FORMAT_PCM_24) << 1e-6;
    QTest::newRow("Ogg Vorbis") << "tone.ogg" << (SF_FORMAT_OGG | SF_FORMAT_VORBIS) << 0.05;
}

void SoundTest::readsWhatEncodersWrote()
{
    QFETCH(const QString, name);
    QFETCH(const int, format);
    QFETCH(const double, tolerance);
    const auto path = pathIn(m_folder, name.toStdString());
    encode(path, tone(440.0, 16000, 0.5), format);
    const auto sound = readSound(path);
    QCOMPARE(sound.rate, 16000);
    QCOMPARE(sound.samples.size(), 8000U);
    QCOMPARE(sound.seconds(), 0.5);
    QVERIFY(differenceFromTone(sound, 440.0, 0.5) <= tolerance);
}

void SoundTest::knowsSoundsByTheirFirstBytes()
{
    const auto is = [](const std::string& bytes) {
        return isSound(std::as_bytes(std::span(bytes.data(), bytes.size())));
    };
    QVERIFY(is(wav({1}, 1)));
    QVERIFY(is("fLaC\0\0\0\0\0\0\0\0"));
    QVERIFY(is("OggS........"));
    QVERIFY(is("FORM....AIFF"));
    QVERIFY(!is("RIFF....WEBP"));
    QVERIFY(!is("RIFF"));
    QVERIFY(!is(""));
}

void SoundTest::refusesWhatIsNoSound_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const std::string& bytes, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(message);
    };
    row("text", "hello, this is a text and no sound", "no sound that Saccade reads");
    row("nothing", "", "no sound that Saccade reads");
    row("a header alone", wav({}, 1), "empty");
    row("no channels", wav({1, 2, 3}, 0), "");
    row("a rate of 0", wav({1, 2, 3}, 1, 0), "");
    row("an impossible rate", wav({1, 2, 3}, 1, 2000000000), "not possible");
    auto narrow = wav({1, 2, 3}, 1);
    narrow[34] = 7;
    row("samples of 7 bits", narrow, "damaged at byte 34: samples of 7 bits");
    row("not a number", floatWav({0.0F, std::numeric_limits<float>::quiet_NaN()}), "not finite");
    row("infinite", floatWav({std::numeric_limits<float>::infinity()}), "not finite");
}

void SoundTest::refusesWhatIsNoSound()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, message);
    const auto path = writeFile(m_folder, "broken.wav", bytes.toStdString());
    const auto said = QString::fromStdString(messageOf([&] { readSound(path); }));
    QVERIFY(!said.isEmpty());
    QVERIFY2(said.contains(message), qPrintable(said));
    QVERIFY(!messageOf([&] { readSound(pathIn(m_folder, "nowhere.wav")); }).empty());
    QVERIFY(!messageOf([&] { readSound(m_folder.path().toStdString()); }).empty());
}

void SoundTest::refusesSoundsOfMoreThanAnHour()
{
    // 3,602 samples at 1 Hz.
    const auto path = writeFile(m_folder, "long.wav", wav(std::vector<std::int16_t>(3602), 1, 1));
    const auto said = QString::fromStdString(messageOf([&] { readSound(path); }));
    QVERIFY2(said.contains("longer than an hour"), qPrintable(said));
}

void SoundTest::refusesCutFiles()
{
    const auto bytes = wav(std::vector<std::int16_t>(1000, 8192), 1);
    const auto messageAt = [&](std::size_t length) {
        const auto path = writeFile(m_folder, "cut.wav", bytes.substr(0, length));
        return QString::fromStdString(messageOf([&] { readSound(path); }));
    };
    for (const std::size_t length : {12U, 30U, 43U}) {
        QVERIFY2(messageAt(length).contains(QString("ends at byte %1, before").arg(length)),
                 qPrintable(messageAt(length)));
    }
    QVERIFY2(messageAt(1044).contains("of the 2000 bytes of its samples, from byte 44 on, only "
                                      "1000 are there (50 %)"),
             qPrintable(messageAt(1044)));
    QVERIFY(!messageAt(44).isEmpty() && !messageAt(2043).isEmpty());
    QCOMPARE(messageAt(2044), QString());
}

void SoundTest::readsToTheEndWhereNoLengthIsStated()
{
    auto bytes = wav(std::vector<std::int16_t>(1000, 8192), 1);
    bytes.replace(40, 4, "\xff\xff\xff\xff");
    QCOMPARE(readSound(writeFile(m_folder, "stream.wav", bytes)).samples.size(), 1000U);
}

void SoundTest::refusesCutFlac()
{
    const auto whole = pathIn(m_folder, "whole.flac");
    encode(whole, tone(440.0, 16000, 2.0), SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    std::filesystem::resize_file(whole, std::filesystem::file_size(whole) / 2);
    QVERIFY(!messageOf([&] { readSound(whole); }).empty());
}

void SoundTest::resamplingKeepsTones_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    for (const auto& [from, to] :
         {std::pair{44100, 16000}, std::pair{48000, 16000}, std::pair{8000, 16000},
          std::pair{11025, 16000}, std::pair{16000, 44100}, std::pair{15999, 16000}}) {
        QTest::addRow("%d to %d Hz", from, to) << from << to;
    }
}

void SoundTest::resamplingKeepsTones()
{
    QFETCH(const int, from);
    QFETCH(const int, to);
    for (const double hertz : {50.0, 440.0, 3000.0}) {
        const auto sound = resampled(tone(hertz, from, 0.4), to);
        QCOMPARE(sound.rate, to);
        const auto difference = differenceFromTone(sound, hertz, 0.5);
        QVERIFY2(difference <= 1e-4, std::to_string(difference).c_str());
    }
}

void SoundTest::resamplingRemovesWhatTheLowerRateCannotHold()
{
    for (const double hertz : {8100.0, 12000.0, 20000.0}) {
        const auto sound = resampled(tone(hertz, 48000, 0.4), 16000);
        const auto left = differenceFromTone(sound, 0.0, 0.0);
        QVERIFY2(left <= 1e-4, std::to_string(left).c_str());
    }
}

void SoundTest::resamplingKeepsLevelAndLength()
{
    const Sound level{.samples = std::vector<float>(44100, 0.25F), .rate = 44100};
    const auto sound = resampled(level, 16000);
    QCOMPARE(sound.samples.size(), 16000U);
    QVERIFY(std::abs(sound.samples[8000] - 0.25F) <= 1e-5F);
    QCOMPARE(resampled(level, 44100).samples, level.samples);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::SoundTest)
#include "tst_sound.moc"
