#include "core/trace/picture_input.h"

#include <algorithm>

namespace saccade
{

Tensor shownPixels(const Tensor& pixels, const ImagePreprocessing& preprocessing)
{
    const auto channels = pixels.shape()[0];
    const auto plane = static_cast<std::size_t>(pixels.shape()[1] * pixels.shape()[2]);
    auto picture = Tensor::allocate(DType::F32, {3, pixels.shape()[1], pixels.shape()[2]});
    const auto value = [](const std::vector<double>& values, std::int64_t channel, double initial) {
        const auto place = static_cast<std::size_t>(channel);
        return place < values.size() ? values[place] : initial;
    };
    for (std::int64_t channel = 0; channel < 3; ++channel) {
        const auto from = std::min(channel, channels - 1);
        const auto mean = value(preprocessing.mean, from, 0.0);
        const auto deviation = value(preprocessing.deviation, from, 1.0);
        const auto source = pixels.floats().subspan(static_cast<std::size_t>(from) * plane, plane);
        const auto target =
            picture.mutableFloats().subspan(static_cast<std::size_t>(channel) * plane, plane);
        std::ranges::transform(source, target.begin(), [&](float pixel) {
            const auto raw = (static_cast<double>(pixel) * deviation + mean) / preprocessing.factor;
            return static_cast<float>(std::clamp(raw / 255.0, 0.0, 1.0));
        });
    }
    return picture;
}

} // namespace saccade
