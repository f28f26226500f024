#include "core/models/causal_model.h"

#include "core/models/causal_block.h"
#include "core/models/describe.h"

namespace saccade
{

namespace
{

// A rotary table as a constant that all graphs share, so that a backend holds it once.
struct Rope {
    Tensor frequencies;
    double magnitude = 1.0;
};

Rope ropeFor(const RopeScaling& scaling, std::int64_t capacity)
{
    const auto table = rotaryTable(scaling, capacity);
    return {Tensor::of({std::ssize(table.frequencies)}, std::span<const float>(table.frequencies)),
            table.magnitude};
}

class CausalModel : public Model
{
public:
    CausalModel(const CausalReader& reader, std::string_view family,
                std::shared_ptr<const Checkpoint> checkpoint,
                std::shared_ptr<const Tokenizer> tokenizer)
    {
        Weights weights(*checkpoint);
        m_transformer = reader(weights, *checkpoint);
        for (const auto& scaling : m_transformer.ropes) {
            m_shortRopes.push_back(ropeFor(scaling, 1));
            m_longRopes.push_back(ropeFor(scaling, m_transformer.context));
        }
        m_info = saccade::describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = family;
        m_info.layers = std::ssize(m_transformer.blocks);
        m_info.heads = m_transformer.heads;
        m_info.keyValueHeads = m_transformer.keyValueHeads;
        m_info.headWidth = m_transformer.headWidth;
        m_info.width = m_transformer.width;
        m_info.vocabulary = m_transformer.vocabulary;
        m_info.context = m_transformer.context;
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        requireGraphShape(shape, m_transformer.context);
        auto model = startGraph(shape);
        auto& graph = model->graph;
        const auto around = surroundings(*model, shape);
        auto x = embed(*model, shape);
        graph.setName(x, "embedding"); // [n, width]
        for (std::int64_t layer = 0; layer < m_info.layers; ++layer) {
            graph.addName(x, blockName(layer, "residual.before"));
            x = addCausalBlock(around, x, layer);
        }
        finish(*model, x, shape);
        return model;
    }

private:
    BlockSurroundings surroundings(ModelGraph& model, const GraphShape& shape) const
    {
        auto& graph = model.graph;
        BlockSurroundings result{model, shape, m_transformer, {}, std::nullopt};
        for (std::size_t i = 0; i < m_transformer.ropes.size(); ++i) {
            // Only LongRoPE tells them apart.
            const bool isLong =
                static_cast<double>(shape.capacity) > m_transformer.ropes[i].originalContext;
            const auto& rope = isLong ? m_longRopes[i] : m_shortRopes[i];
            result.ropes.push_back({graph.constant(rope.frequencies), rope.magnitude});
        }
        if (m_transformer.slopes) {
            result.bias = linearBias(graph.constant(*m_transformer.slopes), model.first, shape.rows,
                                     shape.capacity);
        }
        return result;
    }

    Value embed(ModelGraph& model, const GraphShape& shape) const
    {
        auto& graph = model.graph;
        auto x = lookUp(graph.constant(m_transformer.embedding), model.tokens);
        if (m_transformer.embeddingProjection) {
            x = project(x, *m_transformer.embeddingProjection);
        }
        if (m_transformer.embeddingScale != 1.0) {
            x = affine(x, m_transformer.embeddingScale);
        }
        if (m_transformer.positions) {
            x = add(x,
                    lookUpRange(graph.constant(*m_transformer.positions), model.first, shape.rows));
        }
        return m_transformer.embeddingNorm ? normed(x, *m_transformer.embeddingNorm) : x;
    }

    void finish(ModelGraph& model, Value x, const GraphShape& shape) const
    {
        if (m_transformer.finalNorm) {
            x = normed(x, *m_transformer.finalNorm);
            model.graph.setName(x, "final_norm");
        } else {
            model.graph.addName(x, "final_norm");
        }
        if (shape.logitRows < shape.rows) {
            x = rows(x, shape.rows - shape.logitRows, shape.logitRows);
        }
        if (m_transformer.outputProjection) {
            x = project(x, *m_transformer.outputProjection);
        }
        model.logits = project(x, m_transformer.output);
        const auto cap = m_transformer.logitCap;
        if (cap > 0.0) {
            model.logits = affine(activate(affine(model.logits, 1.0 / cap), Activation::Tanh), cap);
        }
        model.graph.setName(model.logits, "logits");
    }

    CausalTransformer m_transformer;
    std::vector<Rope> m_shortRopes, m_longRopes;
};

} // namespace

std::shared_ptr<const Model> CausalFamily::load(std::shared_ptr<const Checkpoint> checkpoint,
                                                std::shared_ptr<const Tokenizer> tokenizer) const
{
    return std::make_shared<CausalModel>(m_reader, m_identifier, std::move(checkpoint),
                                         std::move(tokenizer));
}

} // namespace saccade
