#include "core/models/text_encoder.h"

#include "core/base/error.h"
#include "core/models/describe.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

class TextEncoder : public Model
{
public:
    TextEncoder(std::shared_ptr<const Checkpoint> checkpoint,
                std::shared_ptr<const Tokenizer> tokenizer, const Weights& weights,
                TextEncoderParts parts)
        : m_parts(std::move(parts))
    {
        const auto& queries = m_parts.blocks.front().queries.weight.shape(); // [width, width]
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = m_parts.family;
        m_info.layers = std::ssize(m_parts.blocks);
        m_info.heads = m_parts.rule.heads;
        m_info.keyValueHeads = m_info.heads;
        m_info.headWidth = queries[0] / m_info.heads;
        m_info.width = queries[1];
        m_info.vocabulary = m_parts.words.shape()[0];
        m_info.context = m_parts.positions.shape()[0] - m_parts.firstPosition;
        m_info.inputs = {InputKind::Text, InputKind::TextPair};
        m_info.head = m_parts.head.kind;
        m_info.generates = false;
        m_info.encodes = true;
        m_info.classes = m_parts.head.classes;
        m_info.attention = {{.layers = m_info.layers, .heads = m_info.heads, .causal = false}};
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        require(input);
        const auto length = std::ssize(input.tokens);
        auto encoder = std::make_unique<EncoderGraph>();
        auto& graph = encoder->graph;
        const auto embedded = embed(*encoder, length);
        graph.setName(embedded, "embedding"); // [n, width]
        auto last = addEncoderBlocks(embedded, m_parts.blocks, m_parts.rule);
        if (m_parts.finalNorm) {
            last = normed(last, *m_parts.finalNorm, m_parts.rule.epsilon);
        }
        graph.addName(last, "final_norm"); // BERT's last block ends in its norm
        addHead(*encoder, last);
        encoder->sequences = {{.name = "tokens", .length = length}};
        return encoder;
    }

private:
    std::int64_t segmentKinds() const
    {
        return m_parts.segments ? m_parts.segments->shape()[0] : 0;
    }

    void require(const EncoderInput& input) const
    {
        if (input.tokens.empty()) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 reads a text, and was given none."),
                             {m_info.name});
        }
        if (std::ssize(input.tokens) > m_info.context) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "The text has %1 tokens, but %2 reads at most %3."),
                {std::to_string(input.tokens.size()), m_info.name, std::to_string(m_info.context)});
        }
        if (segmentKinds() < 2 || input.segments.empty()) {
            return;
        }
        const auto isKnown = [this](std::int32_t segment) {
            return segment >= 0 && segment < segmentKinds();
        };
        if (input.segments.size() != input.tokens.size() ||
            !std::ranges::all_of(input.segments, isKnown)) {
            throw UsageError(QT_TRANSLATE_NOOP("Error",
                                               "Each of the %1 tokens belongs to one of %2 "
                                               "segments, numbered from 0."),
                             {std::to_string(input.tokens.size()), std::to_string(segmentKinds())});
        }
    }

    // → [n, width]
    Value embed(EncoderGraph& encoder, std::int64_t length) const
    {
        auto& graph = encoder.graph;
        const auto tokens = graph.input("tokens", DType::I32, {length});
        encoder.inputs.emplace("tokens", tokens);
        auto x = add(lookUp(graph.constant(m_parts.words), tokens),
                     lookUpRange(graph.constant(m_parts.positions),
                                 constantPosition(graph, m_parts.firstPosition), length));
        if (segmentKinds() > 1) {
            const auto segments = graph.input("segments", DType::I32, {length});
            encoder.inputs.emplace("segments", segments);
            x = add(x, lookUp(graph.constant(*m_parts.segments), segments));
        } else if (segmentKinds() == 1) {
            x = add(x, graph.constant(toF32(*m_parts.segments).reshaped({x.shape()[1]})));
        }
        if (m_parts.embeddingNorm) {
            x = normed(x, *m_parts.embeddingNorm, m_parts.rule.epsilon);
        }
        return m_parts.embeddingProjection ? project(x, *m_parts.embeddingProjection) : x;
    }

    void addHead(EncoderGraph& encoder, Value x) const
    {
        const auto& head = m_parts.head;
        if (head.rows == HeadRows::First) {
            x = rowOf(x, 0);
        } else if (head.rows == HeadRows::Mean) {
            x = meanRows(x);
        }
        if (head.dense) {
            x = activate(project(x, *head.dense), head.activation);
        }
        if (head.norm) {
            x = normed(x, *head.norm, m_parts.rule.epsilon);
        }
        if (head.output) {
            x = project(x, *head.output);
        }
        if (head.length == EmbeddingLength::One) {
            x = lengthNorm(x);
        }
        const std::string result = head.output ? "logits" : "pooled";
        encoder.graph.addName(x, result);
        encoder.results = {result};
    }

    TextEncoderParts m_parts;
};

} // namespace

std::shared_ptr<const Model> makeTextEncoder(std::shared_ptr<const Checkpoint> checkpoint,
                                             std::shared_ptr<const Tokenizer> tokenizer,
                                             const Weights& weights, TextEncoderParts parts)
{
    return std::make_shared<TextEncoder>(std::move(checkpoint), std::move(tokenizer), weights,
                                         std::move(parts));
}

} // namespace saccade
