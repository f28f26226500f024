#include "core/models/resampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace saccade
{

namespace
{

double cubic(double x, double a)
{
    x = std::abs(x);
    if (x < 1.0) {
        return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
    }
    return x < 2.0 ? (((x - 5.0) * x + 8.0) * x - 4.0) * a : 0.0;
}

double sinc(double x)
{
    x *= std::numbers::pi;
    return x == 0.0 ? 1.0 : std::sin(x) / x;
}

double supportOf(Resampling filter)
{
    return filter == Resampling::Bilinear ? 1.0 : filter == Resampling::Bicubic ? 2.0 : 3.0;
}

double valueOf(Resampling filter, double x)
{
    switch (filter) {
    case Resampling::Bilinear:
        return std::max(0.0, 1.0 - std::abs(x));
    case Resampling::Bicubic:
        return cubic(x, -0.5);
    default:
        return std::abs(x) < 3.0 ? sinc(x) * sinc(x / 3.0) : 0.0;
    }
}

std::vector<ResampledSample> nearest(std::int64_t from, std::int64_t to)
{
    const auto scale = static_cast<double>(from) / static_cast<double>(to);
    std::vector<ResampledSample> samples;
    for (std::int64_t i = 0; i < to; ++i) {
        const auto place = std::floor((static_cast<double>(i) + 0.5) * scale);
        samples.push_back({std::min(static_cast<std::int64_t>(place), from - 1), {1.0}});
    }
    return samples;
}

} // namespace

std::vector<ResampledSample> resampled(std::int64_t from, std::int64_t to, Resampling filter)
{
    if (filter == Resampling::Nearest) {
        return nearest(from, to);
    }
    const auto scale = static_cast<double>(from) / static_cast<double>(to);
    const auto stretch = std::max(scale, 1.0);
    const auto support = supportOf(filter) * stretch;
    std::vector<ResampledSample> samples;
    for (std::int64_t i = 0; i < to; ++i) {
        const auto middle = (static_cast<double>(i) + 0.5) * scale;
        const auto begin = static_cast<std::int64_t>(std::max(middle - support + 0.5, 0.0));
        const auto end = std::min(static_cast<std::int64_t>(middle + support + 0.5), from);
        ResampledSample sample{begin, {}};
        double sum = 0.0;
        for (auto place = begin; place < end; ++place) {
            const auto distance = (static_cast<double>(place) - middle + 0.5) / stretch;
            sample.weights.push_back(valueOf(filter, distance));
            sum += sample.weights.back();
        }
        for (auto& weight : sample.weights) {
            weight /= sum;
        }
        samples.push_back(std::move(sample));
    }
    return samples;
}

std::vector<ResampledSample> bicubic(std::int64_t from, std::int64_t to)
{
    constexpr double sharpness = -0.75;
    const auto scale = static_cast<double>(from) / static_cast<double>(to);
    std::vector<ResampledSample> samples;
    for (std::int64_t i = 0; i < to; ++i) {
        const auto place = (static_cast<double>(i) + 0.5) * scale - 0.5;
        const auto before = static_cast<std::int64_t>(std::floor(place));
        const auto inside = [from](std::int64_t x) {
            return std::clamp<std::int64_t>(x, 0, from - 1);
        };
        const auto begin = inside(before - 1);
        ResampledSample sample{begin, {}};
        sample.weights.resize(static_cast<std::size_t>(inside(before + 2) - begin + 1));
        for (auto x = before - 1; x <= before + 2; ++x) {
            sample.weights[static_cast<std::size_t>(inside(x) - begin)] +=
                cubic(place - static_cast<double>(x), sharpness);
        }
        samples.push_back(std::move(sample));
    }
    return samples;
}

Tensor resampledGrid(const Tensor& grid, std::int64_t columns,
                     const std::vector<ResampledSample>& y, const std::vector<ResampledSample>& x)
{
    const auto width = grid.shape()[1];
    const auto values = grid.floats();
    auto result = Tensor::allocate(DType::F32, {std::ssize(y) * std::ssize(x), width});
    auto target = result.mutableFloats().begin();
    std::vector<double> sum(static_cast<std::size_t>(width));
    for (const auto& row : y) {
        for (const auto& column : x) {
            std::ranges::fill(sum, 0.0);
            for (std::int64_t r = 0; r < std::ssize(row.weights); ++r) {
                for (std::int64_t c = 0; c < std::ssize(column.weights); ++c) {
                    const auto weight = row.weights[static_cast<std::size_t>(r)] *
                                        column.weights[static_cast<std::size_t>(c)];
                    const auto cell = (row.first + r) * columns + column.first + c;
                    const auto source = values.subspan(static_cast<std::size_t>(cell * width),
                                                       static_cast<std::size_t>(width));
                    for (std::size_t i = 0; i < sum.size(); ++i) {
                        sum[i] += weight * static_cast<double>(source[i]);
                    }
                }
            }
            target = std::ranges::transform(sum, target, [](double value) {
                         return static_cast<float>(value);
                     }).out;
        }
    }
    return result;
}

} // namespace saccade
