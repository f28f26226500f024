#include "core/graph/dtype.h"

#include <array>
#include <cstddef>

namespace saccade
{

namespace
{

constexpr std::array<DTypeLayout, 22> layouts{{
    {"F32", 1, 4},      {"F16", 1, 2},        {"BF16", 1, 2},     {"F64", 1, 8},
    {"I8", 1, 1},       {"U8", 1, 1},         {"I16", 1, 2},      {"I32", 1, 4},
    {"I64", 1, 8},      {"BOOL", 1, 1},       {"Q4_0", 32, 18},   {"Q4_1", 32, 20},
    {"Q5_0", 32, 22},   {"Q5_1", 32, 24},     {"Q8_0", 32, 34},   {"Q2_K", 256, 84},
    {"Q3_K", 256, 110}, {"Q4_K", 256, 144},   {"Q5_K", 256, 176}, {"Q6_K", 256, 210},
    {"IQ4_NL", 32, 18}, {"IQ4_XS", 256, 136},
}};

} // namespace

const DTypeLayout& layout(DType type)
{
    return layouts[static_cast<std::size_t>(type)];
}

std::optional<DType> dtypeNamed(std::string_view name)
{
    for (std::size_t i = 0; i < layouts.size(); ++i) {
        if (layouts[i].name == name) {
            return static_cast<DType>(i);
        }
    }
    return std::nullopt;
}

} // namespace saccade
