// The K formats: blocks of 256 with scales of their own for every 16 or 32 elements.
#pragma once

#include "core/cpu/vector/formats.h"

namespace saccade
{

namespace
{

/// Which of a group's two scales, each for 16 elements, vector v has.
constexpr int sixteenOf(int v)
{
    return v * lanes / 16;
}

struct Q2_KFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 84 / 256; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        // scales [16]: scale and minimum, 4 bits each; quants [64], 2 bits each; d, dmin F16
        const auto* block = row + index / 8 * 84;
        const auto place = static_cast<int>(index % 8);
        const auto* scales = bytesAt(block, 2 * place);
        const auto* quants = bytesAt(block, 16 + 32 * (place / 4));
        const float d = fromHalf(block + 80);
        const float minimum = fromHalf(block + 82);
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            const int scale = scales[sixteenOf(v)];
            const auto bits = (fromBytes(quants + v * lanes) >> (2 * (place % 4))) & 3;
            group.part[v] = floatsOf(bits) * (d * static_cast<float>(scale & 0xF)) -
                            minimum * static_cast<float>(scale >> 4);
        }
        return group;
    }
};

struct Q3_KFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 110 / 256; }
    static int scaleOf(const std::uint8_t* scales, int sixteen)
    {
        const int low = sixteen < 8 ? scales[sixteen] & 0xF : scales[sixteen - 8] >> 4;
        const int high = (scales[8 + sixteen % 4] >> (2 * (sixteen / 4))) & 3;
        return (low | (high << 4)) - 32;
    }
    static Group group(const std::byte* row, std::int64_t index)
    {
        // third bits [32], quants [64], 2 bits each; scales [12], 6 bits each; d F16
        const auto* block = row + index / 8 * 110;
        const auto place = static_cast<int>(index % 8);
        const auto* quants = bytesAt(block, 32 + 32 * (place / 4));
        const float d = fromHalf(block + 108);
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            const auto low = (fromBytes(quants + v * lanes) >> (2 * (place % 4))) & 3;
            const auto third = (fromBytes(bytesAt(block, v * lanes)) >> place) & 1;
            const int scale = scaleOf(bytesAt(block, 96), 2 * place + sixteenOf(v));
            group.part[v] = floatsOf(low + (third << 2) - 4) * (d * static_cast<float>(scale));
        }
        return group;
    }
};

/// Scale and minimum of group `place` of a Q4_K or Q5_K block: 6 bits each, 12 bytes in all.
struct ScaleAndMinimum {
    float scale;
    float minimum;
    ScaleAndMinimum(const std::byte* block, int place)
    {
        const auto* packed = bytesAt(block, 4);
        int six = packed[place] & 63;
        int low = packed[(place + 4) % 12] & 63;
        if (place >= 4) {
            six = (packed[place + 4] & 0xF) | ((packed[place - 4] >> 6) << 4);
            low = (packed[place + 4] >> 4) | ((packed[place] >> 6) << 4);
        }
        scale = fromHalf(block) * static_cast<float>(six);
        minimum = fromHalf(block + 2) * static_cast<float>(low);
    }
};

struct Q4_KFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 144 / 256; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        // d, dmin F16; scales and minimums [12]; quants [128], 4 bits each
        const auto* block = row + index / 8 * 144;
        const auto place = static_cast<int>(index % 8);
        const ScaleAndMinimum scales(block, place);
        const auto* quants = bytesAt(block, 16 + 32 * (place / 2));
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            const auto bits = (fromBytes(quants + v * lanes) >> (4 * (place % 2))) & 0xF;
            group.part[v] = floatsOf(bits) * scales.scale - scales.minimum;
        }
        return group;
    }
};

struct Q5_KFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 176 / 256; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        // d, dmin F16; scales and minimums [12]; fifth bits [32]; quants [128], 4 bits each
        const auto* block = row + index / 8 * 176;
        const auto place = static_cast<int>(index % 8);
        const ScaleAndMinimum scales(block, place);
        const auto* quants = bytesAt(block, 48 + 32 * (place / 2));
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            const auto low = (fromBytes(quants + v * lanes) >> (4 * (place % 2))) & 0xF;
            const auto fifth = (fromBytes(bytesAt(block, 16 + v * lanes)) >> place) & 1;
            group.part[v] = floatsOf(low | (fifth << 4)) * scales.scale - scales.minimum;
        }
        return group;
    }
};

struct Q6_KFormat {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 210 / 256; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        // low bits [128], 4 each; high bits [64], 2 each; scales [16], signed; d F16
        const auto* block = row + index / 8 * 210;
        const auto half = static_cast<int>(index % 8) / 4;
        const auto place = static_cast<int>(index % 4);
        const auto* low = bytesAt(block, 64 * half + 32 * (place % 2));
        const auto* high = bytesAt(block, 128 + 32 * half);
        const auto* scales =
            reinterpret_cast<const std::int8_t*>(block + 192) + 8 * half + 2 * place;
        const float d = fromHalf(block + 208);
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            const auto four = (fromBytes(low + v * lanes) >> (4 * (place / 2))) & 0xF;
            const auto two = (fromBytes(high + v * lanes) >> (2 * place)) & 3;
            group.part[v] =
                floatsOf((four | (two << 4)) - 32) * (d * static_cast<float>(scales[sixteenOf(v)]));
        }
        return group;
    }
};

} // namespace

} // namespace saccade
