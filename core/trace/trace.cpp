#include "core/trace/trace.h"

#include "core/display/number_text.h"

namespace saccade
{

const Tensor* Trace::find(std::string_view name) const
{
    const auto found = tensors.find(name);
    return found == tensors.end() ? nullptr : &found->second;
}

nlohmann::json toJson(const ModelInfo& info)
{
    auto dtypes = nlohmann::json::array();
    for (const auto& [name, elements] : info.dtypes) {
        dtypes.push_back({{"dtype", name}, {"elements", elements}});
    }
    return {{"family", info.family},
            {"architecture", info.architecture},
            {"name", info.name},
            {"format", info.format},
            {"path", info.path},
            {"layers", info.layers},
            {"heads", info.heads},
            {"key_value_heads", info.keyValueHeads},
            {"head_width", info.headWidth},
            {"width", info.width},
            {"vocabulary", info.vocabulary},
            {"context", info.context},
            {"parameters", info.parameters},
            {"weight_bytes", info.weightBytes},
            {"dtypes", std::move(dtypes)},
            {"begin_token", info.beginToken ? nlohmann::json(*info.beginToken) : nlohmann::json()},
            {"stop_tokens", info.stopTokens}};
}

nlohmann::json toJson(const Step& step)
{
    auto candidates = nlohmann::json::array();
    for (const auto& candidate : step.candidates) {
        candidates.push_back({{"token", candidate.token},
                              {"probability", shortest(candidate.probability)},
                              {"kept", candidate.kept}});
    }
    return {{"position", step.position},
            {"token", step.token},
            {"probability", shortest(step.probability)},
            {"entropy", shortest(step.entropy)},
            {"candidates", std::move(candidates)},
            {"forward_passes", step.forwardPasses},
            {"seconds", step.seconds}};
}

} // namespace saccade
