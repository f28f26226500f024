#include "core/models/linear_attention.h"

#include "core/models/describe.h"

#include <cmath>

namespace saccade
{

namespace
{

class LinearAttentionModel : public Model
{
public:
    LinearAttentionModel(std::shared_ptr<const Checkpoint> checkpoint,
                         std::shared_ptr<const Tokenizer> tokenizer, const Weights& weights,
                         LinearAttentionParts parts)
        : m_parts(std::move(parts)), m_values(m_parts.heads * m_parts.valueWidth),
          m_headParts(headParts(m_values, m_parts.heads)),
          m_keyParts(headParts(m_parts.heads * m_parts.keyWidth, m_parts.heads)),
          m_zeros(filled(m_values, 0.0F))
    {
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = m_parts.family;
        m_info.layers = std::ssize(m_parts.blocks);
        m_info.heads = m_parts.heads;
        m_info.headWidth = m_parts.keyWidth;
        m_info.width = m_parts.embedding.shape()[1];
        m_info.vocabulary = m_parts.embedding.shape()[0];
        m_info.context = recurrentContext;
        m_info.attention = {recurrentPart(m_info.layers, m_info.heads)};
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        requireGraphShape(shape, m_info.context);
        auto model = startGraph(shape);
        auto& graph = model->graph;
        auto x = lookUp(graph.constant(m_parts.embedding), model->tokens);
        graph.setName(x, "embedding"); // [n, width]
        for (std::int64_t layer = 0; layer < m_info.layers; ++layer) {
            graph.addName(x, blockName(layer, "residual.before"));
            x = addBlock({*model, shape, layer}, x, model->first);
        }
        finishGraph(*model, rmsNorm(x, graph.constant(m_parts.finalNorm), m_parts.epsilon),
                    m_parts.output, shape);
        return model;
    }

private:
    struct Inputs {
        Value queries, keys; // [n, heads·keyWidth]
        Value values;        // [n, heads·valueWidth]
    };

    // x [n, width] → [n, width]
    Value addBlock(const RecurrentBlock& block, Value x, Value first) const
    {
        const auto& weights = m_parts.blocks[static_cast<std::size_t>(block.layer())];
        const auto read = rmsNorm(x, block.constant(weights.attentionNorm), m_parts.epsilon);
        const auto inputs = inputsOf(block, read, weights, first);
        const auto gate =
            weights.gate
                ? std::optional(block.name(activate(project(read, *weights.gate), Activation::Silu),
                                           "ssm.gate"))
                : std::nullopt;
        const auto scanned = weights.decay ? addGated(block, inputs, read, *weights.decay)
                                           : addDecayed(block, inputs);
        const auto gated = block.name(leave(block, scanned, gate, weights), "ssm.gated");
        const auto output = block.name(project(gated, weights.output), "ssm.output");
        const auto middle = block.name(add(x, output), "residual.middle");

        const auto normed = rmsNorm(middle, block.constant(weights.mlpNorm), m_parts.epsilon);
        const auto hidden =
            block.name(multiply(activate(project(normed, weights.mlpGate), Activation::Silu),
                                project(normed, weights.mlpInput)),
                       "mlp.hidden");
        const auto transformed = block.name(project(hidden, weights.mlpOutput), "mlp.output");
        return block.name(add(middle, transformed), "residual.after");
    }

    Inputs inputsOf(const RecurrentBlock& block, Value x, const LinearAttentionBlock& weights,
                    Value first) const
    {
        const auto prepared = [&](const Projection& projection, const FeatureMap& features) {
            auto result = featuresOf(block, project(x, projection), features);
            if (m_parts.frequencies) {
                result =
                    mergeHeads(rotary(splitHeads(result, m_parts.heads), first,
                                      block.constant(*m_parts.frequencies), RotaryPairs::Halves));
            }
            return result;
        };
        auto queries = affine(prepared(weights.queries, weights.queryFeatures),
                              1.0 / std::sqrt(static_cast<double>(m_parts.keyWidth)));
        const auto keys = block.name(prepared(weights.keys, weights.keyFeatures), "ssm.keys");
        if (m_parts.sum == ScoreSum::One) {
            queries = divided(block, queries, keys);
        }
        return {block.name(queries, "ssm.queries"), keys,
                block.name(project(x, weights.values), "ssm.input")};
    }

    // x [n, heads·d] → the same
    Value featuresOf(const RecurrentBlock& block, Value x, const FeatureMap& features) const
    {
        const auto whole = x.shape();
        const Shape each{block.rows() * m_parts.heads, m_parts.keyWidth};
        switch (features.kind) {
        case FeatureKind::Identity:
            return x;
        case FeatureKind::Function:
            return activate(x, features.activation);
        case FeatureKind::EluPlusOne: // eˣ below 0, x + 1 above
            return add(activate(x, Activation::Relu),
                       activate(affine(activate(affine(x, -1.0), Activation::Relu), -1.0),
                                Activation::Exp));
        case FeatureKind::LinearRelu:
            return reshape(activate(project(reshape(x, each), features.first), Activation::Relu),
                           whole);
        case FeatureKind::Product:
            return reshape(multiply(project(reshape(x, each), features.first),
                                    project(reshape(x, each), features.second)),
                           whole);
        }
        return x;
    }

    /// All tokens count alike: the steps of a selective scan that has only its rates.
    SelectiveScan scanOf(const RecurrentBlock& block, Value queries, Value keys) const
    {
        auto rates = Tensor::allocate(DType::F32, {m_parts.heads, 1});
        for (std::size_t head = 0; head < rates.mutableFloats().size(); ++head) {
            rates.mutableFloats()[head] =
                m_parts.rates.empty() ? 0.0F : static_cast<float>(m_parts.rates[head]);
        }
        const auto ones = filled(block.rows() * m_parts.heads, 1.0F);
        return {block.constant(ones.reshaped({block.rows(), m_parts.heads})), block.constant(rates),
                keys, queries, m_parts.keyWidth};
    }

    /// Queries so that the scores of each sum to 1. Only features that are not negative come here,
    /// so that 1/√(sum²) is 1/sum.
    Value divided(const RecurrentBlock& block, Value queries, Value keys) const
    {
        const auto scan = scanOf(block, queries, keys);
        const auto sums = selectiveScan(block.state("sums", {m_parts.heads, m_parts.keyWidth}),
                                        scan.steps, scan); // [n, heads], of values that are 1
        const auto factors = normFactors(sums, m_parts.heads, Centring::None, 1e-20);
        return multiply(queries, block.spread(factors, m_keyParts));
    }

    // → [n, heads·valueWidth]
    Value addDecayed(const RecurrentBlock& block, const Inputs& inputs) const
    {
        auto scan = scanOf(block, inputs.queries, inputs.keys);
        const auto scanned =
            selectiveScan(block.state("scan", {m_values, m_parts.keyWidth}), inputs.values, scan);
        scan.steps = block.kept(scan.steps, "steps");
        scan.keys = block.kept(scan.keys, "keys");
        block.addPatterns([&](const MatrixPlace& place) { return selectiveMatrix(scan, place); });
        return block.name(scanned, "ssm.scan");
    }

    /// S ← diag(α)·S + k·vᵀ, y = q·S: RWKV 7's recurrence without what it takes out. The values of
    /// a head that is wider than its keys go through it in parts.
    Value addGated(const RecurrentBlock& block, const Inputs& inputs, Value x,
                   const TokenDecay& weights) const
    {
        const auto z = project(project(x, weights.low), weights.high);
        constexpr double normaliser = 16.0;
        auto logarithms =
            affine(activate(affine(z, -1.0), Activation::Softplus), -1.0 / normaliser);
        if (weights.least) {
            logarithms =
                affine(activate(affine(logarithms, 1.0, -*weights.least), Activation::Relu), 1.0,
                       *weights.least);
        }
        const auto decays = block.name(activate(logarithms, Activation::Exp), "ssm.decays");
        const auto parts = m_parts.valueWidth / m_parts.keyWidth;
        const auto recurrence = [&](Value queries, Value keys, Value factors, std::int64_t heads) {
            const auto none = affine(keys, 0.0);
            return DeltaRecurrence{queries, keys, factors, none, none, heads};
        };
        const auto wide = [&](Value value) { return repeatedHeads(value, parts); };
        const auto scanned = wkv7(block.state("scan", {m_values, m_parts.keyWidth}), inputs.values,
                                  recurrence(wide(inputs.queries), wide(inputs.keys), wide(decays),
                                             m_parts.heads * parts));
        auto kept = recurrence(inputs.queries, block.kept(inputs.keys, "keys"),
                               block.kept(decays, "decays"), m_parts.heads);
        block.addPatterns([&](const MatrixPlace& place) { return wkv7Matrix(kept, place); });
        return block.name(scanned, "ssm.scan");
    }

    /// [n, heads·d] → [n, heads·times·d]: each head `times` times in a row.
    Value repeatedHeads(Value x, std::int64_t times) const
    {
        if (times == 1) {
            return x;
        }
        const auto heads = splitHeads(x, m_parts.heads);
        std::vector<Value> parts;
        for (std::int64_t head = 0; head < m_parts.heads; ++head) {
            parts.insert(parts.end(), static_cast<std::size_t>(times), rows(heads, head, 1));
        }
        return mergeHeads(concatenate(parts));
    }

    /// The norm of each head and the gate; names the unified matrices.
    Value leave(const RecurrentBlock& block, Value scanned, std::optional<Value> gate,
                const LinearAttentionBlock& weights) const
    {
        const Shape each{block.rows() * m_parts.heads, m_parts.valueWidth};
        const auto headed =
            rmsNorm(reshape(scanned, each), block.constant(m_headParts.ones), m_parts.epsilon);
        const auto normed =
            multiply(reshape(headed, scanned.shape()), block.constant(weights.headNorm));
        const auto factors = block.spread(
            normFactors(scanned, m_parts.heads, Centring::None, m_parts.epsilon), m_headParts);
        const auto gates = multiply(factors, block.constant(weights.headNorm));
        block.addUnified(
            {{}, gate ? multiply(gates, *gate) : gates, block.constant(m_zeros), std::nullopt});
        return gate ? multiply(normed, *gate) : normed;
    }

    LinearAttentionParts m_parts;
    std::int64_t m_values;             // heads·valueWidth
    HeadParts m_headParts, m_keyParts; // of the values, of queries and keys
    Tensor m_zeros;
};

} // namespace

std::shared_ptr<const Model> makeLinearAttention(std::shared_ptr<const Checkpoint> checkpoint,
                                                 std::shared_ptr<const Tokenizer> tokenizer,
                                                 const Weights& weights, LinearAttentionParts parts)
{
    return std::make_shared<LinearAttentionModel>(std::move(checkpoint), std::move(tokenizer),
                                                  weights, std::move(parts));
}

} // namespace saccade
