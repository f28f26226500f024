// Sixteen-bit floating-point numbers as bits.
#pragma once

#include <bit>
#include <cstdint>

namespace saccade
{

/// IEEE 754 binary16 → F32, exact; subnormal numbers, infinities and NaN included.
inline float halfToFloat(std::uint16_t half)
{
    const auto sign = static_cast<std::uint32_t>(half & 0x8000U) << 16U;
    const auto magnitude = static_cast<std::uint32_t>(half & 0x7FFFU);
    if (magnitude >= 0x7C00U) {
        return std::bit_cast<float>(sign | 0x7F800000U | ((magnitude & 0x3FFU) << 13U));
    }
    if (magnitude < 0x400U) { // zero and subnormal: a multiple of 2⁻²⁴
        const auto value = static_cast<float>(magnitude) * 0x1p-24F;
        return sign == 0 ? value : -value;
    }
    // The exponent's bias grows from 15 to 127.
    return std::bit_cast<float>(sign | ((magnitude << 13U) + (112U << 23U)));
}

/// F32 → binary16, to the nearest, ties to even; too large becomes infinite.
inline std::uint16_t floatToHalf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
    const auto magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > 0x7F800000U) {
        return static_cast<std::uint16_t>(sign | 0x7E00U);
    }
    if (magnitude >= 0x477FF000U) { // 65520 and more
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    }
    if (magnitude < 0x38800000U) { // below 2⁻¹⁴: adding ½ aligns the bits that stay, and rounds
        const auto aligned = std::bit_cast<float>(magnitude) + 0.5F;
        return static_cast<std::uint16_t>(sign |
                                          (std::bit_cast<std::uint32_t>(aligned) - 0x3F000000U));
    }
    const auto odd = (magnitude >> 13U) & 1U;
    return static_cast<std::uint16_t>(sign | ((magnitude - (112U << 23U) + 0xFFFU + odd) >> 13U));
}

/// bfloat16 → F32, exact.
inline float bfloatToFloat(std::uint16_t bfloat)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bfloat) << 16U);
}

} // namespace saccade
