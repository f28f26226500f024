#include "core/models/pixel_tokens.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

std::vector<std::int32_t> pixelTokens(const PixelTokens& kind, const Tensor& pixels)
{
    const auto channels = kind.colours.shape()[1];
    const Shape expected{channels, kind.rows, kind.columns};
    if (pixels.shape() != expected) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The picture has the shape %1, but the model reads %2."),
            {pixels.shape().text(), expected.text()});
    }
    const auto colours = kind.colours.floats();
    const auto values = pixels.floats();
    const auto count = static_cast<std::size_t>(kind.pixels());
    const auto depth = static_cast<std::size_t>(channels);
    std::vector<std::int32_t> tokens;
    tokens.reserve(count);
    for (std::size_t pixel = 0; pixel < count; ++pixel) {
        double least = 0;
        std::size_t nearest = 0;
        for (std::size_t colour = 0; colour * depth < colours.size(); ++colour) {
            double distance = 0;
            for (std::size_t channel = 0; channel < depth; ++channel) {
                const double difference = static_cast<double>(values[channel * count + pixel]) -
                                          static_cast<double>(colours[colour * depth + channel]);
                distance += difference * difference;
            }
            if (colour == 0 || distance < least) {
                least = distance;
                nearest = colour;
            }
        }
        tokens.push_back(static_cast<std::int32_t>(nearest));
    }
    return tokens;
}

Tensor pictureOfTokens(const PixelTokens& kind, std::span<const std::int32_t> tokens)
{
    const auto colours = kind.colours.shape()[0];
    const auto channels = kind.colours.shape()[1];
    const auto begins = !tokens.empty() && tokens.front() == kind.beginToken;
    const auto pixels = begins ? tokens.subspan(1) : std::span<const std::int32_t>();
    const auto rows = std::min(kind.rows, std::ssize(pixels) / kind.columns);
    const auto shown = pixels.first(static_cast<std::size_t>(rows * kind.columns));
    const bool areColours = std::ranges::all_of(
        shown, [&](std::int32_t token) { return token >= 0 && token < colours; });
    if (shown.empty() || !areColours) {
        return {};
    }
    auto picture = Tensor::allocate(DType::F32, {3, rows, kind.columns});
    const auto from = kind.colours.floats();
    const auto to = picture.mutableFloats();
    for (std::size_t pixel = 0; pixel < shown.size(); ++pixel) {
        for (std::int64_t channel = 0; channel < 3; ++channel) {
            const auto entry = shown[pixel] * channels + std::min(channel, channels - 1);
            to[static_cast<std::size_t>(channel) * shown.size() + pixel] =
                std::clamp(from[static_cast<std::size_t>(entry)], 0.0F, 1.0F);
        }
    }
    return picture;
}

} // namespace saccade
