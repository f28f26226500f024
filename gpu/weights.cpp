#include "gpu/weights.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace saccade
{

namespace
{

struct Packing {
    WeightType type;
    std::int64_t unitWeights; // weights that weights.glsl calls a unit
    std::int64_t blockTexels; // texels of a block, its scale apart
    std::int64_t leading;     // bytes of scales before the rest of a block, moved to the row's end
    std::int64_t trailing;    // the same behind it

    std::int64_t scaleBytes() const { return leading + trailing; }
    /// From one block's scales to the next one's: a power of two, so that none lies in two texels.
    std::int64_t scaleStride() const
    {
        return scaleBytes() == 0 ? 0
                                 : static_cast<std::int64_t>(
                                       std::bit_ceil(static_cast<std::uint64_t>(scaleBytes())));
    }
};

constexpr std::int64_t texelBytes = 16;

Packing packingOf(DType type)
{
    switch (type) {
    case DType::F16:
        return {WeightType::F16, 8, 0, 0, 0};
    case DType::BF16:
        return {WeightType::BF16, 8, 0, 0, 0};
    case DType::Q8_0:
        return {WeightType::Q8_0, 32, 2, 2, 0};
    case DType::Q4_0:
        return {WeightType::Q4_0, 32, 1, 2, 0};
    case DType::Q4_K:
        return {WeightType::Q4_K, 32, 9, 0, 0};
    case DType::Q5_K:
        return {WeightType::Q5_K, 32, 11, 0, 0};
    case DType::Q6_K:
        return {WeightType::Q6_K, 32, 13, 0, 2};
    case DType::IQ4_NL:
        return {WeightType::IQ4_NL, 32, 1, 2, 0};
    case DType::IQ4_XS:
        return {WeightType::IQ4_XS, 32, 8, 8, 0};
    case DType::Q4_1:
        return {WeightType::Q4_1, 32, 1, 4, 0};
    case DType::Q5_0:
        return {WeightType::Q5_0, 32, 1, 6, 0};
    case DType::Q5_1:
        return {WeightType::Q5_1, 32, 1, 8, 0};
    case DType::Q2_K:
        return {WeightType::Q2_K, 32, 5, 0, 4};
    case DType::Q3_K:
        return {WeightType::Q3_K, 32, 6, 0, 14};
    default:
        return {WeightType::F32, 4, 0, 0, 0};
    }
}

std::int64_t roundedUp(std::int64_t value, std::int64_t step)
{
    return (value + step - 1) / step;
}

/// Long rows start an odd number of cache lines apart: where many rows are read side by side, a
/// stride of 4 KiB would put them all into one set of the cache.
std::int64_t spread(std::int64_t rowTexels)
{
    constexpr std::int64_t lineTexels = 4;
    constexpr std::int64_t longRow = 64;
    if (rowTexels < longRow) {
        return rowTexels;
    }
    const auto lines = roundedUp(rowTexels, lineTexels);
    return (lines + (lines % 2 == 0 ? 1 : 0)) * lineTexels;
}

/// The type that lies on the device.
DType storedType(DType type)
{
    const bool isDirect = packingOf(type).type != WeightType::F32;
    return isDirect ? type : DType::F32;
}

void packBlocks(std::span<const std::byte> row, const Packing& packing, std::int64_t blockBytes,
                std::int64_t scaleOffset, std::byte* target)
{
    const auto blocks = std::ssize(row) / blockBytes;
    const auto body = packing.blockTexels * texelBytes;
    const auto scaleBytes = packing.scaleBytes();
    for (std::int64_t i = 0; i < blocks; ++i) {
        const std::byte* block = row.data() + i * blockBytes;
        std::memcpy(target + i * body, block + packing.leading, static_cast<std::size_t>(body));
        const std::byte* scale = packing.leading > 0 ? block : block + body;
        if (scaleBytes > 0) {
            std::memcpy(target + scaleOffset + i * packing.scaleStride(), scale,
                        static_cast<std::size_t>(scaleBytes));
        }
    }
}

void packStraight(const Tensor& rows, const WeightLayoutOnDevice& layout,
                  std::span<std::byte> target)
{
    const auto stride = static_cast<std::size_t>(layout.rowBytes());
    const auto count = target.size() / stride;
    const auto rowBytes = rows.bytes().size() / count;
    const auto packing = packingOf(rows.dtype());
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = rows.bytes().subspan(i * rowBytes, rowBytes);
        std::byte* place = target.data() + i * stride;
        if (isQuantised(rows.dtype())) {
            packBlocks(row, packing, saccade::layout(rows.dtype()).blockBytes,
                       layout.scaleTexel * texelBytes, place);
        } else {
            std::memcpy(place, row.data(), rowBytes);
        }
    }
}

/// target[o][i] = source[i][first + o], in squares that stay in the cache.
template <typename T>
void transpose(const Tensor& tensor, std::int64_t first, std::int64_t stride,
               std::span<std::byte> target)
{
    constexpr std::int64_t square = 32;
    const auto in = tensor.shape()[0];
    const auto out = tensor.shape()[1];
    const auto* source = reinterpret_cast<const T*>(tensor.bytes().data());
    const auto count = std::ssize(target) / stride;
    for (std::int64_t o0 = 0; o0 < count; o0 += square) {
        for (std::int64_t i0 = 0; i0 < in; i0 += square) {
            for (std::int64_t o = o0; o < std::min(o0 + square, count); ++o) {
                auto* row = reinterpret_cast<T*>(target.data() + o * stride);
                for (std::int64_t i = i0; i < std::min(i0 + square, in); ++i) {
                    row[i] = source[i * out + first + o];
                }
            }
        }
    }
}

} // namespace

WeightLayoutOnDevice deviceLayout(const Tensor& tensor, ConstantForm form)
{
    const auto& shape = tensor.shape();
    const bool isTable = form == ConstantForm::Rows || form == ConstantForm::Transposed;
    WeightLayoutOnDevice result;
    if (!isTable) {
        result.rows = 1;
        result.width = tensor.elements();
        result.units = roundedUp(result.width, 4);
        result.rowTexels = std::max<std::int64_t>(1, result.units);
        return result;
    }
    const auto packing = packingOf(storedType(tensor.dtype()));
    result.type = packing.type;
    result.rows = shape[form == ConstantForm::Rows ? 0 : 1];
    result.width = shape[form == ConstantForm::Rows ? 1 : 0];
    result.units = roundedUp(result.width, packing.unitWeights);
    result.scaleTexel = result.units;
    if (packing.blockTexels > 0) {
        const auto blocks = result.width / layout(tensor.dtype()).blockElements;
        result.scaleTexel = blocks * packing.blockTexels;
        result.rowTexels =
            result.scaleTexel + roundedUp(blocks * packing.scaleStride(), texelBytes);
    } else {
        result.rowTexels = result.units;
    }
    result.rowTexels = spread(result.rowTexels);
    return result;
}

void packRows(const Tensor& tensor, ConstantForm form, const WeightLayoutOnDevice& layout,
              std::int64_t first, std::span<std::byte> target)
{
    std::memset(target.data(), 0, target.size());
    const auto count = std::ssize(target) / layout.rowBytes();
    if (form == ConstantForm::Words) {
        std::memcpy(target.data(), tensor.bytes().data(), tensor.bytes().size());
    } else if (form == ConstantForm::Floats) {
        const Tensor floats = toF32(tensor);
        std::memcpy(target.data(), floats.bytes().data(), floats.bytes().size());
    } else if (form == ConstantForm::Rows) {
        const Tensor rows = tensor.rows(first, count);
        const bool isKept = storedType(tensor.dtype()) == tensor.dtype();
        packStraight(isKept ? rows : toF32(rows), layout, target);
    } else if (storedType(tensor.dtype()) != tensor.dtype()) {
        transpose<float>(toF32(tensor), first, layout.rowBytes(), target);
    } else if (tensor.dtype() == DType::F32) {
        transpose<float>(tensor, first, layout.rowBytes(), target);
    } else {
        transpose<std::uint16_t>(tensor, first, layout.rowBytes(), target);
    }
}

} // namespace saccade
