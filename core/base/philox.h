// Random numbers by counting: the same on every device, whatever the order of drawing.
#pragma once

#include <array>
#include <cstdint>

namespace saccade
{

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

/// Philox 4×32 with ten rounds (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
/// 2011).
PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key);

/// The number of this seed and index, evenly distributed in [0, 1): 53 random bits.
double philoxUniform(std::uint64_t seed, std::uint64_t index);

} // namespace saccade
