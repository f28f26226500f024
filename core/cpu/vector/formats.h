// How weights of each stored type become numbers, 32 at a time in registers. Layouts of the
// quantised blocks as in GGUF (ggml's block formats).
#pragma once

#include "core/cpu/vector/simd.h"

namespace saccade
{

namespace
{

constexpr int groupSize = 32;
constexpr int groupVectors = groupSize / lanes;

struct Group {
    Floats part[groupVectors];
};

inline const std::uint8_t* bytesAt(const std::byte* from, std::int64_t offset)
{
    return reinterpret_cast<const std::uint8_t*>(from + offset);
}

inline Floats floatsOf(Ints integers)
{
    return __builtin_convertvector(integers, Floats);
}

// Plain types: elements one by one. `group` gives elements 32·index … of a row.

struct F32Format {
    static constexpr std::int64_t elementBytes = 4;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 4; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            group.part[v] = loadAs<Floats>(row + (index * groupSize + v * lanes) * elementBytes);
        }
        return group;
    }
};

struct F16Format {
    static constexpr std::int64_t elementBytes = 2;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 2; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            group.part[v] = fromHalves(row + (index * groupSize + v * lanes) * elementBytes);
        }
        return group;
    }
};

struct BF16Format {
    static constexpr std::int64_t elementBytes = 2;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 2; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            group.part[v] = fromBrainFloats(row + (index * groupSize + v * lanes) * elementBytes);
        }
        return group;
    }
};

struct F64Format {
    static constexpr std::int64_t elementBytes = 8;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 8; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            const auto* from = row + (index * groupSize + v * lanes) * elementBytes;
            group.part[v] = __builtin_convertvector(loadAs<Doubles>(from), Floats);
        }
        return group;
    }
};

// Quantised types: elementBytes is 0, rows are whole blocks.

/// 32 elements from nibbles: element j < 16 is the low one of byte j, element j + 16 the high one.
/// `high` holds bit 4 of each element where there is one.
template <int offset>
inline Group fromNibbles(const std::uint8_t* bytes, std::uint32_t high, float scale, float shift)
{
    constexpr auto half = groupVectors / 2;
    Ints place;
    for (int i = 0; i < lanes; ++i) {
        place[i] = i;
    }
    Group group;
    for (int v = 0; v < groupVectors; ++v) {
        const auto packed = fromBytes(bytes + v % half * lanes);
        const auto low = v < half ? packed & 0xF : packed >> 4;
        const auto bits = Words{} + (high >> (v * lanes));
        const auto fifth = bitsAs<Ints>(((bits >> bitsAs<Words>(place)) & 1U) << 4);
        group.part[v] = floatsOf((low | fifth) - offset) * scale + shift;
    }
    return group;
}

inline std::uint32_t wordAt(const std::byte* from)
{
    std::uint32_t word = 0;
    __builtin_memcpy(&word, from, sizeof word);
    return word;
}

struct Q8_0Format {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 34 / 32; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        const auto* block = row + index * 34;
        const auto scale = broadcast(fromHalf(block));
        Group group;
        for (int v = 0; v < groupVectors; ++v) {
            group.part[v] = floatsOf(fromSignedBytes(block + 2 + v * lanes)) * scale;
        }
        return group;
    }
};

struct Q4_0Format {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 18 / 32; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        const auto* block = row + index * 18;
        return fromNibbles<8>(bytesAt(block, 2), 0, fromHalf(block), 0.0F);
    }
};

struct Q4_1Format {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 20 / 32; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        const auto* block = row + index * 20;
        return fromNibbles<0>(bytesAt(block, 4), 0, fromHalf(block), fromHalf(block + 2));
    }
};

struct Q5_0Format {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 22 / 32; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        const auto* block = row + index * 22;
        return fromNibbles<16>(bytesAt(block, 6), wordAt(block + 2), fromHalf(block), 0.0F);
    }
};

struct Q5_1Format {
    static constexpr std::int64_t elementBytes = 0;
    static constexpr std::int64_t bytesOf(std::int64_t elements) { return elements * 24 / 32; }
    static Group group(const std::byte* row, std::int64_t index)
    {
        const auto* block = row + index * 24;
        return fromNibbles<0>(bytesAt(block, 8), wordAt(block + 4), fromHalf(block),
                              fromHalf(block + 2));
    }
};

} // namespace

} // namespace saccade
