#include "core/models/llama_configuration.h"

#include "core/files/checkpoint.h"
#include "core/models/rope_configuration.h"

namespace saccade
{

CausalConfiguration llamaConfiguration(const Configuration& config, std::size_t tensors,
                                       const CausalConfiguration& defaults, const SizeKeys& keys)
{
    auto start = defaults;
    start.epsilon = defaults.epsilon > 0.0 ? defaults.epsilon : 1e-6;
    auto result = huggingFaceSizes(config, tensors, start, keys);
    result.activation = activationNamed(config, "hidden_act", "silu");
    result.attentionBias = config.flag("attention_bias", defaults.attentionBias);
    result.mlpBias = config.flag("mlp_bias", defaults.mlpBias);
    const auto rotated = rotatedChannels(config, result.headWidth);
    result.ropes = {huggingFaceRope(config, rotated, result.context)};
    return result;
}

CausalConfiguration llamaConfiguration(const Checkpoint& checkpoint)
{
    return isGguf(checkpoint)
               ? ggufSizes(checkpoint)
               : llamaConfiguration(Configuration(checkpoint), checkpoint.tensors.size());
}

std::int64_t statedWindow(const Configuration& config)
{
    return config.whole("sliding_window", 0);
}

} // namespace saccade
