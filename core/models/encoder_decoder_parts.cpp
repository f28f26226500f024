#include "core/models/encoder_decoder_parts.h"

namespace saccade
{

namespace
{

// x + f(norm(x)), or norm(x + f(x)).
template <typename Norm, typename Part>
Value residual(Value x, NormPlace place, const Norm& norm, const Part& part)
{
    return place == NormPlace::Before ? add(x, part(norm(x))) : norm(add(x, part(x)));
}

} // namespace

StackBuilder::StackBuilder(const EncoderDecoderWeights& weights, const Stack& stack,
                           std::string prefix, StackReach reach)
    : m_weights(weights), m_stack(stack), m_prefix(std::move(prefix)), m_reach(reach)
{
}

std::string StackBuilder::blockName(std::size_t index, std::string_view part) const
{
    return m_prefix + saccade::blockName(static_cast<std::int64_t>(index), part);
}

Value StackBuilder::named(Value value, std::size_t index, std::string_view part) const
{
    value.graph->setName(value, blockName(index, part));
    return value;
}

Value StackBuilder::normed(Value x, const StackNorm& norm) const
{
    auto& graph = *x.graph;
    const auto weight = graph.constant(norm.weight);
    return norm.bias ? layerNorm(x, weight, graph.constant(*norm.bias), m_weights.epsilon)
                     : rmsNorm(x, weight, m_weights.epsilon);
}

Value StackBuilder::embedded(Value x) const
{
    auto& graph = *x.graph;
    if (m_stack.embeddingScale != 1.0) {
        x = affine(x, m_stack.embeddingScale);
    }
    if (m_stack.positions) {
        x = add(x, lookUpRange(graph.constant(*m_stack.positions), m_reach.first, x.shape()[0]));
    }
    if (m_stack.embeddingNorm) {
        x = normed(x, *m_stack.embeddingNorm);
    }
    graph.setName(x, m_prefix + "embedding"); // [n, width]
    return x;
}

Value StackBuilder::layers(Value x)
{
    auto& graph = *x.graph;
    for (std::size_t index = 0; index < m_stack.layers.size(); ++index) {
        graph.addName(x, blockName(index, "residual.before"));
        x = layer(x, index);
    }
    if (!m_stack.finalNorm) {
        // Each block ends with a norm: the last one's is the final one.
        graph.addName(x, m_prefix + "final_norm");
        return x;
    }
    x = normed(x, *m_stack.finalNorm);
    graph.setName(x, m_prefix + "final_norm");
    return x;
}

// x [n, width] → [n, width]
Value StackBuilder::layer(Value x, std::size_t index)
{
    const auto& weights = m_stack.layers[index];
    const auto norm = [this](const StackNorm& one) {
        return [this, &one](Value value) { return normed(value, one); };
    };
    const auto place = m_weights.normPlace;
    x = residual(x, place, norm(weights.attention.norm),
                 [&](Value input) { return selfAttention(input, index); });
    named(x, index, "residual.middle");
    if (weights.cross) {
        x = residual(x, place, norm(weights.cross->norm),
                     [&](Value input) { return crossAttention(input, index); });
        named(x, index, "residual.crossed");
    }
    x = residual(x, place, norm(weights.mlp.norm), [&](Value input) { return mlp(input, index); });
    return named(x, index, "residual.after");
}

std::optional<Value> StackBuilder::distanceBias(Value x, const AttentionWeights& attention)
{
    if (attention.distances) {
        const auto rows = x.shape()[0];
        const bool isWhole = m_reach.capacity == 0;
        m_bias =
            relativeBias(x.graph->constant(*attention.distances), m_reach.first, rows,
                         isWhole ? rows : m_reach.capacity,
                         {.bidirectional = isWhole, .maximumDistance = m_weights.maximumDistance});
    }
    return m_bias;
}

Value StackBuilder::selfAttention(Value x, std::size_t index)
{
    auto& graph = *x.graph;
    const auto& weights = m_stack.layers[index].attention;
    const auto heads = [&](const Projection& projection, std::string_view part) {
        return named(splitHeads(project(x, projection), m_stack.heads), index, part);
    };
    const auto queries = heads(weights.queries, "attention.queries"); // [heads, n, d]
    auto keys = heads(weights.keys, "attention.keys");
    auto values = heads(weights.values, "attention.values");
    AttentionRule rule{.scale = m_weights.attentionScale};
    if (m_reach.capacity == 0) {
        rule.causal = false;
        rule.everyKey = true;
    } else {
        const auto cached = [&](Value rows, std::string_view part) {
            const Shape shape{rows.shape()[0], m_reach.capacity, rows.shape()[2]};
            return writeState(graph.state(blockName(index, part), DType::F32, shape), rows,
                              m_reach.first);
        };
        keys = cached(keys, "keys");
        values = cached(values, "values");
    }
    const auto attended =
        attention(queries, keys, values, m_reach.first, rule, distanceBias(x, weights));
    named(attended.scores, index, "attention.scores");
    named(attended.pattern, index, "attention.pattern");
    named(attended.heads, index, "attention.heads");
    return named(project(mergeHeads(attended.heads), weights.output), index, "attention.output");
}

Value StackBuilder::crossState(Graph& graph, std::size_t index, std::string_view part,
                               std::int64_t length) const
{
    return graph.state(blockName(index, part), DType::F32,
                       {m_stack.heads, length, m_weights.headWidth});
}

Value StackBuilder::crossAttention(Value x, std::size_t index) const
{
    auto& graph = *x.graph;
    const auto& weights = *m_stack.layers[index].cross;
    const auto queries = named(splitHeads(project(x, weights.queries), m_stack.heads), index,
                               "cross_attention.queries");
    const auto attended =
        attention(queries, crossState(graph, index, "cross.keys", m_reach.source),
                  crossState(graph, index, "cross.values", m_reach.source), m_reach.first,
                  {.scale = m_weights.attentionScale, .causal = false, .everyKey = true});
    named(attended.scores, index, "cross_attention.scores");
    named(attended.pattern, index, "cross_attention.pattern"); // [heads, n, source]
    named(attended.heads, index, "cross_attention.heads");
    return named(project(mergeHeads(attended.heads), weights.output), index,
                 "cross_attention.output");
}

Value StackBuilder::mlp(Value x, std::size_t index) const
{
    const auto& weights = m_stack.layers[index].mlp;
    auto hidden = project(x, weights.up);
    hidden = weights.gate
                 ? multiply(activate(project(x, *weights.gate), m_weights.activation), hidden)
                 : activate(hidden, m_weights.activation);
    named(hidden, index, "mlp.hidden");
    return named(project(hidden, weights.down), index, "mlp.output");
}

std::vector<Value> StackBuilder::writeCross(Value memory) const
{
    auto& graph = *memory.graph;
    std::vector<Value> writes;
    for (std::size_t index = 0; index < m_stack.layers.size(); ++index) {
        const auto& weights = *m_stack.layers[index].cross;
        const auto write = [&](const Projection& projection, std::string_view part,
                               std::string_view state) {
            const auto rows =
                named(splitHeads(project(memory, projection), m_stack.heads), index, part);
            writes.push_back(writeState(crossState(graph, index, state, memory.shape()[0]), rows,
                                        m_reach.first));
        };
        write(weights.keys, "cross_attention.keys", "cross.keys"); // [heads, source, d]
        write(weights.values, "cross_attention.values", "cross.values");
    }
    return writes;
}

} // namespace saccade
