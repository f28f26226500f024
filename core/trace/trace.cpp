#include "core/trace/trace.h"

#include "core/display/number_text.h"

#include <algorithm>

namespace saccade
{

const Tensor* Trace::find(std::string_view name) const
{
    const auto found = tensors.find(name);
    return found == tensors.end() ? nullptr : &found->second;
}

const TraceSequence* Trace::sequence(std::string_view name) const
{
    const auto found = std::ranges::find_if(
        sequences, [&](const TraceSequence& sequence) { return sequence.shape.name == name; });
    return found == sequences.end() ? nullptr : &*found;
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
