// GPT-2 (Radford et al., 2019): learned positions, pre-norm blocks, fused queries, keys and values.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/configuration.h"
#include "core/models/describe.h"
#include "core/models/transformer_parts.h"
#include "core/models/weights.h"

#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

struct Norm {
    Tensor weight, bias;
};

struct Block {
    Norm attentionNorm;
    Projection queriesKeysValues; // width → 3·width
    Projection attentionOutput;
    Norm mlpNorm;
    Projection hidden, output; // width → inner → width
};

/// The names of a block's tensors in one format.
struct Names {
    std::string embedding, positions, finalNorm, output;
    std::string block; // before the layer's number
    std::string attentionNorm, queriesKeysValues, attentionOutput, mlpNorm, hidden, mlpOutput;
    WeightLayout weightLayout;
};

Names huggingFaceNames(const Weights& weights)
{
    // GPT2Model alone, without a head, is stored without the prefix.
    const std::string prefix = weights.contains("wte.weight") ? "" : "transformer.";
    return {.embedding = prefix + "wte.weight",
            .positions = prefix + "wpe.weight",
            .finalNorm = prefix + "ln_f",
            .output = "lm_head.weight",
            .block = prefix + "h.",
            .attentionNorm = ".ln_1",
            .queriesKeysValues = ".attn.c_attn",
            .attentionOutput = ".attn.c_proj",
            .mlpNorm = ".ln_2",
            .hidden = ".mlp.c_fc",
            .mlpOutput = ".mlp.c_proj",
            .weightLayout = WeightLayout::InputOutput}; // Conv1D
}

Names ggufNames()
{
    return {.embedding = "token_embd.weight",
            .positions = "position_embd.weight",
            .finalNorm = "output_norm",
            .output = "output.weight",
            .block = "blk.",
            .attentionNorm = ".attn_norm",
            .queriesKeysValues = ".attn_qkv",
            .attentionOutput = ".attn_output",
            .mlpNorm = ".ffn_norm",
            .hidden = ".ffn_up",
            .mlpOutput = ".ffn_down",
            .weightLayout = WeightLayout::OutputInput};
}

struct Hyperparameters {
    std::int64_t width, inner, layers, heads, context, vocabulary;
    double epsilon;
    Activation activation;
    bool scaleByWidth = true;  // scores · 1/√head_width
    bool scaleByLayer = false; // scores · 1/(layer + 1)
    bool tied = true;          // the embedding is the output layer too
};

Hyperparameters huggingFaceHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto width = config.count("n_embd");
    config.requireDivision("n_head", "n_embd");
    return {.width = width,
            .inner = config.count("n_inner", 4 * width),
            .layers = config.layers("n_layer", checkpoint.tensors.size()),
            .heads = config.count("n_head"),
            .context = config.count(config.contains("n_positions") ? "n_positions" : "n_ctx"),
            .vocabulary = config.count("vocab_size"),
            .epsilon = config.positive("layer_norm_epsilon", 1e-5),
            .activation = activationNamed(config, "activation_function", "gelu_new"),
            .scaleByWidth = config.flag("scale_attn_weights", true),
            .scaleByLayer = config.flag("scale_attn_by_inverse_layer_idx", false),
            .tied = config.flag("tie_word_embeddings", true)};
}

Hyperparameters ggufHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, "gpt2.");
    const auto width = config.count("embedding_length");
    config.requireDivision("attention.head_count", "embedding_length");
    return {.width = width,
            .inner = config.count("feed_forward_length", 4 * width),
            .layers = config.layers("block_count", checkpoint.tensors.size()),
            .heads = config.count("attention.head_count"),
            .context = config.count("context_length"),
            .vocabulary = checkpoint.tensor("token_embd.weight").shape()[0],
            .epsilon = config.positive("attention.layer_norm_epsilon"),
            .activation = Activation::GeluTanh,
            .tied = !checkpoint.contains("output.weight")};
}

class Gpt2 : public Model
{
public:
    Gpt2(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
    {
        const bool isGguf = checkpoint->format == "GGUF";
        m_hyper =
            isGguf ? ggufHyperparameters(*checkpoint) : huggingFaceHyperparameters(*checkpoint);
        Weights weights(*checkpoint);
        load(weights, isGguf ? ggufNames() : huggingFaceNames(weights));
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = "gpt2";
        m_info.layers = m_hyper.layers;
        m_info.heads = m_hyper.heads;
        m_info.keyValueHeads = m_hyper.heads;
        m_info.headWidth = m_hyper.width / m_hyper.heads;
        m_info.width = m_hyper.width;
        m_info.vocabulary = m_hyper.vocabulary;
        m_info.context = m_hyper.context;
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        requireGraphShape(shape, m_info.context);
        auto model = startGraph(shape);
        auto& graph = model->graph;
        auto x = add(lookUp(graph.constant(m_embedding), model->tokens),
                     lookUpRange(graph.constant(m_positions), model->first, shape.rows));
        graph.setName(x, "embedding"); // [n, width]
        for (std::int64_t layer = 0; layer < m_hyper.layers; ++layer) {
            graph.addName(x, blockName(layer, "residual.before"));
            x = addBlock(*model, x, layer, shape);
        }
        finishGraph(*model, normed(x, m_finalNorm), m_output, shape);
        return model;
    }

private:
    void load(Weights& weights, const Names& names)
    {
        const auto& [width, inner, layers, heads, context, vocabulary, epsilon, activation,
                     scaleByWidth, scaleByLayer, tied] = m_hyper;
        m_embedding = weights.matrix(names.embedding, vocabulary, width);
        m_positions = weights.matrix(names.positions, context, width);
        m_finalNorm = norm(weights, names.finalNorm);
        m_output = tied ? m_embedding : weights.matrix(names.output, vocabulary, width);
        const auto projection = [&](std::int64_t layer, const std::string& part, std::int64_t in,
                                    std::int64_t out) {
            const auto nameIn = [&](std::int64_t block) {
                return names.block + std::to_string(block) + part + ".bias";
            };
            const auto name = names.block + std::to_string(layer) + part + ".weight";
            const bool isOutputInput = names.weightLayout == WeightLayout::OutputInput;
            Projection result{.weight = isOutputInput ? weights.matrix(name, out, in)
                                                      : weights.matrix(name, in, out),
                              .bias = {},
                              .weightLayout = names.weightLayout};
            if (isInAnyLayer(weights, layers, nameIn)) {
                result.bias = weights.vector(nameIn(layer), out);
            }
            return result;
        };
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            const auto block = names.block + std::to_string(layer);
            m_blocks.push_back(
                {.attentionNorm = norm(weights, block + names.attentionNorm),
                 .queriesKeysValues = projection(layer, names.queriesKeysValues, width, 3 * width),
                 .attentionOutput = projection(layer, names.attentionOutput, width, width),
                 .mlpNorm = norm(weights, block + names.mlpNorm),
                 .hidden = projection(layer, names.hidden, width, inner),
                 .output = projection(layer, names.mlpOutput, inner, width)});
        }
    }

    Norm norm(Weights& weights, const std::string& name) const
    {
        return {weights.vector(name + ".weight", m_hyper.width),
                weights.vector(name + ".bias", m_hyper.width)};
    }

    Value normed(Value x, const Norm& norm) const
    {
        return layerNorm(x, x.graph->constant(norm.weight), x.graph->constant(norm.bias),
                         m_hyper.epsilon);
    }

    // x [n, width] → [n, width]
    Value addBlock(ModelGraph& model, Value x, std::int64_t layer, const GraphShape& shape) const
    {
        const auto& block = m_blocks[static_cast<std::size_t>(layer)];
        const auto width = m_hyper.width;
        const auto name = [&](Value value, std::string_view part) {
            model.graph.setName(value, blockName(layer, part));
            return value;
        };
        const auto fused = project(normed(x, block.attentionNorm), block.queriesKeysValues);
        const auto part = [&](std::int64_t index) {
            return splitHeads(columns(fused, index * width, width), m_hyper.heads);
        };
        const auto mixed = attendCached({part(0), part(1), part(2)}, layer, model.first,
                                        shape.capacity, rule(layer));
        const auto attended = name(project(mixed, block.attentionOutput), "attention.output");
        const auto middle = name(add(x, attended), "residual.middle");
        const auto hidden =
            name(activate(project(normed(middle, block.mlpNorm), block.hidden), m_hyper.activation),
                 "mlp.hidden");
        const auto output = name(project(hidden, block.output), "mlp.output");
        return name(add(middle, output), "residual.after");
    }

    AttentionRule rule(std::int64_t layer) const
    {
        double scale = 1.0;
        if (m_hyper.scaleByWidth) {
            scale /= std::sqrt(static_cast<double>(m_info.headWidth));
        }
        if (m_hyper.scaleByLayer) {
            scale /= static_cast<double>(layer + 1);
        }
        return {.scale = scale};
    }

    Hyperparameters m_hyper;
    Tensor m_embedding, m_positions, m_output;
    Norm m_finalNorm;
    std::vector<Block> m_blocks;
};

class Gpt2Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "gpt2"; }
    std::vector<std::string> architectures() const override { return {"gpt2"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Gpt2>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Gpt2Family>());

} // namespace

} // namespace saccade
