#include "tests/support/tiny_recurrent.h"

#include "tests/support/plain_linear_attention.h"
#include "tests/support/plain_recurrent.h"

namespace saccade
{

std::optional<Checkpoint> tinyRecurrent(const std::string& name)
{
    if (name == "mamba2") {
        return tinyMamba2();
    }
    if (name == "rwkv6") {
        return tinyRwkv6();
    }
    if (name == "retnet") {
        return tinyRetnet();
    }
    if (name == "gla") {
        return tinyGla();
    }
    if (name == "linear-product") {
        return tinyLinearAttention(TinyFeatures::Product);
    }
    return name == "linear-elu" ? std::optional(tinyLinearAttention(TinyFeatures::NormedElu))
                                : std::nullopt;
}

std::vector<double> plainRecurrent(const std::string& name, const Checkpoint& checkpoint,
                                   std::span<const std::int32_t> tokens)
{
    return name == "mamba2"  ? plainMamba2(checkpoint, tokens)
           : name == "rwkv6" ? plainRwkv6(checkpoint, tokens)
                             : plainLinearAttention(checkpoint, tokens);
}

} // namespace saccade
