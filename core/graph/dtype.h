// Element types of tensors, block-quantised ones included.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace saccade {

enum class DType : std::uint8_t {
    F32, F16, BF16, F64, I8, U8, I16, I32, I64, Bool,
    Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K,
    IQ4_NL, IQ4_XS,
};

/// How elements are stored: `blockElements` of them share `blockBytes`. Plain types have one a block.
struct DTypeLayout {
    std::string_view name;
    std::int64_t blockElements;
    std::int64_t blockBytes;
};

const DTypeLayout& layout(DType type);

/// The type of this name ("F32", "Q4_K" …), if there is one.
std::optional<DType> dtypeNamed(std::string_view name);

inline bool isQuantised(DType type) { return layout(type).blockElements > 1; }

} // namespace saccade
