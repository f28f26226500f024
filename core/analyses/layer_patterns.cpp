#include "core/analyses/layer_patterns.h"

#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/trace/attention_source.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

const Tensor* patternOf(const Trace& trace, const AttentionPart& part, std::int64_t layer)
{
    const auto name = layerName(part, layer);
    const auto* pattern = trace.find(name + ".pattern");
    return pattern == nullptr && part.implicit ? trace.find(name + ".mean_pattern") : pattern;
}

// [heads, query, key], whatever the run kept.
Tensor threeAxes(const Tensor& tensor)
{
    const auto& shape = tensor.shape();
    return shape.rank() == 2 ? tensor.reshaped({1, shape[0], shape[1]}) : tensor;
}

bool isPattern(const Tensor& tensor)
{
    const auto rank = tensor.shape().rank();
    return tensor.dtype() == DType::F32 && (rank == 2 || rank == 3) && !tensor.isEmpty();
}

void describe(const Trace& trace, LayerPatterns& patterns)
{
    const auto labels = [&](const std::string& name, std::int64_t length, Sequence& shape) {
        const auto* sequence = trace.sequence(name);
        const bool fits = sequence != nullptr && sequence->shape.length == length;
        shape = fits ? sequence->shape : Sequence{name, length};
        std::vector<std::string> result;
        for (std::int64_t position = 0; position < length; ++position) {
            result.push_back(labelAt(fits               ? sequence->labels
                                     : name == "tokens" ? trace.tokenLabels
                                                        : std::vector<std::string>(),
                                     position));
        }
        return result;
    };
    patterns.queryLabels = labels(patterns.part.queries, patterns.queries, patterns.querySequence);
    patterns.keyLabels = labels(patterns.part.keys, patterns.keys, patterns.keySequence);
    const auto* keys = trace.sequence(patterns.part.keys);
    const auto& tokens = keys != nullptr && !keys->tokens.empty() ? keys->tokens
                         : patterns.part.keys == "tokens"         ? trace.tokens
                                                                  : std::vector<std::int32_t>();
    if (std::ssize(tokens) == patterns.keys) {
        patterns.keyTokens = tokens;
    }
}

} // namespace

LayerPatterns layerPatterns(const Trace& trace, std::string_view part)
{
    const auto parts = capturedParts(trace);
    if (parts.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The trace holds no attention: make it with `saccade "
                                           "run --capture pattern --trace FILE`."));
    }
    LayerPatterns patterns;
    patterns.part = part.empty() ? parts.front() : partNamed(parts, part);
    for (std::int64_t layer = 0; layer < patterns.part.layers; ++layer) {
        const auto* tensor = patternOf(trace, patterns.part, layer);
        if (tensor == nullptr || !isPattern(*tensor)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The attention of layer %1 was not captured."),
                        {std::to_string(layer)});
        }
        if (!std::ranges::all_of(tensor->floats(),
                                 [](float share) { return std::isfinite(share); })) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The attention of layer %1 holds numbers that "
                                                   "are not finite: there is nothing to read."),
                        {std::to_string(layer)});
        }
        patterns.layers.push_back(threeAxes(*tensor));
        if (patterns.layers.back().shape() != patterns.layers.front().shape()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The attention of layer %1 has the shape %2, "
                                                   "that of layer 0 %3."),
                        {std::to_string(layer), patterns.layers.back().shape().text(),
                         patterns.layers.front().shape().text()});
        }
    }
    const auto& shape = patterns.layers.front().shape();
    patterns.heads = shape[0];
    patterns.queries = shape[1];
    patterns.keys = shape[2];
    describe(trace, patterns);
    return patterns;
}

Parameter partParameter()
{
    return {"part",
            QT_TRANSLATE_NOOP("Parameter", "Part"),
            ParameterType::Word,
            "",
            0.0,
            0.0,
            {},
            QT_TRANSLATE_NOOP("Parameter", "Which attention, as in encoder.attention or "
                                           "cross_attention; empty: the first there is.")};
}

Parameter queryParameter()
{
    return {"query",
            QT_TRANSLATE_NOOP("Parameter", "Query"),
            ParameterType::Integer,
            -1,
            -1.0,
            1e9,
            {},
            QT_TRANSLATE_NOOP("Parameter", "The position that looks; −1: the last one.")};
}

Parameter layerParameter()
{
    return {"layer",
            QT_TRANSLATE_NOOP("Parameter", "Layer"),
            ParameterType::Integer,
            -1,
            -1.0,
            65535.0,
            {},
            QT_TRANSLATE_NOOP("Parameter", "Counted from 0; −1: the last one.")};
}

Parameter headParameter()
{
    return {"head",
            QT_TRANSLATE_NOOP("Parameter", "Head"),
            ParameterType::Integer,
            -1,
            -1.0,
            1e9,
            {},
            QT_TRANSLATE_NOOP("Parameter", "Counted from 0; −1: all of the layer.")};
}

HeadRange headSetting(const Settings& settings, std::int64_t heads)
{
    if (settings.at("head").get<std::int64_t>() < 0) {
        return {0, heads};
    }
    const auto head = positionSetting(settings, "head", heads);
    return {head, head + 1};
}

void requireSelfAttention(const LayerPatterns& patterns)
{
    if (!patterns.isSelfAttention()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” attends from one sequence to another: "
                                                    "choose a part that attends within one."),
                         {partName(patterns.part)});
    }
}

void requireExplicit(const LayerPatterns& patterns)
{
    if (patterns.part.implicit) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” is computed without ever forming its matrix, which "
                                       "this analysis needs. Choose another analysis or part."),
            {partName(patterns.part)});
    }
}

std::string wordSetting(const Settings& settings, const char* name)
{
    return settings.at(name).get<std::string>();
}

std::int64_t positionSetting(const Settings& settings, const char* name, std::int64_t count)
{
    const auto position = settings.at(name).get<std::int64_t>();
    if (position >= count) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 %2 does not exist: the nearest is %3."),
                         {name, std::to_string(position), std::to_string(count - 1)});
    }
    return position < 0 ? count - 1 : position;
}

std::span<const float> headOf(const LayerPatterns& patterns, std::int64_t layer, std::int64_t head)
{
    const auto size = static_cast<std::size_t>(patterns.queries * patterns.keys);
    return patterns.layers[static_cast<std::size_t>(layer)].floats().subspan(
        static_cast<std::size_t>(head) * size, size);
}

std::vector<std::string> numberLabels(std::int64_t count)
{
    std::vector<std::string> labels;
    for (std::int64_t i = 0; i < count; ++i) {
        labels.push_back(std::to_string(i));
    }
    return labels;
}

} // namespace saccade
