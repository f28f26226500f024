// What stored numbers mean. The block types are GGML's: `blockElements` weights share scales (and
// offsets) at the head or the end of a block of bytes; a weight is scale · q or scale · q − offset.
#include "core/base/error.h"
#include "core/graph/half.h"
#include "core/graph/tensor.h"

#include <QtGlobal>
#include <array>
#include <cstring>

namespace saccade
{

namespace
{

using Bytes = const std::uint8_t*;

float half(Bytes bytes)
{
    return halfToFloat(static_cast<std::uint16_t>(bytes[0] | (bytes[1] << 8)));
}

float scaled(float scale, int quant)
{
    return scale * static_cast<float>(quant);
}

int low(std::uint8_t byte)
{
    return byte & 0xF;
}

int high(std::uint8_t byte)
{
    return byte >> 4;
}

int twoBits(std::uint8_t byte, int shift)
{
    return (byte >> shift) & 3;
}

// Blocks of 32: weight j of the first half in the low four bits of byte j, of the second in the
// high.

// scale f16, 16 bytes; w = scale · (q − 8)
void q4_0(Bytes block, float* out)
{
    for (int j = 0; j < 16; ++j) {
        out[j] = scaled(half(block), low(block[2 + j]) - 8);
        out[j + 16] = scaled(half(block), high(block[2 + j]) - 8);
    }
}

// scale f16, offset f16, 16 bytes; w = scale · q + offset
void q4_1(Bytes block, float* out)
{
    for (int j = 0; j < 16; ++j) {
        out[j] = scaled(half(block), low(block[4 + j])) + half(block + 2);
        out[j + 16] = scaled(half(block), high(block[4 + j])) + half(block + 2);
    }
}

int bit(Bytes bits, int index)
{
    return (bits[index / 8] >> (index % 8)) & 1;
}

// scale f16, 32 fifth bits, 16 bytes; w = scale · (q − 16)
void q5_0(Bytes block, float* out)
{
    for (int j = 0; j < 16; ++j) {
        out[j] = scaled(half(block), (low(block[6 + j]) | bit(block + 2, j) << 4) - 16);
        out[j + 16] = scaled(half(block), (high(block[6 + j]) | bit(block + 2, j + 16) << 4) - 16);
    }
}

// scale f16, offset f16, 32 fifth bits, 16 bytes; w = scale · q + offset
void q5_1(Bytes block, float* out)
{
    for (int j = 0; j < 16; ++j) {
        out[j] = scaled(half(block), low(block[8 + j]) | bit(block + 4, j) << 4) + half(block + 2);
        out[j + 16] =
            scaled(half(block), high(block[8 + j]) | bit(block + 4, j + 16) << 4) + half(block + 2);
    }
}

// scale f16, 32 signed bytes
void q8_0(Bytes block, float* out)
{
    for (int j = 0; j < 32; ++j) {
        out[j] = scaled(half(block), static_cast<std::int8_t>(block[2 + j]));
    }
}

// Blocks of 256 ("K"): 16 or 8 groups with small integer scales of their own under one f16.

// 16 bytes (scale low, offset high), 64 bytes of two bits, scale f16, offset f16. Each 32 bytes
// hold 128 weights: bits 0–1 the first 32, bits 2–3 the next …
void q2_k(Bytes block, float* out)
{
    const Bytes quants = block + 16;
    const float scale = half(block + 80);
    const float offset = half(block + 82);
    for (int i = 0; i < 256; ++i) {
        const auto group = block[i / 16];
        const auto byte = quants[i / 128 * 32 + i % 32];
        out[i] = scaled(scaled(scale, low(group)), twoBits(byte, i % 128 / 32 * 2)) -
                 scaled(offset, high(group));
    }
}

// 32 bytes of third bits, 64 bytes of two bits as in Q2_K, 16 six-bit scales in 12 bytes, scale
// f16. The quant is 4 less where its third bit is not set.
void q3_k(Bytes block, float* out)
{
    const Bytes quants = block + 32;
    const Bytes scales = block + 96;
    const float scale = half(block + 108);
    for (int i = 0; i < 256; ++i) {
        const int group = i / 16;
        const int lowBits = group < 8 ? low(scales[group]) : high(scales[group - 8]);
        const int groupScale = (lowBits | twoBits(scales[8 + group % 4], group / 4 * 2) << 4) - 32;
        const int thirdBit = (block[i % 32] >> (i / 32)) & 1;
        const int quant =
            twoBits(quants[i / 128 * 32 + i % 32], i % 128 / 32 * 2) - 4 * (1 - thirdBit);
        out[i] = scaled(scaled(scale, groupScale), quant);
    }
}

struct GroupScale {
    int scale, offset;
};

// Eight six-bit scales and offsets in 12 bytes: the first four whole in bytes 0–7, whose two top
// bits complete the four bits each in bytes 8–11 of the others.
GroupScale groupScale(Bytes packed, int group)
{
    if (group < 4) {
        return {packed[group] & 63, packed[group + 4] & 63};
    }
    return {low(packed[group + 4]) | packed[group - 4] >> 6 << 4,
            high(packed[group + 4]) | packed[group] >> 6 << 4};
}

// scale f16, offset f16, 12 bytes of group scales, 128 bytes: each 32 hold 64 weights, low bits
// first
void q4_k(Bytes block, float* out)
{
    for (int i = 0; i < 256; ++i) {
        const auto group = groupScale(block + 4, i / 32);
        const auto byte = block[16 + i / 64 * 32 + i % 32];
        const int quant = i % 64 < 32 ? low(byte) : high(byte);
        out[i] =
            scaled(scaled(half(block), group.scale), quant) - scaled(half(block + 2), group.offset);
    }
}

// as Q4_K with 32 bytes of fifth bits (bit g of byte j: weight j of group g) before the 128
void q5_k(Bytes block, float* out)
{
    for (int i = 0; i < 256; ++i) {
        const auto group = groupScale(block + 4, i / 32);
        const auto byte = block[48 + i / 64 * 32 + i % 32];
        const int fifthBit = (block[16 + i % 32] >> (i / 32)) & 1;
        const int quant = (i % 64 < 32 ? low(byte) : high(byte)) | fifthBit << 4;
        out[i] =
            scaled(scaled(half(block), group.scale), quant) - scaled(half(block + 2), group.offset);
    }
}

// 128 bytes of low bits, 64 bytes of two high bits, 16 signed scales, scale f16; w = scale · (q −
// 32). Of each 128 weights the first 64 use the low halves of 64 bytes, the others the high halves.
void q6_k(Bytes block, float* out)
{
    const float scale = half(block + 208);
    for (int i = 0; i < 256; ++i) {
        const int inHalf = i % 128;
        const auto byte = block[i / 128 * 64 + inHalf % 64];
        const int upper = twoBits(block[128 + i / 128 * 32 + i % 32], inHalf / 32 * 2);
        const int quant = ((inHalf < 64 ? low(byte) : high(byte)) | upper << 4) - 32;
        out[i] = scaled(scaled(scale, static_cast<std::int8_t>(block[192 + i / 16])), quant);
    }
}

// "IQ4": four bits choose one of sixteen values that lie closer together around zero.
constexpr std::array<std::int8_t, 16> unevenValues{-127, -104, -83, -65, -49, -35, -22, -10,
                                                   1,    13,   25,  38,  53,  69,  89,  113};

int uneven(int quant)
{
    return unevenValues[static_cast<std::size_t>(quant)];
}

// scale f16, 16 bytes as in Q4_0
void iq4_nl(Bytes block, float* out)
{
    for (int j = 0; j < 16; ++j) {
        out[j] = scaled(half(block), uneven(low(block[2 + j])));
        out[j + 16] = scaled(half(block), uneven(high(block[2 + j])));
    }
}

// scale f16, two high bits of each of eight group scales in 16 bits, their four low bits in 4
// bytes, 8 groups of 16 bytes as in IQ4_NL. The group scale is 32 less than its six bits.
void iq4_xs(Bytes block, float* out)
{
    for (int group = 0; group < 8; ++group) {
        const auto pair = block[4 + group / 2];
        const int lowBits = group % 2 == 0 ? low(pair) : high(pair);
        const int highBits = twoBits(block[2 + group / 4], group % 4 * 2);
        const float scale = scaled(half(block), (lowBits | highBits << 4) - 32);
        for (int j = 0; j < 16; ++j) {
            const auto byte = block[8 + group * 16 + j];
            out[group * 32 + j] = scaled(scale, uneven(low(byte)));
            out[group * 32 + j + 16] = scaled(scale, uneven(high(byte)));
        }
    }
}

using BlockReader = void (*)(Bytes block, float* out);

// In the order of DType, from Q4_0 on.
constexpr std::array<BlockReader, 12> blockReaders{q4_0, q4_1, q5_0, q5_1, q8_0,   q2_k,
                                                   q3_k, q4_k, q5_k, q6_k, iq4_nl, iq4_xs};

template <typename Stored, typename Convert>
void convertAll(std::span<const std::byte> bytes, std::span<float> out, Convert convert)
{
    for (std::size_t i = 0; i < out.size(); ++i) {
        Stored stored;
        std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
        out[i] = convert(stored);
    }
}

template <typename Stored>
void castAll(std::span<const std::byte> bytes, std::span<float> out)
{
    convertAll<Stored>(bytes, out, [](Stored stored) { return static_cast<float>(stored); });
}

void convertPlain(DType type, std::span<const std::byte> bytes, std::span<float> out)
{
    switch (type) {
    case DType::F16:
        return convertAll<std::uint16_t>(bytes, out, halfToFloat);
    case DType::BF16:
        return convertAll<std::uint16_t>(bytes, out, bfloatToFloat);
    case DType::F64:
        return castAll<double>(bytes, out);
    case DType::I8:
        return castAll<std::int8_t>(bytes, out);
    case DType::U8:
        return castAll<std::uint8_t>(bytes, out);
    case DType::I16:
        return castAll<std::int16_t>(bytes, out);
    case DType::I32:
        return castAll<std::int32_t>(bytes, out);
    case DType::I64:
        return castAll<std::int64_t>(bytes, out);
    case DType::Bool:
        return convertAll<std::uint8_t>(bytes, out,
                                        [](std::uint8_t b) { return b == 0 ? 0.0F : 1.0F; });
    default:
        throw Error(QT_TRANSLATE_NOOP("Error", "A tensor of type %1 cannot be read as numbers."),
                    {std::string(layout(type).name)});
    }
}

} // namespace

Tensor toF32(const Tensor& tensor)
{
    if (tensor.dtype() == DType::F32) {
        return tensor;
    }
    Tensor result = Tensor::allocate(DType::F32, tensor.shape());
    const auto out = result.mutableFloats();
    if (!isQuantised(tensor.dtype())) {
        convertPlain(tensor.dtype(), tensor.bytes(), out);
        return result;
    }
    const auto& [name, blockElements, blockBytes] = layout(tensor.dtype());
    const auto read = blockReaders[static_cast<std::size_t>(tensor.dtype()) -
                                   static_cast<std::size_t>(DType::Q4_0)];
    const auto* block = reinterpret_cast<Bytes>(tensor.bytes().data());
    for (std::size_t i = 0; i < out.size(); i += static_cast<std::size_t>(blockElements)) {
        read(block, out.data() + i);
        block += blockBytes;
    }
    return result;
}

} // namespace saccade
