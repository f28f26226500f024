// Llama (Touvron et al., arXiv:2302.13971) and its kin: rotary positions, RMS norm, gated MLP,
// grouped queries; Mistral's sliding window (Jiang et al., arXiv:2310.06825); Qwen 2's biases.
#include "core/base/registry.h"
#include "core/models/describe.h"
#include "core/models/llama_weights.h"

#include <cmath>

namespace saccade
{

namespace
{

class Llama : public Model
{
public:
    Llama(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
        : m_config(llamaConfiguration(*checkpoint))
    {
        Weights weights(*checkpoint);
        m_weights = loadLlamaWeights(weights, *checkpoint, m_config);
        m_shortTurn = turnFor(1);
        m_longTurn = turnFor(m_config.context);
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = "llama";
        m_info.layers = m_config.layers;
        m_info.heads = m_config.heads;
        m_info.keyValueHeads = m_config.keyValueHeads;
        m_info.headWidth = m_config.headWidth;
        m_info.width = m_config.width;
        m_info.vocabulary = m_config.vocabulary;
        m_info.context = m_config.context;
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        requireGraphShape(shape, m_config.context);
        auto model = startGraph(shape);
        auto& graph = model->graph;
        const auto& turn = isLong(shape.capacity) ? m_longTurn : m_shortTurn;
        const auto frequencies = graph.constant(turn.frequencies);
        auto x = lookUp(graph.constant(m_weights.embedding), model->tokens);
        graph.setName(x, "embedding"); // [n, width]
        for (std::int64_t layer = 0; layer < m_config.layers; ++layer) {
            graph.addName(x, blockName(layer, "residual.before"));
            x = addBlock(*model, x, layer, shape, {frequencies, turn.magnitude});
        }
        finishGraph(*model, normed(x, m_weights.finalNorm), m_weights.output, shape);
        return model;
    }

private:
    // A rotary table as a constant that all graphs share, so that a backend holds it once.
    struct Turn {
        Tensor frequencies;
        double magnitude = 1.0;
    };
    struct TurnValue {
        Value frequencies;
        double magnitude;
    };

    Turn turnFor(std::int64_t capacity) const
    {
        const auto table = rotaryTable(m_config.rope, capacity);
        return {
            Tensor::of({std::ssize(table.frequencies)}, std::span<const float>(table.frequencies)),
            table.magnitude};
    }

    // Only LongRoPE tells them apart.
    bool isLong(std::int64_t capacity) const
    {
        return static_cast<double>(capacity) > m_config.rope.originalContext;
    }

    Value normed(Value x, const Tensor& weight) const
    {
        return rmsNorm(x, x.graph->constant(weight), m_config.epsilon);
    }

    // x [n, width] → [n, width]
    Value addBlock(ModelGraph& model, Value x, std::int64_t layer, const GraphShape& shape,
                   const TurnValue& turn) const
    {
        const auto& block = m_weights.blocks[static_cast<std::size_t>(layer)];
        const auto name = [&](Value value, std::string_view part) {
            model.graph.setName(value, blockName(layer, part));
            return value;
        };
        const auto input = normed(x, block.attentionNorm);
        const auto turned = [&](const Projection& projection, std::int64_t heads) {
            return rotary(splitHeads(project(input, projection), heads), model.first,
                          turn.frequencies, m_config.pairs, turn.magnitude);
        };
        const Heads heads{.queries = turned(block.queries, m_config.heads),
                          .keys = turned(block.keys, m_config.keyValueHeads),
                          .values =
                              splitHeads(project(input, block.values), m_config.keyValueHeads)};
        const auto mixed = attendCached(heads, layer, model.first, shape.capacity, rule(layer));
        const auto attended = name(project(mixed, block.attentionOutput), "attention.output");
        const auto middle = name(add(x, attended), "residual.middle");
        const auto mlpInput = normed(middle, block.mlpNorm);
        const auto gate = activate(project(mlpInput, block.gate), m_config.activation);
        const auto hidden = name(multiply(gate, project(mlpInput, block.up)), "mlp.hidden");
        const auto output = name(project(hidden, block.down), "mlp.output");
        return name(add(middle, output), "residual.after");
    }

    AttentionRule rule(std::int64_t layer) const
    {
        return {.scale = 1.0 / std::sqrt(static_cast<double>(m_config.headWidth)),
                .window = layer < m_config.firstWindowLayer ? 0 : m_config.window};
    }

    LlamaConfiguration m_config;
    LlamaWeights m_weights;
    Turn m_shortTurn, m_longTurn;
};

class LlamaFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "llama"; }
    std::vector<std::string> architectures() const override
    {
        return {"llama", "llama2.c", "mistral", "qwen2"};
    }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Llama>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<LlamaFamily>());

} // namespace

} // namespace saccade
