// The IQ4 formats: four bits choose one of sixteen uneven values.
#pragma once

#include "core/cpu/vector/formats.h"

namespace saccade
{

namespace
{

constexpr float unevenValues[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                    1,    13,   25,  38,  53,  69,  89,  113};

/// The values that numbers 0 … 15 choose.
inline Floats unevenOf(Ints numbers)
{
#if defined(__AVX512F__)
    return bitsAs<Floats>(_mm512_maskz_permutexvar_ps(0xFFFF, bitsAs<__m512i>(numbers),
                                                      _mm512_loadu_ps(unevenValues)));
#elif defined(__AVX2__)
    const auto index = bitsAs<__m256i>(numbers);
    const auto low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(unevenValues), index);
    const auto high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(unevenValues + 8), index);
    // Bit 3 becomes the sign, which chooses.
    const auto chooser = _mm256_castsi256_ps(_mm256_slli_epi32(index, 28));
    return bitsAs<Floats>(_mm256_blendv_ps(low, high, chooser));
#else
    Floats values;
    for (int i = 0; i < lanes; ++i) {
        values[i] = unevenValues[numbers[i]];
    }
    return values;
#endif
}

/// 32 elements from nibbles: element j < 16 is the low one of byte j, element j + 16 the high one.
inline Group fromUnevenNibbles(const std::uint8_t* bytes, float scale)
{
    constexpr auto half = groupVectors / 2;
    Group group;
    for (int v = 0; v < groupVectors; ++v) {
        const auto packed = fromBytes(bytes + v % half * lanes);
        group.part[v] = unevenOf(v < half ? packed & 0xF : packed >> 4) * scale;
    }
    return group;
}

struct IQ4_NLFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 18 / 32; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        const auto* block = row + index * 18;
        return fromUnevenNibbles(bytesAt(block, 2), fromHalf(block));
    }
};

struct IQ4_XSFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 136 / 256; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        // d F16; high bits of the scales [16 bits]; their low bits [4]; quants [128]
        const auto* block = row + index / 8 * 136;
        const auto place = static_cast<int>(index % 8);
        const int low = (*bytesAt(block, 4 + place / 2) >> (4 * (place % 2))) & 0xF;
        const int high = (*bytesAt(block, 2 + place / 4) >> (2 * (place % 4))) & 3;
        const auto scale = static_cast<float>((low | (high << 4)) - 32);
        return fromUnevenNibbles(bytesAt(block, 8 + 16 * place), fromHalf(block) * scale);
    }
};

} // namespace

} // namespace saccade
