// Mamba (Gu & Dao, arXiv:2312.00752): a short convolution, a selective scan of every channel by
// itself, and a gate.
#include "core/base/registry.h"
#include "core/models/configuration.h"
#include "core/models/describe.h"
#include "core/models/recurrent_parts.h"

#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

struct Hyperparameters {
    std::int64_t width, inner, states, kernel, stepRank, layers, context, vocabulary;
    double epsilon;
};

struct Block {
    Tensor norm;
    Projection in, out; // width → 2·inner, inner → width
    Tensor kernel;      // [inner, K]
    std::optional<Tensor> kernelBias;
    Tensor parameters; // [stepRank + 2·states, inner]
    Projection steps;  // stepRank → inner
    Tensor rates;      // [inner, states], negative
    Tensor skips;      // [inner]
};

/// The names of a block's tensors in one format.
struct Names {
    std::string embedding, finalNorm, output;
    std::string block; // before the layer's number
    std::string norm, in, kernel, kernelBias, parameters, steps, rates, skips, out;
    bool hasLogarithms; // rates are stored as ln(−A)
};

Names huggingFaceNames()
{
    return {.embedding = "backbone.embeddings.weight",
            .finalNorm = "backbone.norm_f.weight",
            .output = "lm_head.weight",
            .block = "backbone.layers.",
            .norm = ".norm.weight",
            .in = ".mixer.in_proj",
            .kernel = ".mixer.conv1d.weight",
            .kernelBias = ".mixer.conv1d.bias",
            .parameters = ".mixer.x_proj.weight",
            .steps = ".mixer.dt_proj",
            .rates = ".mixer.A_log",
            .skips = ".mixer.D",
            .out = ".mixer.out_proj",
            .hasLogarithms = true};
}

Names ggufNames()
{
    return {.embedding = "token_embd.weight",
            .finalNorm = "output_norm.weight",
            .output = "output.weight",
            .block = "blk.",
            .norm = ".attn_norm.weight",
            .in = ".ssm_in",
            .kernel = ".ssm_conv1d.weight",
            .kernelBias = ".ssm_conv1d.bias",
            .parameters = ".ssm_x.weight",
            .steps = ".ssm_dt",
            .rates = ".ssm_a",
            .skips = ".ssm_d",
            .out = ".ssm_out",
            .hasLogarithms = false};
}

Hyperparameters huggingFaceHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto width = config.count("hidden_size");
    if (config.word("hidden_act", "silu") != "silu") {
        config.refuse("hidden_act", QT_TRANSLATE_NOOP("Error", "silu is expected."));
    }
    return {.width = width,
            .inner = config.count("intermediate_size", config.count("expand", 2) * width),
            .states = config.count("state_size", 16),
            .kernel = config.count("conv_kernel", 4),
            .stepRank = config.count("time_step_rank", (width + 15) / 16),
            .layers = config.layers("num_hidden_layers", checkpoint.tensors.size()),
            .context = recurrentContext,
            .vocabulary = config.count("vocab_size"),
            .epsilon = config.positive("layer_norm_epsilon", 1e-5)};
}

Hyperparameters ggufHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, "mamba.");
    if (config.flag("ssm.dt_b_c_rms", false)) { // Falcon Mamba's norms
        config.refuse("ssm.dt_b_c_rms", QT_TRANSLATE_NOOP("Error", "false is expected."));
    }
    return {.width = config.count("embedding_length"),
            .inner = config.count("ssm.inner_size"),
            .states = config.count("ssm.state_size"),
            .kernel = config.count("ssm.conv_kernel"),
            .stepRank = config.count("ssm.time_step_rank"),
            .layers = config.layers("block_count", checkpoint.tensors.size()),
            .context = config.count("context_length", recurrentContext),
            .vocabulary = checkpoint.tensor("token_embd.weight").shape()[0],
            .epsilon = config.positive("attention.layer_norm_rms_epsilon", 1e-5)};
}

class Mamba : public Model
{
public:
    Mamba(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
    {
        const bool isGguf = checkpoint->format == "GGUF";
        m_hyper =
            isGguf ? ggufHyperparameters(*checkpoint) : huggingFaceHyperparameters(*checkpoint);
        Weights weights(*checkpoint);
        load(weights, *checkpoint, isGguf ? ggufNames() : huggingFaceNames());
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = "mamba";
        m_info.layers = m_hyper.layers;
        m_info.heads = m_hyper.inner;
        m_info.headWidth = 1;
        m_info.width = m_hyper.width;
        m_info.vocabulary = m_hyper.vocabulary;
        m_info.context = m_hyper.context;
        m_info.attention = {recurrentPart(m_hyper.layers, m_hyper.inner)};
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        requireGraphShape(shape, m_info.context);
        auto model = startGraph(shape);
        auto& graph = model->graph;
        auto x = lookUp(graph.constant(m_embedding), model->tokens);
        graph.setName(x, "embedding"); // [n, width]
        for (std::int64_t layer = 0; layer < m_hyper.layers; ++layer) {
            graph.addName(x, blockName(layer, "residual.before"));
            x = addBlock({*model, shape, layer}, x);
        }
        finishGraph(*model, rmsNorm(x, graph.constant(m_finalNorm), m_hyper.epsilon), m_output,
                    shape);
        return model;
    }

private:
    void load(Weights& weights, const Checkpoint& checkpoint, const Names& names)
    {
        const auto& [width, inner, states, kernel, stepRank, layers, context, vocabulary, epsilon] =
            m_hyper;
        m_embedding = weights.matrix(names.embedding, vocabulary, width);
        m_finalNorm = weights.vector(names.finalNorm, width);
        m_output = weights.contains(names.output) ? weights.matrix(names.output, vocabulary, width)
                                                  : m_embedding;
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            const auto block = names.block + std::to_string(layer);
            const auto projection = [&](const std::string& part, std::int64_t in,
                                        std::int64_t out) {
                Projection result{weights.matrix(block + part + ".weight", out, in), {}};
                if (weights.contains(block + part + ".bias")) {
                    result.bias = weights.vector(block + part + ".bias", out);
                }
                return result;
            };
            Block one;
            one.norm = weights.vector(block + names.norm, width);
            one.in = projection(names.in, width, 2 * inner);
            one.kernel = flat(weights, checkpoint, block + names.kernel, inner * kernel)
                             .reshaped({inner, kernel});
            if (weights.contains(block + names.kernelBias)) {
                one.kernelBias = flat(weights, checkpoint, block + names.kernelBias, inner);
            }
            one.parameters = weights.matrix(block + names.parameters, stepRank + 2 * states, inner);
            one.steps = projection(names.steps, stepRank, inner);
            one.rates = flat(weights, checkpoint, block + names.rates, inner * states)
                            .reshaped({inner, states});
            if (names.hasLogarithms) {
                one.rates = mapped(one.rates, [](float a) { return -std::exp(a); });
            }
            one.skips = flat(weights, checkpoint, block + names.skips, inner);
            one.out = projection(names.out, inner, width);
            m_blocks.push_back(std::move(one));
        }
    }

    // x [n, width] → [n, width]
    Value addBlock(const RecurrentBlock& block, Value x) const
    {
        const auto& weights = m_blocks[static_cast<std::size_t>(block.layer())];
        const auto inner = m_hyper.inner;
        const auto states = m_hyper.states;
        const auto normed = rmsNorm(x, block.constant(weights.norm), m_hyper.epsilon);
        const auto both = project(normed, weights.in);
        const auto projected = block.name(columns(both, 0, inner), "ssm.projected");
        const auto gate =
            block.name(activate(columns(both, inner, inner), Activation::Silu), "ssm.gate");
        const auto kernel = block.constant(weights.kernel);
        const auto bias =
            weights.kernelBias ? std::optional(block.constant(*weights.kernelBias)) : std::nullopt;
        const auto convolved = causalConvolution(
            block.state("convolution", {m_hyper.kernel - 1, inner}), projected, kernel, bias);
        block.name(convolved, "ssm.convolved");
        const auto input = block.name(activate(convolved, Activation::Silu), "ssm.input");

        const auto parameters = linear(input, block.constant(weights.parameters));
        const auto low = columns(parameters, 0, m_hyper.stepRank);
        SelectiveScan scan;
        scan.steps =
            block.name(activate(project(low, weights.steps), Activation::Softplus), "ssm.delta");
        scan.rates = block.constant(weights.rates);
        scan.keys = block.name(columns(parameters, m_hyper.stepRank, states), "ssm.keys");
        scan.queries =
            block.name(columns(parameters, m_hyper.stepRank + states, states), "ssm.queries");
        scan.states = states;
        const auto scanned = block.name(
            selectiveScan(block.state("scan", {inner, states}), input, scan), "ssm.scan");
        const auto skips = block.constant(weights.skips);
        const auto gated =
            block.name(multiply(add(scanned, multiply(input, skips)), gate), "ssm.gated");
        addSelectiveMatrices(block, x, m_hyper.epsilon, scan,
                             {{}, gate, skips, UnifiedParts::Before{{}, kernel, convolved}});
        const auto output = block.name(project(gated, weights.out), "ssm.output");
        return block.name(add(x, output), "residual.after");
    }

    Hyperparameters m_hyper;
    Tensor m_embedding, m_finalNorm, m_output;
    std::vector<Block> m_blocks;
};

class MambaFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "mamba"; }
    std::vector<std::string> architectures() const override { return {"mamba"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Mamba>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<MambaFamily>());

} // namespace

} // namespace saccade
