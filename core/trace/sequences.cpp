#include "core/trace/sequences.h"

#include "core/text/tokenizer.h"

#include <cstdio>

namespace saccade
{

namespace
{

std::string leadingLabel(std::int64_t position)
{
    return position == 0 ? "CLS" : "register " + std::to_string(position);
}

std::string secondsText(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.2f s", seconds);
    return text;
}

std::string label(const Sequence& shape, std::int64_t position)
{
    if (position < shape.leading) {
        return leadingLabel(position);
    }
    if (shape.columns > 0) {
        const auto patch = position - shape.leading;
        return std::to_string(patch / shape.columns) + ", " + std::to_string(patch % shape.columns);
    }
    if (shape.secondsPerPosition > 0) {
        return secondsText(static_cast<double>(position) * shape.secondsPerPosition);
    }
    return std::to_string(position);
}

} // namespace

std::vector<std::string> sequenceLabels(const Sequence& shape,
                                        const std::vector<std::int32_t>& tokens,
                                        const Tokenizer* tokenizer)
{
    std::vector<std::string> labels;
    const bool isText = std::ssize(tokens) == shape.length;
    for (std::int64_t position = 0; position < shape.length; ++position) {
        labels.push_back(isText ? tokenLabel(tokenizer, tokens[static_cast<std::size_t>(position)])
                                : label(shape, position));
    }
    return labels;
}

std::vector<TraceSequence> describeSequences(const std::vector<Sequence>& shapes,
                                             const EncoderInput& input, const Tokenizer* tokenizer)
{
    std::vector<TraceSequence> result;
    for (const auto& shape : shapes) {
        TraceSequence sequence{shape, {}, {}};
        const bool isText = shape.name == "tokens" || shape.name == "source";
        if (isText && std::ssize(input.tokens) == shape.length) {
            sequence.tokens = input.tokens;
        }
        const bool isNamed = shape.name == "time" && std::ssize(input.times) == shape.length;
        sequence.labels =
            isNamed ? input.times : sequenceLabels(shape, sequence.tokens, tokenizer);
        result.push_back(std::move(sequence));
    }
    if (!input.series.isEmpty()) {
        const Sequence channels{.name = "channels", .length = input.series.shape()[0]};
        const bool isNamed = std::ssize(input.channels) == channels.length;
        result.push_back(
            {channels, isNamed ? input.channels : sequenceLabels(channels, {}, nullptr), {}});
    }
    return result;
}

TraceSequence tokenSequence(const Trace& trace, const ModelInfo& info)
{
    TraceSequence sequence{
        {.name = "tokens", .length = std::ssize(trace.tokens)}, trace.tokenLabels, trace.tokens};
    const auto* image = trace.find("image");
    auto& shape = sequence.shape;
    if (info.pixels && image != nullptr &&
        shape.length - 1 == image->shape()[1] * image->shape()[2]) {
        shape.leading = 1;
        shape.rows = image->shape()[1];
        shape.columns = image->shape()[2];
        sequence.labels = sequenceLabels(shape, {}, nullptr);
        sequence.labels.front() = "begin";
    }
    return sequence;
}

} // namespace saccade
