#include "core/analyses/relevance.h"

#include "core/analyses/mixing.h"

#include <algorithm>
#include <functional>

namespace saccade
{

namespace
{

std::size_t mapSize(const Tensor& pattern)
{
    return static_cast<std::size_t>(pattern.shape()[1] * pattern.shape()[2]);
}

} // namespace

std::vector<float> positiveGradientAttention(const ValueGradient& layer)
{
    const auto size = mapSize(layer.value);
    const auto scale = 1.0F / static_cast<float>(layer.value.shape()[0]);
    const auto values = layer.value.floats();
    const auto gradients = layer.gradient.floats();
    std::vector<float> mean(size);
    for (std::size_t i = 0; i < values.size(); ++i) {
        mean[i % size] += std::max(values[i] * gradients[i], 0.0F) * scale;
    }
    return mean;
}

std::vector<float> selfRelevance(std::span<const ValueGradient> layers, ThreadPool& pool)
{
    const auto n = layers.front().value.shape()[1];
    std::vector<float> relevance(static_cast<std::size_t>(n * n));
    for (std::int64_t i = 0; i < n; ++i) {
        relevance[static_cast<std::size_t>(i * n + i)] = 1.0F;
    }
    for (const auto& layer : layers) {
        const auto added = squareProduct(positiveGradientAttention(layer), relevance, n, pool);
        std::ranges::transform(relevance, added, relevance.begin(), std::plus());
    }
    return relevance;
}

std::vector<float> gradientRollout(std::span<const ValueGradient> layers, GradientPairing pairing,
                                   float discard, ThreadPool& pool)
{
    const auto n = layers.front().value.shape()[1];
    const bool isMirrored = pairing == GradientPairing::Mirror;
    std::vector<float> result;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const auto& gradients =
            layers[isMirrored ? layers.size() - 1 - layer : layer].gradient.floats();
        const auto values = layers[layer].value.floats();
        auto weighted = Tensor::allocate(DType::F32, {1, n, n});
        auto mean = weighted.mutableFloats();
        const auto scale = 1.0F / static_cast<float>(layers[layer].value.shape()[0]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            mean[i % mean.size()] += values[i] * gradients[i] * scale;
        }
        std::ranges::for_each(mean, [](float& x) { x = std::max(x, 0.0F); });
        const MixingOptions options{.residual = isMirrored ? ResidualForm::DividedByColumn
                                                           : ResidualForm::RowNormalised,
                                    .discard = discard};
        auto matrix = mixingMatrix(weighted, options, false, pool);
        result = result.empty() ? std::move(matrix) : squareProduct(matrix, result, n, pool);
    }
    return result;
}

} // namespace saccade
