// How weights lie in device memory: in the checkpoint's own precision, rows padded to whole texels.
#pragma once

#include "core/graph/tensor.h"

#include <cstdint>
#include <span>

namespace saccade
{

/// As weights.glsl numbers them.
enum class WeightType : std::uint32_t {
    F32,
    F16,
    BF16,
    Q8_0,
    Q4_0,
    Q4_K,
    Q5_K,
    Q6_K,
    IQ4_NL,
    IQ4_XS,
    Q4_1,
    Q5_0,
    Q5_1,
    Q2_K,
    Q3_K
};

/// What a constant is brought to the device as.
enum class ConstantForm {
    Rows,       // a table or an [out, in] weight: rows packed as weights.glsl reads them
    Transposed, // an [in, out] weight, packed as rows of its transpose
    Floats,     // any float type as F32, element after element
    Words       // 4-byte integers as they are
};

struct WeightLayoutOnDevice {
    WeightType type = WeightType::F32;
    std::int64_t rows = 0;
    std::int64_t width = 0;      // elements of a row
    std::int64_t units = 0;      // of a row, see weights.glsl
    std::int64_t rowTexels = 0;  // 16 bytes each
    std::int64_t scaleTexel = 0; // where the scales start in a row

    std::int64_t rowBytes() const { return rowTexels * 16; }
    std::int64_t bytes() const { return rows * rowBytes(); }
};

/// F64, which no kernel multiplies directly, is converted to F32 on the way.
WeightLayoutOnDevice deviceLayout(const Tensor& tensor, ConstantForm form);

/// Writes device rows first … of `tensor` to `target`, which holds a whole number of rows.
void packRows(const Tensor& tensor, ConstantForm form, const WeightLayoutOnDevice& layout,
              std::int64_t first, std::span<std::byte> target);

} // namespace saccade
