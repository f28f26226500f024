// What preprocessor_config.json and timm's config.json say about pictures.
#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/files/json_file.h"
#include "core/models/image_preprocessing.h"
#include "tests/core/file_bytes.h"

#include <QTest>

using namespace saccade;

namespace
{

const ImagePreprocessing exact{.width = 32, .height = 32};
const ImagePreprocessing shortest{.resize = Resize::ShortestEdge,
                                  .shortestEdge = 40,
                                  .resampling = Resampling::Bicubic,
                                  .cropWidth = 32,
                                  .cropHeight = 32};

ImagePreprocessing read(const std::string& text, const ImagePreprocessing& fallback)
{
    const QTemporaryDir folder;
    writeFile(folder, "preprocessor_config.json", json(text));
    Checkpoint checkpoint;
    checkpoint.path = folder.path().toStdString();
    return readImagePreprocessing(checkpoint, fallback);
}

ImagePreprocessing readTimm(const std::string& text)
{
    Checkpoint checkpoint;
    checkpoint.path = "tiny";
    checkpoint.configuration = parseJson(json(text), "tiny", DuplicateKeys::LastWins);
    return timmImagePreprocessing(checkpoint);
}

} // namespace

class TestImagePreprocessing : public QObject
{
    Q_OBJECT

private slots:
    void withoutAFileTheFamilyDecides();
    void aNumberMeansWhatItsProcessorTakesItFor();
    void objectsNameTheirSides();
    void stepsCanBeLeftOut();
    void timmCropsAPart();
    void broken_data();
    void broken();
};

void TestImagePreprocessing::withoutAFileTheFamilyDecides()
{
    Checkpoint checkpoint;
    checkpoint.path = "/nowhere";
    QCOMPARE(readImagePreprocessing(checkpoint, shortest).shortestEdge, std::int64_t{40});
}

void TestImagePreprocessing::aNumberMeansWhatItsProcessorTakesItFor()
{
    const auto vit = read("{'feature_extractor_type': 'ViTFeatureExtractor', 'size': 24, "
                          "'resample': 2, 'image_mean': [0.1, 0.2, 0.3], "
                          "'image_std': [1.0, 0.5, 0.25]}",
                          exact);
    QCOMPARE(vit.resize, Resize::Exact);
    QCOMPARE(vit.width, std::int64_t{24});
    QCOMPARE(vit.height, std::int64_t{24});
    QCOMPARE(vit.cropWidth, std::int64_t{0});
    QCOMPARE(vit.resampling, Resampling::Bilinear);
    QCOMPARE(vit.mean, (std::vector{0.1, 0.2, 0.3}));
    QCOMPARE(vit.deviation, (std::vector{1.0, 0.5, 0.25}));

    const auto clip = read("{'feature_extractor_type': 'CLIPFeatureExtractor', 'size': 24, "
                           "'do_center_crop': true, 'crop_size': 20, 'resample': 3}",
                           exact);
    QCOMPARE(clip.resize, Resize::ShortestEdge);
    QCOMPARE(clip.shortestEdge, std::int64_t{24});
    QCOMPARE(clip.cropHeight, std::int64_t{20});
    QCOMPARE(clip.resampling, Resampling::Bicubic);
}

void TestImagePreprocessing::objectsNameTheirSides()
{
    const auto rule = read("{'size': {'height': 20, 'width': 30}, 'do_center_crop': true, "
                           "'crop_size': {'height': 16, 'width': 12}, 'resample': 1, "
                           "'rescale_factor': 0.5}",
                           shortest);
    QCOMPARE(rule.resize, Resize::Exact);
    QCOMPARE(rule.height, std::int64_t{20});
    QCOMPARE(rule.width, std::int64_t{30});
    QCOMPARE(rule.cropHeight, std::int64_t{16});
    QCOMPARE(rule.cropWidth, std::int64_t{12});
    QCOMPARE(rule.resampling, Resampling::Lanczos);
    QCOMPARE(rule.factor, 0.5);
    QCOMPARE(read("{'size': {'shortest_edge': 36}}", exact).shortestEdge, std::int64_t{36});
}

void TestImagePreprocessing::stepsCanBeLeftOut()
{
    auto normalised = shortest;
    normalised.mean = normalised.deviation = {0.5, 0.5, 0.5};
    const auto rule = read("{'do_resize': false, 'do_center_crop': false, 'do_rescale': false, "
                           "'do_normalize': false}",
                           normalised);
    QCOMPARE(rule.resize, Resize::None);
    QCOMPARE(rule.cropWidth, std::int64_t{0});
    QCOMPARE(rule.factor, 1.0);
    QVERIFY(rule.mean.empty());
    QVERIFY(rule.deviation.empty());
}

void TestImagePreprocessing::timmCropsAPart()
{
    const auto rule = readTimm("{'pretrained_cfg': {'input_size': [3, 224, 224], 'crop_pct': 0.9, "
                               "'interpolation': 'bicubic', 'mean': [0.5, 0.5, 0.5], "
                               "'std': [0.25, 0.25, 0.25]}}");
    QCOMPARE(rule.resize, Resize::ShortestEdge);
    QCOMPARE(rule.shortestEdge, std::int64_t{248}); // ⌊224 / 0.9⌋
    QCOMPARE(rule.cropWidth, std::int64_t{224});
    QCOMPARE(rule.cropRounding, CropRounding::HalfToEven);
    QCOMPARE(rule.resampling, Resampling::Bicubic);
    QCOMPARE(rule.deviation, (std::vector{0.25, 0.25, 0.25}));
    const auto squashed = readTimm("{'pretrained_cfg': {'input_size': [1, 28, 28], "
                                   "'crop_pct': 1.0, 'crop_mode': 'squash', 'mean': [0.1], "
                                   "'std': [0.2]}}");
    QCOMPARE(squashed.resize, Resize::Exact);
    QCOMPARE(squashed.width, std::int64_t{28});
    QCOMPARE(squashed.channels, std::int64_t{1});
}

void TestImagePreprocessing::broken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* text, const char* message) {
        QTest::newRow(text) << QString(text) << QString(message);
    };
    row("{'size': 0}", "from 1 to");
    row("{'size': 5000}", "4096");
    row("{'size': [1, 2]}", "object");
    row("{'size': {'height': 20}}", "width");
    row("{'do_center_crop': true, 'crop_size': -1}", "from 1 to");
    row("{'resample': 4}", "bicubic");
    row("{'image_mean': [0.5]}", "each channel");
    row("{'image_mean': ['a', 'b', 'c']}", "each channel");
    row("{'image_mean': [0, 0, 0], 'image_std': [1, 0, 1]}", "above 0");
    row("{'rescale_factor': 0}", "above 0");
    row("{'do_resize': 1}", "true or false");
    row("{'size': ", "preprocessor_config.json");
}

void TestImagePreprocessing::broken()
{
    QFETCH(const QString, text);
    QFETCH(const QString, message);
    const auto said = QString::fromStdString(messageOf([&] { read(text.toStdString(), exact); }));
    QVERIFY2(said.contains(message), qPrintable(said));
    QVERIFY2(said.contains("preprocessor_config.json"), qPrintable(said));
}

QTEST_GUILESS_MAIN(TestImagePreprocessing)
#include "tst_image_preprocessing.moc"
