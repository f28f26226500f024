#include "core/models/causal_block.h"

namespace saccade
{

namespace
{

Value normedHeads(Value x, std::int64_t heads, const HeadNorm& rule)
{
    if (rule.extent == NormExtent::Row) {
        return splitHeads(normed(x, rule.norm), heads);
    }
    if (!rule.channelWeights) {
        return normed(splitHeads(x, heads), rule.norm);
    }
    const auto& shape = x.shape(); // [n, heads·d]
    const auto apart = reshape(x, {shape[0] * heads, shape[1] / heads});
    const auto together = reshape(normed(apart, rule.norm), shape);
    return splitHeads(multiply(together, x.graph->constant(*rule.channelWeights)), heads);
}

// x where |x| ≤ limit, exactly; else ± limit up to rounding.
Value clipped(Value x, double limit)
{
    const auto above = activate(affine(x, 1.0, -limit), Activation::Relu);
    const auto below = activate(affine(x, -1.0, -limit), Activation::Relu);
    return add(add(x, affine(above, -1.0)), below);
}

/// Builds one block; `name` gives values their names.
class BlockBuilder
{
public:
    BlockBuilder(const BlockSurroundings& surroundings, std::int64_t layer)
        : m_around(surroundings), m_transformer(surroundings.transformer), m_layer(layer),
          m_block(m_transformer.blocks[static_cast<std::size_t>(layer)])
    {
    }

    Value build(Value x) const
    {
        const bool isParallel = m_transformer.order == BlockOrder::Parallel;
        const auto input = optionallyNormed(x, m_block.attentionNorm);
        const auto attended =
            name(optionallyNormed(attend(input), m_block.attentionOutputNorm), "attention.output");
        const auto middle =
            name(optionallyNormed(add(residual(x, input), attended), m_block.middleNorm),
                 "residual.middle");
        const auto mlpInput = m_block.mlpNorm ? normed(isParallel ? x : middle, *m_block.mlpNorm)
                              : isParallel    ? input
                                              : middle;
        const auto mlp =
            std::visit([&](const auto& part) { return apply(part, mlpInput); }, m_block.mlp);
        const auto output = name(optionallyNormed(mlp, m_block.mlpOutputNorm), "mlp.output");
        return name(optionallyNormed(add(residual(middle, mlpInput), output), m_block.endNorm),
                    "residual.after");
    }

private:
    Value name(Value value, std::string_view part) const
    {
        m_around.model.graph.setName(value, blockName(m_layer, part));
        return value;
    }

    static Value optionallyNormed(Value x, const std::optional<Norm>& norm)
    {
        return norm ? normed(x, *norm) : x;
    }

    Value residual(Value rows, Value normalised) const
    {
        return m_transformer.residual == ResidualSource::Rows ? rows : normalised;
    }

    struct HeadRows {
        Value queries, keys, values; // [n, heads·d]
    };

    HeadRows projectHeads(Value input) const
    {
        if (!m_block.fusedHeads) {
            return {project(input, m_block.queries), project(input, m_block.keys),
                    project(input, m_block.values)};
        }
        const auto fused = project(input, *m_block.fusedHeads);
        const auto queryWidth = m_transformer.heads * m_transformer.headWidth;
        const auto keyWidth = m_transformer.keyValueHeads * m_transformer.headWidth;
        return {columns(fused, 0, queryWidth), columns(fused, queryWidth, keyWidth),
                columns(fused, queryWidth + keyWidth, keyWidth)};
    }

    // [n, heads·d] → [heads, n, d]
    Value headsOf(Value rows, std::int64_t heads) const
    {
        const auto limit = m_transformer.projectionLimit;
        return splitHeads(limit > 0.0 ? clipped(rows, limit) : rows, heads);
    }

    Value turnedHeads(Value rows, std::int64_t heads, const std::optional<HeadNorm>& norm) const
    {
        const auto apart = norm ? normedHeads(rows, heads, *norm) : headsOf(rows, heads);
        if (!m_block.rope) {
            return apart;
        }
        const auto& rope = m_around.ropes[*m_block.rope];
        return rotary(apart, m_around.model.first, rope.frequencies, m_transformer.pairs,
                      rope.magnitude);
    }

    Value attend(Value input) const
    {
        const auto keyHeads = m_transformer.keyValueHeads;
        const auto rows = projectHeads(input);
        const Heads heads{.queries =
                              turnedHeads(rows.queries, m_transformer.heads, m_block.queryNorm),
                          .keys = turnedHeads(rows.keys, keyHeads, m_block.keyNorm),
                          .values = headsOf(rows.values, keyHeads)};
        const auto mixed = attendCached(heads, m_layer, m_around.model.first,
                                        m_around.shape.capacity, m_block.rule, m_around.bias);
        return project(mixed, m_block.attentionOutput);
    }

    Value hidden(Value x, const Mlp& mlp) const
    {
        const auto function = m_transformer.activation;
        return mlp.gate ? multiply(activate(project(x, *mlp.gate), function), project(x, mlp.up))
                        : activate(project(x, mlp.up), function);
    }

    Value apply(const Mlp& mlp, Value x) const
    {
        return project(name(hidden(x, mlp), "mlp.hidden"), mlp.down);
    }

    Value apply(const Mixture& mixture, Value x) const
    {
        const auto n = x.shape()[0];
        const auto probabilities = name(softmax(project(x, mixture.router)), "mlp.router");
        const auto routing = chooseExperts(probabilities, mixture.chosen, mixture.weights);
        const auto product = [&](Value rows, const std::vector<Tensor>& experts) {
            std::vector<Value> weights;
            for (const auto& expert : experts) {
                weights.push_back(x.graph->constant(expert));
            }
            return expertLinear(rows, routing.experts, weights);
        };
        const auto gate = activate(product(x, mixture.gates), m_transformer.activation);
        const auto chosen = multiply(gate, product(x, mixture.ups)); // [n·k, hidden]
        // Named as one row a token: the chosen experts side by side, most probable first.
        const auto wide =
            name(reshape(chosen, {n, mixture.chosen * chosen.shape()[1]}), "mlp.hidden");
        const auto mixed =
            mixExperts(product(reshape(wide, chosen.shape()), mixture.downs), routing.weights);
        return mixture.shared ? add(mixed, sharedExpert(mixture, x)) : mixed;
    }

    Value sharedExpert(const Mixture& mixture, Value x) const
    {
        const auto output = project(hidden(x, *mixture.shared), mixture.shared->down);
        if (!mixture.sharedGate) {
            return output;
        }
        // One "expert" whose weight is the gate: σ(x·g) [n, 1] times its row.
        return mixExperts(output, activate(project(x, *mixture.sharedGate), Activation::Sigmoid));
    }

    const BlockSurroundings& m_around;
    const CausalTransformer& m_transformer;
    std::int64_t m_layer;
    const CausalBlock& m_block;
};

} // namespace

Value normed(Value x, const Norm& norm)
{
    const auto weight = x.graph->constant(norm.weight);
    return norm.kind == NormKind::RootMeanSquare
               ? rmsNorm(x, weight, norm.epsilon)
               : layerNorm(x, weight, x.graph->constant(norm.bias), norm.epsilon);
}

Value addCausalBlock(const BlockSurroundings& surroundings, Value x, std::int64_t layer)
{
    return BlockBuilder(surroundings, layer).build(x);
}

} // namespace saccade
