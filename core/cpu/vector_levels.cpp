#include "core/cpu/vector/level_parts.h"

#include <array>
#include <vector>

namespace saccade
{

namespace
{

#if defined(SACCADE_LEVELS)

bool hasAvx2()
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

bool hasAvx512()
{
    return hasAvx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}

#endif

using Add = void (*)(VectorKernels&);

VectorKernels tableOf(const char* level, std::array<Add, 3> parts)
{
    VectorKernels kernels{};
    kernels.level = level;
    for (const auto part : parts) {
        part(kernels);
    }
    return kernels;
}

std::vector<VectorKernels> tables()
{
    std::vector<VectorKernels> found;
#if defined(SACCADE_LEVELS)
    if (hasAvx512()) {
        found.push_back(tableOf(
            "x86-64-v4", {avx512::addProducts, avx512::addRowFunctions, avx512::addAttention}));
    }
    if (hasAvx2()) {
        found.push_back(
            tableOf("x86-64-v3", {avx2::addProducts, avx2::addRowFunctions, avx2::addAttention}));
    }
#endif
    found.push_back(
        tableOf("plain", {plain::addProducts, plain::addRowFunctions, plain::addAttention}));
    return found;
}

} // namespace

std::span<const VectorKernels> vectorLevels()
{
    static const std::vector<VectorKernels> levels = tables();
    return levels;
}

} // namespace saccade
