#include "core/files/ggml_types.h"

#include <array>
#include <string_view>

namespace saccade
{

namespace
{

// By number, as in ggml.h (enum ggml_type); an empty name has been withdrawn or never used.
constexpr std::array<std::string_view, 40> names{
    "F32",   "F16",        "Q4_0",       "Q4_1",       "",         "",         "Q5_0",
    "Q5_1",  "Q8_0",       "Q8_1",       "Q2_K",       "Q3_K",     "Q4_K",     "Q5_K",
    "Q6_K",  "Q8_K",       "IQ2_XXS",    "IQ2_XS",     "IQ3_XXS",  "IQ1_S",    "IQ4_NL",
    "IQ3_S", "IQ2_S",      "IQ4_XS",     "I8",         "I16",      "I32",      "I64",
    "F64",   "IQ1_M",      "BF16",       "Q4_0_4_4",   "Q4_0_4_8", "Q4_0_8_8", "TQ1_0",
    "TQ2_0", "IQ4_NL_4_4", "IQ4_NL_4_8", "IQ4_NL_8_8", "MXFP4",
};

} // namespace

std::optional<DType> dtypeOfGgml(std::uint32_t number)
{
    return number < names.size() ? dtypeNamed(names[number]) : std::nullopt;
}

std::string ggmlTypeName(std::uint32_t number)
{
    const bool isNamed = number < names.size() && !names[number].empty();
    return isNamed ? std::string(names[number]) : std::to_string(number);
}

} // namespace saccade
