// Reading pictures and preparing them: the same bytes as Pillow's resizing gives.
#include "core/files/picture.h"
#include "core/models/image_preprocessing.h"
#include "tests/core/file_bytes.h"

#include <QBuffer>
#include <QTest>
#include <cmath>
#include <numbers>

using namespace saccade;

Q_DECLARE_METATYPE(saccade::Resampling)

namespace
{

// Two bright and two dark squares, as Tests/test_image_resample.py of Pillow makes them.
QImage squares(int side)
{
    QImage image(side, side, QImage::Format_Grayscale8);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const bool isBright = (x < side / 2) == (y < side / 2);
            image.scanLine(y)[x] = isBright ? 0xe1 : 0xff - 0xe1;
        }
    }
    return image;
}

QImage noise(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    std::uint32_t state = 12345;
    for (int y = 0; y < height; ++y) {
        for (int i = 0; i < 3 * width; ++i) {
            state = state * 1664525U + 1013904223U;
            image.scanLine(y)[i] = static_cast<uchar>(state >> 24);
        }
    }
    return image;
}

double filterValue(Resampling filter, double x)
{
    const auto distance = std::abs(x);
    const auto sinc = [](double value) {
        return value == 0.0 ? 1.0 : std::sin(std::numbers::pi * value) / (std::numbers::pi * value);
    };
    switch (filter) {
    case Resampling::Bilinear:
        return distance < 1.0 ? 1.0 - distance : 0.0;
    case Resampling::Bicubic: // Keys (1981), a = −½
        return distance < 1.0 ? 1.5 * std::pow(distance, 3) - 2.5 * distance * distance + 1.0
               : distance < 2.0
                   ? -0.5 * std::pow(distance, 3) + 2.5 * distance * distance - 4.0 * distance + 2.0
                   : 0.0;
    default:
        return distance < 3.0 ? sinc(distance) * sinc(distance / 3.0) : 0.0;
    }
}

// Sample `to` of `tos` of a line, from all that there are.
double sampled(const std::vector<double>& line, int to, int tos, Resampling filter)
{
    const auto scale = static_cast<double>(line.size()) / tos;
    const auto stretch = std::max(scale, 1.0);
    double sum = 0.0;
    double weights = 0.0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto distance = (static_cast<double>(i) + 0.5) - (to + 0.5) * scale;
        const auto weight = filterValue(filter, distance / stretch);
        sum += weight * line[i];
        weights += weight;
    }
    return std::clamp(std::round(sum / weights), 0.0, 255.0);
}

// By the definition: along x to whole numbers, then along y.
std::vector<double> plainResized(const QImage& image, int channel, int width, int height,
                                 Resampling filter)
{
    std::vector<double> middle; // [height of the image, width]
    for (int y = 0; y < image.height(); ++y) {
        std::vector<double> line;
        for (int x = 0; x < image.width(); ++x) {
            line.push_back(image.constScanLine(y)[3 * x + channel]);
        }
        for (int x = 0; x < width; ++x) {
            middle.push_back(sampled(line, x, width, filter));
        }
    }
    std::vector<double> result(static_cast<std::size_t>(width * height));
    for (int x = 0; x < width; ++x) {
        std::vector<double> line;
        for (int y = 0; y < image.height(); ++y) {
            line.push_back(middle[static_cast<std::size_t>(y * width + x)]);
        }
        for (int y = 0; y < height; ++y) {
            result[static_cast<std::size_t>(y * width + x)] = sampled(line, y, height, filter);
        }
    }
    return result;
}

std::string bytesOf(const QImage& image, const char* format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, 100);
    return buffer.data().toStdString();
}

// PNG's checksum of the header chunk.
std::uint32_t checksum(const std::string& bytes)
{
    std::uint32_t sum = 0xffffffffU;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 1U) != 0 ? (sum >> 1U) ^ 0xedb88320U : sum >> 1U;
        }
    }
    return ~sum;
}

std::string bigEndian(std::uint32_t value)
{
    std::string bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        bytes += static_cast<char>(value >> shift & 0xffU);
    }
    return bytes;
}

// A PNG that claims to be so large.
std::string hugePng(std::uint32_t width, std::uint32_t height)
{
    auto bytes = bytesOf(noise(4, 4), "PNG");
    const auto header = "IHDR" + bigEndian(width) + bigEndian(height) + bytes.substr(24, 5);
    return bytes.replace(12, 21, header + bigEndian(checksum(header)));
}

// EXIF says that the picture must be turned by 90° to stand upright.
std::string turnedJpeg(const QImage& image)
{
    using namespace std::string_literals;
    const auto exif = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"s;
    const auto length = static_cast<char>(exif.size() + 2);
    return bytesOf(image, "JPG").insert(2, "\xff\xe1\0"s + length + exif);
}

float valueAt(const Tensor& tensor, std::int64_t channel, std::int64_t y, std::int64_t x)
{
    const auto& shape = tensor.shape();
    return tensor.floats()[static_cast<std::size_t>((channel * shape[1] + y) * shape[2] + x)];
}

} // namespace

class TestPictures : public QObject
{
    Q_OBJECT

private slots:
    void resizingGivesPillowsBytes_data();
    void resizingGivesPillowsBytes();
    void resizingIsWhatTheFiltersDefine_data();
    void resizingIsWhatTheFiltersDefine();
    void preparedPicturesHaveTheModelsSize_data();
    void preparedPicturesHaveTheModelsSize();
    void pixelsAreNormalised();
    void greyIsPillowsLuma();
    void cropsBeginWhereTheyShould();
    void filesBecomeUprightAndOpaque();
    void badFilesAreRefused();
};

void TestPictures::resizingGivesPillowsBytes_data()
{
    // From Pillow's own test of accuracy: the upper left quarters of the results.
    QTest::addColumn<int>("from");
    QTest::addColumn<Resampling>("filter");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, int from, Resampling filter, const char* expected) {
        QTest::newRow(name) << from << filter << QByteArray(expected);
    };
    row("reduce bilinear", 8, Resampling::Bilinear, "e1c9 c9b7");
    row("reduce bicubic", 12, Resampling::Bicubic, "e1e3d4 e3e5d6 d4d6c9");
    row("reduce lanczos", 16, Resampling::Lanczos, "e1e0e4d7 e0dfe3d6 e4e3e7da d7d6d9ce");
    row("enlarge bilinear", 2, Resampling::Bilinear, "e1b0 b098");
    row("enlarge bicubic", 4, Resampling::Bicubic, "e1e5eeb9 e5e9f3bc eef3fdc1 b9bcc1a2");
    row("enlarge lanczos", 6, Resampling::Lanczos,
        "e1e0dbedf5b8 e0dfdaecf3b7 dbdbd6e7eeb5 edece6fbffbf f5f4eeffffc4 b8b7b4bfc4a0");
}

void TestPictures::resizingGivesPillowsBytes()
{
    QFETCH(const int, from);
    QFETCH(const Resampling, filter);
    QFETCH(const QByteArray, expected);
    const auto quarter = expected.split(' ');
    const auto half = static_cast<int>(quarter.size());
    const auto result = resizedPicture(squares(from), 2 * half, 2 * half, filter);
    for (int y = 0; y < half; ++y) {
        const QByteArray line(reinterpret_cast<const char*>(result.constScanLine(y)), half);
        QCOMPARE(line.toHex(), quarter.at(y));
    }
}

void TestPictures::resizingIsWhatTheFiltersDefine_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<Resampling>("filter");
    for (const auto& [name, filter] :
         {std::pair("bilinear", Resampling::Bilinear), std::pair("bicubic", Resampling::Bicubic),
          std::pair("lanczos", Resampling::Lanczos)}) {
        QTest::addRow("%s smaller", name) << 9 << 5 << filter;
        QTest::addRow("%s larger", name) << 40 << 61 << filter;
        QTest::addRow("%s both", name) << 7 << 50 << filter;
    }
}

void TestPictures::resizingIsWhatTheFiltersDefine()
{
    QFETCH(const int, width);
    QFETCH(const int, height);
    QFETCH(const Resampling, filter);
    const auto image = noise(23, 31);
    const auto result = resizedPicture(image, width, height, filter);
    int others = 0; // fixed point rounds the other way where a sum ends in about a half
    for (int channel = 0; channel < 3; ++channel) {
        const auto expected = plainResized(image, channel, width, height, filter);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const auto value = expected[static_cast<std::size_t>(y * width + x)];
                const auto ours = result.constScanLine(y)[3 * x + channel];
                QVERIFY(std::abs(value - ours) <= 1.0);
                others += value == ours ? 0 : 1;
            }
        }
    }
    QVERIFY2(others <= 3 * width * height / 100, QByteArray::number(others));
}

void TestPictures::preparedPicturesHaveTheModelsSize_data()
{
    QTest::addColumn<QSize>("from");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("shape");
    QTest::newRow("exact") << QSize(30, 20) << 0 << "[3, 12, 16]";
    QTest::newRow("shortest edge, wide") << QSize(31, 20) << 1 << "[3, 10, 15]";
    QTest::newRow("shortest edge, high") << QSize(20, 31) << 1 << "[3, 15, 10]";
    QTest::newRow("cropped") << QSize(40, 20) << 2 << "[3, 8, 8]";
    QTest::newRow("cropped from less") << QSize(7, 3) << 3 << "[3, 8, 8]";
    QTest::newRow("whole patches") << QSize(45, 29) << 4 << "[3, 28, 42]";
}

void TestPictures::preparedPicturesHaveTheModelsSize()
{
    QFETCH(const QSize, from);
    QFETCH(const int, kind);
    QFETCH(const QString, shape);
    const std::vector<ImagePreprocessing> rules{
        {.width = 16, .height = 12},
        {.resize = Resize::ShortestEdge, .shortestEdge = 10},
        {.resize = Resize::ShortestEdge, .shortestEdge = 10, .cropWidth = 8, .cropHeight = 8},
        {.resize = Resize::None, .cropWidth = 8, .cropHeight = 8},
        {.resize = Resize::None, .multiple = 14}};
    const auto prepared = preparePicture(noise(from.width(), from.height()),
                                         rules.at(static_cast<std::size_t>(kind)));
    QCOMPARE(QString::fromStdString(prepared.pixels.shape().text()), shape);
    QCOMPARE(QString::fromStdString(prepared.picture.shape().text()), shape);
}

void TestPictures::pixelsAreNormalised()
{
    QImage image(2, 1, QImage::Format_RGB888);
    image.setPixelColor(0, 0, QColor(255, 0, 51));
    image.setPixelColor(1, 0, QColor(0, 102, 255));
    const auto prepared = preparePicture(
        image, {.resize = Resize::None, .mean = {0.5, 0.2, 0.0}, .deviation = {0.5, 0.1, 2.0}});
    QCOMPARE(valueAt(prepared.pixels, 0, 0, 0), 1.0F);
    QCOMPARE(valueAt(prepared.pixels, 1, 0, 1), 2.0F);
    QCOMPARE(valueAt(prepared.pixels, 2, 0, 1), 0.5F);
    QCOMPARE(valueAt(prepared.picture, 2, 0, 0), 0.2F);
    QCOMPARE(valueAt(prepared.picture, 1, 0, 1), 0.4F);
}

void TestPictures::greyIsPillowsLuma()
{
    QImage image(1, 1, QImage::Format_RGB888);
    image.setPixelColor(0, 0, QColor(200, 100, 50));
    const auto prepared =
        preparePicture(image, {.channels = 1, .resize = Resize::None, .factor = 1.0});
    QCOMPARE(prepared.pixels.shape(), (Shape{1, 1, 1}));
    QCOMPARE(valueAt(prepared.pixels, 0, 0, 0), 124.0F); // 0.299·200 + 0.587·100 + 0.114·50 = 124.2
    QCOMPARE(prepared.picture.shape(), (Shape{3, 1, 1}));
}

void TestPictures::cropsBeginWhereTheyShould()
{
    QImage ramp(9, 1, QImage::Format_RGB888);
    for (int x = 0; x < 9; ++x) {
        ramp.setPixelColor(x, 0, QColor(x + 1, 0, 0));
    }
    const auto first = [&](std::int64_t width, CropRounding rounding) {
        const auto prepared = preparePicture(ramp, {.resize = Resize::None,
                                                    .cropWidth = width,
                                                    .cropHeight = 1,
                                                    .cropRounding = rounding,
                                                    .factor = 1.0});
        return valueAt(prepared.pixels, 0, 0, 0);
    };
    // Half of the rest is 2½, 1½ and ½; then two and one more than there are.
    QCOMPARE(first(4, CropRounding::Down), 3.0F);
    QCOMPARE(first(4, CropRounding::HalfToEven), 3.0F);
    QCOMPARE(first(6, CropRounding::Down), 2.0F);
    QCOMPARE(first(6, CropRounding::HalfToEven), 3.0F);
    QCOMPARE(first(8, CropRounding::HalfToEven), 1.0F);
    QCOMPARE(first(11, CropRounding::Down), 0.0F);
    QCOMPARE(first(10, CropRounding::Down), 0.0F);
    QCOMPARE(first(10, CropRounding::HalfToEven), 1.0F);
}

void TestPictures::filesBecomeUprightAndOpaque()
{
    const QTemporaryDir folder;
    QImage clear(2, 1, QImage::Format_ARGB32);
    clear.setPixelColor(0, 0, QColor(0, 0, 0, 51)); // a fifth of black over white
    clear.setPixelColor(1, 0, QColor(10, 20, 30, 255));
    const auto opaque = readPicture(writeFile(folder, "clear.png", bytesOf(clear, "PNG")));
    QCOMPARE(opaque.format(), QImage::Format_RGB888);
    QCOMPARE(opaque.pixelColor(0, 0), QColor(204, 204, 204));
    QCOMPARE(opaque.pixelColor(1, 0), QColor(10, 20, 30));

    QImage deep(1, 1, QImage::Format_RGBA64);
    deep.setPixelColor(0, 0, QColor::fromRgba64(0x8080, 0xffff, 0, 0xffff));
    const auto shallow = readPicture(writeFile(folder, "deep.png", bytesOf(deep, "PNG")));
    QCOMPARE(shallow.pixelColor(0, 0), QColor(0x80, 0xff, 0));

    QImage wide(24, 8, QImage::Format_RGB888);
    wide.fill(Qt::white);
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) {
            wide.setPixelColor(x, y, Qt::black); // the left end
        }
    }
    const auto upright = readPicture(writeFile(folder, "turned.jpg", turnedJpeg(wide)));
    QCOMPARE(upright.size(), QSize(8, 24));
    QVERIFY(upright.pixelColor(4, 2).red() < 40); // now the top
    QVERIFY(upright.pixelColor(4, 22).red() > 215);

    const auto webp = readPicture(writeFile(folder, "picture.webp", bytesOf(wide, "WEBP")));
    QCOMPARE(webp.size(), wide.size());
    // Found by what it holds, not by its name.
    const auto named = readPicture(writeFile(folder, "named.jpg", bytesOf(wide, "PNG")));
    QCOMPARE(named, wide);
}

void TestPictures::badFilesAreRefused()
{
    const QTemporaryDir folder;
    const auto said = [&](const std::string& bytes) {
        const auto path = writeFile(folder, "bad.png", bytes);
        return QString::fromStdString(messageOf([&] { readPicture(path); }));
    };
    const auto good = bytesOf(noise(64, 64), "PNG");
    QVERIFY(said("no picture at all").contains("PNG, JPEG"));
    QVERIFY(said({}).contains("PNG, JPEG"));
    QVERIFY(said(good.substr(0, good.size() / 2)).contains("cannot be read"));
    QVERIFY(said(hugePng(16385, 1)).contains("16385 × 1 pixels"));
    QVERIFY(said(hugePng(10001, 10000)).contains("100 million"));
    QVERIFY_EXCEPTION_THROWN(readPicture(pathIn(folder, "missing.png")), UsageError);
    QVERIFY_EXCEPTION_THROWN(
        preparePicture(noise(2000, 1), {.resize = Resize::ShortestEdge, .shortestEdge = 224}),
        UsageError);
}

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
