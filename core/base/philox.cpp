#include "core/base/philox.h"

namespace saccade
{

PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key)
{
    constexpr std::uint64_t firstMultiplier = 0xD2511F53U;
    constexpr std::uint64_t secondMultiplier = 0xCD9E8D57U;
    constexpr std::uint32_t firstWeyl = 0x9E3779B9U;  // golden ratio
    constexpr std::uint32_t secondWeyl = 0xBB67AE85U; // √3 − 1
    constexpr int rounds = 10;
    for (int round = 0; round < rounds; ++round) {
        const auto first = firstMultiplier * counter[0];
        const auto second = secondMultiplier * counter[2];
        counter = {static_cast<std::uint32_t>(second >> 32U) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(second),
                   static_cast<std::uint32_t>(first >> 32U) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(first)};
        key = {key[0] + firstWeyl, key[1] + secondWeyl};
    }
    return counter;
}

double philoxUniform(std::uint64_t seed, std::uint64_t index)
{
    const auto random =
        philox({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32U), 0, 0},
               {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)});
    const auto bits = (static_cast<std::uint64_t>(random[0]) << 32U) | random[1];
    return static_cast<double>(bits >> 11U) * 0x1p-53;
}

} // namespace saccade
