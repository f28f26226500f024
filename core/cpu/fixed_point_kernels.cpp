// Kernel for core/graph/ops/fixed_point.h.
#include "core/cpu/cpu_kernel.h"

#include <bit>
#include <cmath>
#include <string>

namespace saccade
{

namespace
{

float saturated(float x)
{
    return std::clamp(x, -128.0F, 127.0F);
}

// The largest whole number q with q·divisor ≤ dividend, both whole and positive: the quotient may
// have been rounded up to a whole number.
float wholeQuotient(float dividend, float divisor)
{
    const auto quotient = std::floor(dividend / divisor);
    return quotient * divisor > dividend ? quotient - 1.0F : quotient;
}

void softmaxRow(const float* x, float* y, std::int64_t width, std::span<const float> table)
{
    const auto largest = *std::max_element(x, x + width);
    float sum = 0.0F;
    for (std::int64_t i = 0; i < width; ++i) {
        const auto below = std::min(largest - x[i], static_cast<float>(table.size() - 1));
        y[i] = table[static_cast<std::size_t>(std::max(below, 0.0F))]; // NaN: the first
        sum += y[i];
    }
    for (std::int64_t i = 0; i < width; ++i) {
        y[i] = sum > 0.0F ? std::min(wholeQuotient(128.0F * y[i], sum), 127.0F) : 0.0F;
    }
}

void normRow(const float* x, float* y, std::int64_t width)
{
    float sum = 0.0F;
    float squares = 0.0F;
    for (std::int64_t i = 0; i < width; ++i) {
        sum += x[i];
        squares += x[i] * x[i];
    }
    const auto mean = std::floor(sum / static_cast<float>(width));
    const auto variance = std::floor(squares / static_cast<float>(width)) - mean * mean;
    const int place = variance >= 1.0F ? std::ilogb(variance) : 0;
    const auto factor = std::ldexp(1.0F, 5 - (place + 1) / 2);
    for (std::int64_t i = 0; i < width; ++i) {
        y[i] = saturated(std::floor((x[i] - mean) * factor));
    }
}

/// function(x, y, width) for every row.
template <typename Function>
KernelRun rowWise(const Shape& shape, const Function& function)
{
    const auto width = shape[-1];
    const auto rows = shape.elements() / width;
    return [=](const KernelCall& call) {
        forRanges(call.pool, rows, 4 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                function(call, call.floats(0) + row * width, call.result() + row * width, width);
            }
        });
    };
}

template <typename Function>
KernelRun each(const Shape& shape, const Function& function)
{
    return rowWise(
        shape, [function](const KernelCall& call, const float* x, float* y, std::int64_t width) {
            std::transform(x, x + width, y, [&](float value) { return function(call, value); });
        });
}

KernelRun prepareFixedPoint(const KernelRequest& request)
{
    const auto& shape = request.output().shape;
    const auto& function = request.node.attributes.word("function");
    const auto scale = static_cast<float>(request.node.attributes.number("scale"));
    if (function == "round") {
        return each(shape, [scale](const KernelCall&, float x) {
            return saturated(std::nearbyint(scale * x));
        });
    }
    if (function == "floor") {
        return each(shape, [scale](const KernelCall&, float x) {
            return saturated(std::floor(scale * x));
        });
    }
    if (function == "table") {
        return each(shape, [](const KernelCall& call, float x) {
            const auto index = static_cast<int>(saturated(x)); // whole already
            return call.floats(1)[static_cast<unsigned>(index) & 0xFFU];
        });
    }
    if (function == "softmax") {
        const auto entries = static_cast<std::size_t>(request.input(1).shape[0]);
        return rowWise(
            shape, [entries](const KernelCall& call, const float* x, float* y, std::int64_t width) {
                softmaxRow(x, y, width, {call.floats(1), entries});
            });
    }
    return rowWise(shape, [](const KernelCall&, const float* x, float* y, std::int64_t width) {
        normRow(x, y, width);
    });
}

const Registry<CpuKernel>::Entry fixedPointEntry{
    std::make_unique<CpuKernel>("fixed_point", prepareFixedPoint)};

} // namespace

} // namespace saccade
