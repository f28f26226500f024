#include "core/analyses/residual_stream.h"

#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/trace/attention_source.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

std::string towerOf(const AttentionPart& part)
{
    return part.values.substr(0, part.values.find("blocks."));
}

const Tensor* stateBehind(const Trace& trace, const std::string& tower, std::int64_t block)
{
    const auto* state = trace.find(tower + "blocks." + std::to_string(block) + ".residual.after");
    const bool isState = state != nullptr && state->dtype() == DType::F32 &&
                         state->shape().rank() == 2 && !state->isEmpty();
    return isState ? state : nullptr;
}

AttentionPart chosenPart(const Trace& trace, std::string_view name)
{
    auto parts = attentionParts(trace.modelInfo);
    std::erase_if(parts, [&](const AttentionPart& part) {
        return stateBehind(trace, towerOf(part), 0) == nullptr;
    });
    if (parts.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The trace holds no states of positions: make it with "
                                           "`saccade run --capture residual --trace FILE`."));
    }
    return name.empty() ? parts.front() : partNamed(parts, name);
}

} // namespace

ResidualStream residualStream(const Trace& trace, std::string_view part)
{
    const auto chosen = chosenPart(trace, part);
    ResidualStream stream;
    stream.tower = towerOf(chosen);
    const auto& first = *stateBehind(trace, stream.tower, 0);
    const auto* embedding = trace.find(stream.tower + "embedding");
    if (embedding != nullptr && embedding->dtype() == DType::F32 &&
        embedding->shape() == first.shape()) {
        stream.states.push_back(*embedding);
        stream.depths.push_back(0.0F);
    }
    for (std::int64_t block = 0; block < chosen.layers; ++block) {
        const auto* state = stateBehind(trace, stream.tower, block);
        if (state == nullptr || state->shape() != first.shape()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The states behind layer %1 were not captured."),
                        {std::to_string(block)});
        }
        stream.states.push_back(*state);
        stream.depths.push_back(static_cast<float>(block + 1));
    }
    if (stream.states.size() < 2) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The trace holds the states of one layer alone: nothing "
                                           "can be said of depth."));
    }
    const auto* sequence = trace.sequence(chosen.queries);
    const bool fits = sequence != nullptr && sequence->shape.length == stream.positions();
    stream.sequence = fits ? sequence->shape : Sequence{chosen.queries, stream.positions()};
    for (std::int64_t i = 0; i < stream.positions(); ++i) {
        stream.labels.push_back(labelAt(fits ? sequence->labels : trace.tokenLabels, i));
    }
    return stream;
}

} // namespace saccade
