#include "core/models/image_preprocessing.h"

#include "core/base/error.h"
#include "core/files/picture.h"
#include "core/models/resampling.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr std::int64_t mostSide = 16384; // as core/files/picture.h

// Pillow's fixed point: 32 bits less 8 of the pixel and 2 for sums that overshoot.
constexpr int fractionBits = 22;

struct FixedSample {
    std::int64_t first;
    std::vector<int> weights;
};

std::vector<FixedSample> fixed(const std::vector<ResampledSample>& samples)
{
    std::vector<FixedSample> result;
    for (const auto& sample : samples) {
        FixedSample one{sample.first, {}};
        for (const auto weight : sample.weights) {
            const auto scaled = weight * static_cast<double>(1 << fractionBits);
            one.weights.push_back(static_cast<int>(weight < 0.0 ? scaled - 0.5 : scaled + 0.5));
        }
        result.push_back(std::move(one));
    }
    return result;
}

// `step` bytes lie between a sample's sources.
uchar weighted(const uchar* source, qsizetype step, const FixedSample& sample)
{
    int sum = 1 << (fractionBits - 1);
    for (const auto weight : sample.weights) {
        sum += *source * weight;
        source += step;
    }
    return static_cast<uchar>(std::clamp(sum >> fractionBits, 0, 255));
}

QImage resizedAlongX(const QImage& image, int width, Resampling filter)
{
    const auto samples = fixed(resampled(image.width(), width, filter));
    QImage result(width, image.height(), image.format());
    const int channels = image.depth() / 8;
    for (int y = 0; y < image.height(); ++y) {
        const auto* from = image.constScanLine(y);
        auto* to = result.scanLine(y);
        for (const auto& sample : samples) {
            for (int channel = 0; channel < channels; ++channel) {
                *to++ = weighted(from + sample.first * channels + channel, channels, sample);
            }
        }
    }
    return result;
}

QImage resizedAlongY(const QImage& image, int height, Resampling filter)
{
    const auto samples = fixed(resampled(image.height(), height, filter));
    QImage result(image.width(), height, image.format());
    const int bytes = image.width() * image.depth() / 8;
    for (int y = 0; y < height; ++y) {
        const auto& sample = samples[static_cast<std::size_t>(y)];
        const auto* from = image.constScanLine(static_cast<int>(sample.first));
        auto* to = result.scanLine(y);
        for (int x = 0; x < bytes; ++x) {
            to[x] = weighted(from + x, image.bytesPerLine(), sample);
        }
    }
    return result;
}

// The luma of Pillow's "L": ITU-R 601-2 in 16 bits of fraction.
QImage grey(const QImage& image)
{
    QImage result(image.size(), QImage::Format_Grayscale8);
    for (int y = 0; y < image.height(); ++y) {
        const auto* from = image.constScanLine(y);
        auto* to = result.scanLine(y);
        for (int x = 0; x < image.width(); ++x, from += 3) {
            to[x] = static_cast<uchar>(
                (from[0] * 19595 + from[1] * 38470 + from[2] * 7471 + 0x8000) >> 16);
        }
    }
    return result;
}

QSize sizeAfter(const QSize& size, const ImagePreprocessing& rule)
{
    std::int64_t width = size.width();
    std::int64_t height = size.height();
    if (rule.resize == Resize::Exact) {
        width = rule.width;
        height = rule.height;
    } else if (rule.resize == Resize::ShortestEdge) {
        auto& shorter = width <= height ? width : height;
        auto& longer = width <= height ? height : width;
        longer = rule.shortestEdge * longer / shorter;
        shorter = rule.shortestEdge;
    } else {
        width = std::max(width / rule.multiple, std::int64_t{1}) * rule.multiple;
        height = std::max(height / rule.multiple, std::int64_t{1}) * rule.multiple;
    }
    if (std::max(width, height) > mostSide) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "A picture of %1 × %2 pixels is too narrow for "
                                                    "this model: cut a part out of it."),
                         {std::to_string(size.width()), std::to_string(size.height())});
    }
    return {static_cast<int>(width), static_cast<int>(height)};
}

int cropStart(int have, int want, CropRounding rounding)
{
    const bool isDown = rounding == CropRounding::Down;
    if (want >
        have) { // black on both sides; transformers puts the odd pixel before, torchvision after
        return -((want - have + (isDown ? 1 : 0)) / 2);
    }
    const int rest = have - want;
    return rest / 2 + (!isDown && rest % 4 == 3 ? 1 : 0);
}

// Parts outside of the picture are black.
QImage cropped(const QImage& image, const ImagePreprocessing& rule)
{
    if (rule.cropWidth == 0 || rule.cropHeight == 0) {
        return image;
    }
    const auto width = static_cast<int>(rule.cropWidth);
    const auto height = static_cast<int>(rule.cropHeight);
    return image.copy(cropStart(image.width(), width, rule.cropRounding),
                      cropStart(image.height(), height, rule.cropRounding), width, height);
}

double at(const std::vector<double>& values, int channel, double fallback)
{
    const auto index = static_cast<std::size_t>(channel);
    return index < values.size() ? values[index] : fallback;
}

// [channels, height, width], (x·factor − mean) / deviation
Tensor planes(const QImage& image, double factor, const std::vector<double>& mean,
              const std::vector<double>& deviation)
{
    const int channels = image.depth() / 8;
    auto tensor = Tensor::allocate(DType::F32, {channels, image.height(), image.width()});
    auto target = tensor.mutableFloats().begin();
    for (int channel = 0; channel < channels; ++channel) {
        const auto middle = at(mean, channel, 0.0);
        const auto spread = at(deviation, channel, 1.0);
        for (int y = 0; y < image.height(); ++y) {
            const auto* line = image.constScanLine(y);
            for (int x = 0; x < image.width(); ++x) {
                const auto value = static_cast<double>(line[x * channels + channel]) * factor;
                *target++ = static_cast<float>((value - middle) / spread);
            }
        }
    }
    return tensor;
}

} // namespace

QImage resizedPicture(const QImage& image, int width, int height, Resampling filter)
{
    auto result = image;
    if (result.width() != width) {
        result = resizedAlongX(result, width, filter);
    }
    if (result.height() != height) {
        result = resizedAlongY(result, height, filter);
    }
    return result;
}

PreparedPicture preparePicture(const QImage& image, const ImagePreprocessing& preprocessing)
{
    auto picture = opaquePicture(image);
    if (preprocessing.channels == 1) {
        picture = grey(picture);
    }
    const auto size = sizeAfter(picture.size(), preprocessing);
    picture = resizedPicture(picture, size.width(), size.height(), preprocessing.resampling);
    picture = cropped(picture, preprocessing);
    return {.pixels =
                planes(picture, preprocessing.factor, preprocessing.mean, preprocessing.deviation),
            .picture = planes(picture.convertToFormat(QImage::Format_RGB888), 1.0 / 255.0, {}, {})};
}

} // namespace saccade
