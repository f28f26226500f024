#include "core/models/encoder_parts.h"

#include <array>
#include <cmath>

namespace saccade
{

namespace
{

class BlockBuilder
{
public:
    BlockBuilder(const EncoderRule& rule, std::int64_t layer, Value first)
        : m_rule(rule), m_layer(layer), m_first(first)
    {
    }

    // x [n, width] → [n, width]
    Value build(Value x, const EncoderBlock& block) const
    {
        const bool isBefore = m_rule.norms == NormOrder::BeforePart;
        const auto norm = [&](Value value, const EncoderNorm& weights) {
            return normed(value, weights, m_rule.epsilon);
        };
        const auto attended = attend(isBefore ? norm(x, block.attentionNorm) : x, block);
        const auto sum = add(x, attended);
        const auto middle =
            name(isBefore ? sum : norm(sum, block.attentionNorm), "residual.middle");
        const auto output = transform(isBefore ? norm(middle, block.mlpNorm) : middle, block);
        const auto after = add(middle, output);
        return name(isBefore ? after : norm(after, block.mlpNorm), "residual.after");
    }

private:
    Value name(Value value, std::string_view part) const
    {
        value.graph->setName(value, m_rule.prefix + blockName(m_layer, part));
        return value;
    }

    Value attend(Value x, const EncoderBlock& block) const
    {
        const auto heads = [&](const Projection& projection, std::string_view part) {
            return name(splitHeads(project(x, projection), m_rule.heads), part);
        };
        const auto queries = heads(block.queries, "attention.queries");
        const auto keys = heads(block.keys, "attention.keys");
        const auto values = heads(block.values, "attention.values");
        const auto scale = 1.0 / std::sqrt(static_cast<double>(queries.shape()[2]));
        const auto attended =
            attention(queries, keys, values, m_first,
                      {.scale = scale, .causal = m_rule.causal, .everyKey = !m_rule.causal});
        name(attended.scores, "attention.scores");
        name(attended.pattern, "attention.pattern");
        name(attended.heads, "attention.heads");
        const auto output = project(mergeHeads(attended.heads), block.attentionOutput);
        return name(scaled(output, block.attentionScale), "attention.output");
    }

    Value transform(Value x, const EncoderBlock& block) const
    {
        auto hidden = project(x, block.hidden);
        if (m_rule.mlp == MlpKind::Gated) {
            const auto inner = hidden.shape()[1] / 2;
            const auto gate = activate(columns(hidden, 0, inner), m_rule.activation);
            hidden = multiply(gate, columns(hidden, inner, inner));
        } else {
            hidden = activate(hidden, m_rule.activation);
        }
        name(hidden, "mlp.hidden");
        return name(scaled(project(hidden, block.mlpOutput), block.mlpScale), "mlp.output");
    }

    static Value scaled(Value x, const std::optional<Tensor>& scale)
    {
        return scale ? multiply(x, x.graph->constant(*scale)) : x;
    }

    const EncoderRule& m_rule;
    std::int64_t m_layer;
    Value m_first;
};

} // namespace

Projection readProjection(Weights& weights, const std::string& name, std::int64_t in,
                          std::int64_t out, ProjectionBias bias)
{
    Projection result{.weight = weights.matrix(name + ".weight", out, in), .bias = {}};
    if (bias == ProjectionBias::Needed) {
        result.bias = weights.vector(name + ".bias", out);
    }
    return result;
}

EncoderNorm readNorm(Weights& weights, const std::string& name, std::int64_t width)
{
    const bool isOld = !weights.contains(name + ".weight") && weights.contains(name + ".gamma");
    return {.weight = weights.vector(name + (isOld ? ".gamma" : ".weight"), width),
            .bias = weights.vector(name + (isOld ? ".beta" : ".bias"), width)};
}

std::int64_t rowsOf(const Checkpoint& checkpoint, const std::string& name, std::int64_t columns)
{
    const auto& shape = checkpoint.tensor(name).shape();
    const auto rows = shape.rank() == 2 ? shape[0] : 1;
    checkpoint.tensor(name, {rows, columns});
    return rows;
}

std::vector<std::string> readClasses(const Checkpoint& checkpoint, std::int64_t count)
{
    std::vector<std::string> classes;
    const auto found = checkpoint.configuration.find("id2label");
    const bool isThere = found != checkpoint.configuration.end() && found->is_object();
    for (std::int64_t i = 0; i < count; ++i) {
        auto name = std::to_string(i);
        if (isThere && found->contains(name) && found->at(name).is_string()) {
            name = found->at(name).get<std::string>();
        }
        classes.push_back(std::move(name));
    }
    return classes;
}

Value constantPosition(Graph& graph, std::int32_t position)
{
    const std::array value{position};
    return graph.constant(Tensor::of({1}, std::span<const std::int32_t>(value)));
}

Value normed(Value x, const EncoderNorm& norm, double epsilon)
{
    return layerNorm(x, x.graph->constant(norm.weight), x.graph->constant(norm.bias), epsilon);
}

Value addEncoderBlocks(Value x, const std::vector<EncoderBlock>& blocks, const EncoderRule& rule)
{
    const auto first = constantPosition(*x.graph, 0);
    for (std::int64_t layer = 0; layer < std::ssize(blocks); ++layer) {
        x.graph->addName(x, rule.prefix + blockName(layer, "residual.before"));
        x = BlockBuilder(rule, layer, first).build(x, blocks[static_cast<std::size_t>(layer)]);
    }
    return x;
}

Value rowOf(Value x, std::int64_t row)
{
    return rows(x, row, 1);
}

} // namespace saccade
