#include "core/models/small_transformer.h"

#include "core/base/error.h"
#include "core/models/causal_block.h"
#include "core/models/describe.h"

#include <QtGlobal>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

class SmallModel : public Model
{
public:
    SmallModel(std::shared_ptr<const Checkpoint> checkpoint,
               std::shared_ptr<const Tokenizer> tokenizer, const Weights& weights,
               SmallTransformer parts)
        : m_parts(std::move(parts))
    {
        const bool generates = m_parts.head == HeadKind::LanguageModel;
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = m_parts.family;
        m_info.layers = std::ssize(m_parts.blocks);
        m_info.heads = m_parts.heads;
        m_info.keyValueHeads = m_parts.heads;
        m_info.width = m_parts.embedding.shape()[1];
        m_info.headWidth = m_parts.blocks.front().queries.weight.shape()[0] / m_parts.heads;
        m_info.vocabulary = m_parts.embedding.shape()[0];
        m_info.context = m_parts.positions.shape()[0];
        m_info.beginToken = m_parts.beginToken;
        m_info.head = m_parts.head;
        m_info.generates = generates;
        m_info.encodes = !generates;
        m_info.classes = m_parts.classes;
        m_info.pixels = m_parts.pixels;
        if (m_info.pixels) {
            m_info.inputs = {InputKind::Image};
        }
        m_info.attention = {{.layers = m_info.layers,
                             .heads = m_info.heads,
                             .causal = m_parts.direction == SmallDirection::Causal}};
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        if (!m_info.generates) {
            return Model::build(shape); // refuses
        }
        requireGraphShape(shape, m_info.context);
        auto model = startGraph(shape);
        auto x = embed(model->tokens, model->first, shape.rows);
        for (std::int64_t layer = 0; layer < m_info.layers; ++layer) {
            x = addBlock(x, layer, [&](const Heads& heads) {
                return attendCached(heads, layer, model->first, shape.capacity, rule());
            });
        }
        x = finish(x);
        if (shape.logitRows < shape.rows) {
            x = rows(x, shape.rows - shape.logitRows, shape.logitRows);
        }
        model->logits = project(x, m_parts.output);
        model->graph.setName(model->logits, "logits");
        return model;
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        if (m_info.generates) {
            return Model::buildEncoder(input); // refuses
        }
        const auto length = std::ssize(input.tokens);
        if (length == 0 || length > m_info.context) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "The text has %1 tokens, but %2 reads at most %3."),
                {std::to_string(length), m_info.name, std::to_string(m_info.context)});
        }
        auto encoder = std::make_unique<EncoderGraph>();
        auto& graph = encoder->graph;
        const auto tokens = graph.input("tokens", DType::I32, {length});
        encoder->inputs.emplace("tokens", tokens);
        const std::array zero{std::int32_t{0}};
        const auto first = graph.constant(Tensor::of({1}, std::span<const std::int32_t>(zero)));
        auto x = embed(tokens, first, length);
        for (std::int64_t layer = 0; layer < m_info.layers; ++layer) {
            x = addBlock(x, layer,
                         [&](const Heads& heads) { return attendWhole(heads, layer, first); });
        }
        x = finish(x);
        if (m_parts.rows != SmallRows::All) {
            x = rows(x, length - 1, 1);
        }
        graph.setName(project(x, m_parts.output), "logits");
        encoder->results = {"logits"};
        encoder->sequences = {{.name = "tokens", .length = length}};
        return encoder;
    }

    ImagePreprocessing imagePreprocessing() const override
    {
        if (!m_info.pixels) {
            return Model::imagePreprocessing(); // refuses
        }
        return {.channels = m_info.pixels->colours.shape()[1],
                .width = m_info.pixels->columns,
                .height = m_info.pixels->rows};
    }

private:
    AttentionRule rule() const
    {
        const bool isCausal = m_parts.direction == SmallDirection::Causal;
        return {.scale = 1.0 / std::sqrt(static_cast<double>(m_info.headWidth)),
                .causal = isCausal,
                .everyKey = !isCausal};
    }

    // → [n, width]
    Value embed(Value tokens, Value first, std::int64_t length) const
    {
        auto& graph = *tokens.graph;
        const auto x = add(lookUp(graph.constant(m_parts.embedding), tokens),
                           lookUpRange(graph.constant(m_parts.positions), first, length));
        graph.setName(x, "embedding");
        return x;
    }

    static void name(Value value, std::int64_t layer, std::string_view part)
    {
        value.graph->setName(value, blockName(layer, part));
    }

    // → [n, heads·d]
    Value attendWhole(const Heads& heads, std::int64_t layer, Value first) const
    {
        name(heads.queries, layer, "attention.queries");
        name(heads.keys, layer, "attention.keys");
        name(heads.values, layer, "attention.values");
        const auto attended = attention(heads.queries, heads.keys, heads.values, first, rule());
        name(attended.scores, layer, "attention.scores");
        name(attended.pattern, layer, "attention.pattern");
        name(attended.heads, layer, "attention.heads");
        return mergeHeads(attended.heads);
    }

    // x [n, width] → [n, width]
    template <typename Attend>
    Value addBlock(Value x, std::int64_t layer, const Attend& attend) const
    {
        const auto& block = m_parts.blocks[static_cast<std::size_t>(layer)];
        x.graph->addName(x, blockName(layer, "residual.before"));
        const auto read = block.attentionNorm ? normed(x, *block.attentionNorm) : x;
        const auto heads = [&](const Projection& projection) {
            return splitHeads(project(read, projection), m_parts.heads);
        };
        const auto attended =
            project(attend(Heads{heads(block.queries), heads(block.keys), heads(block.values)}),
                    block.attentionOutput);
        name(attended, layer, "attention.output");
        const bool isPlain = m_parts.attentionResidual == ResidualSource::Rows;
        const auto middle = add(isPlain ? x : read, attended);
        name(middle, layer, "residual.middle");
        if (!block.hidden) {
            middle.graph->addName(middle, blockName(layer, "residual.after"));
            return middle;
        }
        const auto hidden = activate(
            project(block.mlpNorm ? normed(middle, *block.mlpNorm) : middle, *block.hidden),
            m_parts.activation);
        name(hidden, layer, "mlp.hidden");
        const auto output = project(hidden, *block.mlpOutput);
        name(output, layer, "mlp.output");
        const auto after = add(middle, output);
        name(after, layer, "residual.after");
        return after;
    }

    Value finish(Value x) const
    {
        if (!m_parts.finalNorm) {
            x.graph->addName(x, "final_norm");
            return x;
        }
        const auto result = normed(x, *m_parts.finalNorm);
        x.graph->setName(result, "final_norm");
        return result;
    }

    SmallTransformer m_parts;
};

} // namespace

std::shared_ptr<const Model> makeSmallTransformer(std::shared_ptr<const Checkpoint> checkpoint,
                                                  std::shared_ptr<const Tokenizer> tokenizer,
                                                  const Weights& weights, SmallTransformer parts)
{
    return std::make_shared<SmallModel>(std::move(checkpoint), std::move(tokenizer), weights,
                                        std::move(parts));
}

Norm smallNorm(Weights& weights, const std::string& name, std::int64_t width)
{
    constexpr double epsilon = 1e-5;
    return {.kind = NormKind::Layer,
            .weight = weights.vector(name + ".weight", width),
            .bias = weights.vector(name + ".bias", width),
            .epsilon = epsilon};
}

Projection smallProjection(Weights& weights, const std::string& name, std::int64_t in,
                           std::int64_t out)
{
    return {.weight = weights.matrix(name + ".weight", out, in),
            .bias = weights.vector(name + ".bias", out)};
}

void readTorchAttention(Weights& weights, const std::string& name, std::int64_t width,
                        SmallBlock& block)
{
    const auto weight = weights.matrix(name + ".in_proj_weight", 3 * width, width);
    const auto bias = weights.vector(name + ".in_proj_bias", 3 * width);
    const auto part = [&](std::int64_t index) {
        return Projection{.weight = weight.rows(index * width, width),
                          .bias = bias.rows(index * width, width)};
    };
    block.queries = part(0);
    block.keys = part(1);
    block.values = part(2);
    block.attentionOutput = smallProjection(weights, name + ".out_proj", width, width);
}

std::int64_t countLayers(const Checkpoint& checkpoint, const LayerName& name)
{
    std::int64_t layers = 0;
    while (checkpoint.contains(name(layers))) {
        ++layers;
    }
    return std::max<std::int64_t>(layers, 1); // without any, the first is missed by name
}

} // namespace saccade
