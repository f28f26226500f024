// Walking along a row, whole vectors first, and what is made of that.
#pragma once

#include "core/cpu/vector/maths.h"

namespace saccade
{

namespace
{

/// body(i, take, put) for each vector of a row of `count`: take and put work on as many lanes as
/// there are.
template <typename Body>
inline void eachVector(std::int64_t count, Body body)
{
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        body(
            i, [](const float* from) { return load(from); },
            [](float* to, Floats vector) { store(to, vector); });
    }
    if (const auto rest = count - i; rest > 0) {
        body(
            i, [rest](const float* from) { return loadSome(from, rest); },
            [rest](float* to, Floats vector) { storeSome(to, vector, rest); });
    }
}

/// Σ function(x)
template <typename Function>
inline float reduceRow(const float* x, std::int64_t count, Function function)
{
    Floats total{};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        total += function(load(x + i));
    }
    if (const auto rest = count - i; rest > 0) {
        float values[lanes];
        store(values, function(loadSome(x + i, rest)));
        total += loadSome(values, rest);
    }
    return sum(total);
}

inline float largestOf(const float* x, std::int64_t count)
{
    Floats top = broadcast(-__builtin_inff());
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        top = maximum(load(x + i), top);
    }
    float result = largest(top);
    for (; i < count; ++i) {
        result = x[i] > result ? x[i] : result;
    }
    return result;
}

/// to = e^(x − top), and the sum.
inline float exponentials(const float* x, float top, float* to, std::int64_t count)
{
    Floats total{};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const Floats value = exponential(load(x + i) - top);
        store(to + i, value);
        total += value;
    }
    if (const auto rest = count - i; rest > 0) {
        storeSome(to + i, exponential(loadSome(x + i, rest) - top), rest);
        total += loadSome(to + i, rest);
    }
    return sum(total);
}

inline void scaleRow(float* x, float factor, std::int64_t count)
{
    eachVector(count,
               [=](std::int64_t i, auto take, auto put) { put(x + i, take(x + i) * factor); });
}

/// A row that is all −∞ gives zeros.
inline void softmaxRow(const float* x, float* to, std::int64_t count)
{
    const float top = largestOf(x, count);
    if (top == -__builtin_inff()) {
        // Not a number hides from comparisons: such a row is honest about it.
        eachVector(count, [=](std::int64_t i, auto take, auto put) {
            const Floats value = take(x + i);
            put(to + i, value == value ? Floats{} : value);
        });
        return;
    }
    scaleRow(to, 1.0F / exponentials(x, top, to, count), count);
}

/// Round to nearest, ties to even; too large becomes infinite.
inline std::uint16_t toHalf(float value)
{
    const auto bits = bitsAs<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000U);
    const auto magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > 0x7F800000U) {
        return static_cast<std::uint16_t>(sign | 0x7E00U);
    }
    if (magnitude >= 0x477FF000U) { // 65520: halfway to the next power of two
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    }
    if (magnitude <
        0x38800000U) { // below 2^−14: adding ½ leaves the rounded fraction in the low bits
        const auto shifted = bitsAs<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign | (bitsAs<std::uint32_t>(shifted) - 0x3F000000U));
    }
    const auto rounded = magnitude + 0xFFFU + ((magnitude >> 13) & 1U);
    return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000U) >> 13));
}

} // namespace

} // namespace saccade
