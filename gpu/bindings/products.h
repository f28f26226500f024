// What the lowerings of products with weights need to say about rows.
#pragma once

#include "gpu/lowering.h"

#include <algorithm>
#include <numeric>

namespace saccade
{

inline std::uint64_t ceiling(std::int64_t value, std::int64_t step)
{
    return static_cast<std::uint64_t>((value + step - 1) / step);
}

/// Rows of y that one binding can hold, a multiple that keeps offsets aligned.
inline std::int64_t rowsPerBinding(const Lowering& lowering, std::int64_t width)
{
    const auto step = 64 / std::gcd(width, std::int64_t{64});
    const auto range = static_cast<std::int64_t>(lowering.traits().limits.maxStorageBufferRange);
    return std::max(step, range / (width * 4) / step * step);
}

/// Whether a row of the weight ends where a unit does.
inline bool endsWithUnits(const WeightLayoutOnDevice& layout)
{
    switch (layout.type) {
    case WeightType::F32:
        return layout.width % 4 == 0;
    case WeightType::F16:
    case WeightType::BF16:
        return layout.width % 8 == 0;
    default:
        return true;
    }
}

} // namespace saccade
