#include "core/files/picture.h"

#include "core/base/error.h"
#include "core/files/mapped_file.h"
#include "core/files/named_file.h"

#include <QImageReader>
#include <QtGlobal>

namespace saccade
{

namespace
{

constexpr int mostSide = 16384;
constexpr qint64 mostPixels = 100'000'000;
constexpr int mostMegabytes = 1024; // of a decoded picture with 16 bits a channel, and some room

void requireSize(const QSize& size, const std::filesystem::path& path)
{
    const auto pixels = qint64{size.width()} * size.height();
    if (size.width() > mostSide || size.height() > mostSide || pixels > mostPixels) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "The picture %1 has %2 × %3 pixels. At most %4 a side and "
                                      "100 million in all are read: make it smaller."),
                    {path.string(), std::to_string(size.width()), std::to_string(size.height()),
                     std::to_string(mostSide)});
    }
}

} // namespace

QImage opaquePicture(const QImage& image)
{
    if (!image.hasAlphaChannel()) {
        return image.convertToFormat(QImage::Format_RGB888);
    }
    const auto source = image.convertToFormat(QImage::Format_RGBA8888);
    QImage result(source.size(), QImage::Format_RGB888);
    for (int y = 0; y < source.height(); ++y) {
        const auto* from = source.constScanLine(y);
        auto* to = result.scanLine(y);
        for (int x = 0; x < source.width(); ++x, from += 4, to += 3) {
            const int alpha = from[3];
            for (int channel = 0; channel < 3; ++channel) {
                const int blended = from[channel] * alpha + 255 * (255 - alpha);
                to[channel] = static_cast<uchar>((blended + 127) / 255);
            }
        }
    }
    return result;
}

QImage readPicture(const std::filesystem::path& path)
{
    requireFile(path);
    mapFile(path); // refuses a pipe or a device, which would be read without end
    QImageReader reader(QString::fromStdString(path.string()));
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!reader.canRead()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 is no picture that Saccade reads: these are PNG, JPEG "
                                       "and WebP."),
            {path.string()});
    }
    requireSize(reader.size(), path);
    QImageReader::setAllocationLimit(mostMegabytes);
    const auto image = reader.read();
    if (image.isNull()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The picture %1 cannot be read: %2."),
                    {path.string(), reader.errorString().toStdString()});
    }
    requireSize(image.size(), path);
    return opaquePicture(image);
}

} // namespace saccade
