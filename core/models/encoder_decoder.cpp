#include "core/models/encoder_decoder.h"

#include "core/base/error.h"
#include "core/models/describe.h"
#include "core/models/encoder_decoder_parts.h"

#include <QtGlobal>
#include <array>
#include <tuple>

namespace saccade
{

namespace
{

Value zeroPosition(Graph& graph)
{
    const std::array zero{std::int32_t{0}};
    return graph.constant(Tensor::of({1}, std::span<const std::int32_t>(zero)));
}

void requireTokens(const EncoderInput& input, const ModelInfo& info)
{
    if (input.tokens.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 reads a text for its encoder, but none was given."),
            {info.name});
    }
}

void requireLength(std::int64_t length, const Stack& encoder)
{
    if (encoder.positions && length > encoder.positions->shape()[0]) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 positions are asked for, but the model has %2."),
            {std::to_string(length), std::to_string(encoder.positions->shape()[0])});
    }
}

} // namespace

EncoderDecoder::EncoderDecoder(std::shared_ptr<const Checkpoint> checkpoint,
                               std::shared_ptr<const Tokenizer> tokenizer)
{
    m_info = describe(*checkpoint);
    m_checkpoint = std::move(checkpoint);
    m_tokenizer = std::move(tokenizer);
}

void EncoderDecoder::takeWeights(EncoderDecoderWeights weights, std::string family,
                                 std::int64_t context)
{
    m_weights = std::move(weights);
    const auto& [encoder, decoder] = std::tie(m_weights.encoder, m_weights.decoder);
    m_info.family = std::move(family);
    m_info.layers = std::ssize(decoder.layers);
    m_info.heads = decoder.heads;
    m_info.keyValueHeads = decoder.heads;
    m_info.headWidth = m_weights.headWidth;
    m_info.width = m_weights.output.shape()[1];
    m_info.vocabulary = m_weights.output.shape()[0];
    m_info.sourceVocabulary = encoder.embedding.isEmpty() ? 0 : encoder.embedding.shape()[0];
    m_info.context = context;
    m_info.generates = true;
    m_info.encodes = true;
    const auto source = sourceName();
    m_info.attention = {
        {.values = "encoder.blocks.*.attention",
         .queries = source,
         .keys = source,
         .layers = std::ssize(encoder.layers),
         .heads = encoder.heads,
         .causal = false},
        {.values = "decoder.blocks.*.attention", .layers = m_info.layers, .heads = decoder.heads},
        {.values = "decoder.blocks.*.cross_attention",
         .keys = source,
         .layers = m_info.layers,
         .heads = decoder.heads,
         .causal = false}};
}

std::unique_ptr<ModelGraph> EncoderDecoder::build(const GraphShape& shape) const
{
    requireGraphShape(shape, m_info.context);
    if (shape.source < 1) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 writes about an input that its encoder "
                                                    "reads, but none was given."),
                         {m_info.name});
    }
    auto model = startGraph(shape);
    auto& graph = model->graph;
    StackBuilder decoder(
        m_weights, m_weights.decoder, "decoder.",
        {.first = model->first, .capacity = shape.capacity, .source = shape.source});
    auto x = decoder.layers(
        decoder.embedded(lookUp(graph.constant(m_weights.decoder.embedding), model->tokens)));
    if (shape.logitRows < shape.rows) {
        x = rows(x, shape.rows - shape.logitRows, shape.logitRows);
    }
    if (m_weights.outputScale != 1.0) {
        x = affine(x, m_weights.outputScale);
    }
    model->logits = project(x, {.weight = m_weights.output, .bias = m_weights.outputBias});
    graph.setName(model->logits, "logits");
    return model;
}

std::unique_ptr<EncoderGraph> EncoderDecoder::buildEncoder(const EncoderInput& input) const
{
    auto encoder = std::make_unique<EncoderGraph>();
    auto x = embedSource(*encoder, input);
    const auto length = x.shape()[0];
    requireLength(length, m_weights.encoder);
    const StackReach reach{.first = zeroPosition(encoder->graph), .source = length};
    StackBuilder builder(m_weights, m_weights.encoder, "encoder.", reach);
    x = builder.layers(builder.embedded(x));
    encoder->writes = StackBuilder(m_weights, m_weights.decoder, "decoder.", reach).writeCross(x);
    encoder->sequences = {sourceSequence(length)};
    encoder->source = length;
    return encoder;
}

Value EncoderDecoder::embedSource(EncoderGraph& encoder, const EncoderInput& input) const
{
    requireTokens(input, m_info);
    auto& graph = encoder.graph;
    const auto tokens = graph.input("tokens", DType::I32, {std::ssize(input.tokens)});
    encoder.inputs.emplace("tokens", tokens);
    return lookUp(graph.constant(m_weights.encoder.embedding), tokens);
}

Sequence EncoderDecoder::sourceSequence(std::int64_t length) const
{
    return {.name = sourceName(), .length = length};
}

} // namespace saccade
