// Mamba 2 (Dao & Gu, arXiv:2405.21060): heads of several channels with one decay each, convolved
// keys and queries, a gated norm.
#include "core/base/error.h"
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
    std::int64_t width, inner, heads, states, groups, kernel, layers, context, vocabulary;
    /// Parts of the width that the gated norm looks at by themselves. transformers norms the whole,
    /// llama.cpp and mamba_ssm each group.
    std::int64_t normGroups;
    double epsilon;

    /// The channels that are convolved: those of the values, keys and queries.
    std::int64_t convolved() const { return inner + 2 * groups * states; }
};

struct Block {
    Tensor norm;
    Projection in, out; // width → gate, convolved, heads; inner → width
    Tensor kernel;      // [convolved, K]
    std::optional<Tensor> kernelBias;
    Tensor stepBias;    // [heads]
    Tensor rates;       // [heads, 1], negative
    Tensor skips;       // [inner]
    Tensor gatedNorm;   // [inner]
    Tensor innerKernel; // [inner, K]: the rows of the values
};

/// The names of a block's tensors in one format.
struct Names {
    std::string embedding, finalNorm, output;
    std::string block; // before the layer's number
    std::string norm, in, kernel, kernelBias, stepBias, rates, skips, gatedNorm, out;
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
            .stepBias = ".mixer.dt_bias",
            .rates = ".mixer.A_log",
            .skips = ".mixer.D",
            .gatedNorm = ".mixer.norm.weight",
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
            .stepBias = ".ssm_dt.bias",
            .rates = ".ssm_a",
            .skips = ".ssm_d",
            .gatedNorm = ".ssm_norm.weight",
            .out = ".ssm_out",
            .hasLogarithms = false};
}

/// transformers clamps the steps; only the range that changes nothing is known here.
void requireFreeSteps(const Configuration& config, const Checkpoint& checkpoint)
{
    const auto found = checkpoint.configuration.find("time_step_limit");
    if (found == checkpoint.configuration.end() || found->is_null()) {
        return;
    }
    constexpr double large = 1e6;
    // Infinity is no number of JSON: it is read as null.
    const bool isFree = found->is_array() && found->size() == 2 && found->front().is_number() &&
                        found->front().get<double>() <= 0.0 &&
                        (found->back().is_null() ||
                         (found->back().is_number() && found->back().get<double>() >= large));
    if (!isFree) {
        config.refuse("time_step_limit",
                      QT_TRANSLATE_NOOP("Error", "steps without limits are expected."));
    }
}

Hyperparameters huggingFaceHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    if (config.word("hidden_act", "silu") != "silu") {
        config.refuse("hidden_act", QT_TRANSLATE_NOOP("Error", "silu is expected."));
    }
    requireFreeSteps(config, checkpoint);
    const auto heads = config.count("num_heads");
    return {.width = config.count("hidden_size"),
            .inner = heads * config.count("head_dim"),
            .heads = heads,
            .states = config.count("state_size", 128),
            .groups = config.count("n_groups", 1),
            .kernel = config.count("conv_kernel", 4),
            .layers = config.layers("num_hidden_layers", checkpoint.tensors.size()),
            .context = recurrentContext,
            .vocabulary = config.count("vocab_size"),
            .normGroups = 1,
            .epsilon = config.positive("layer_norm_epsilon", 1e-5)};
}

Hyperparameters ggufHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, "mamba2.");
    const auto groups = config.count("ssm.group_count", 1);
    return {.width = config.count("embedding_length"),
            .inner = config.count("ssm.inner_size"),
            .heads = config.count("ssm.time_step_rank"), // as llama.cpp has it
            .states = config.count("ssm.state_size"),
            .groups = groups,
            .kernel = config.count("ssm.conv_kernel"),
            .layers = config.layers("block_count", checkpoint.tensors.size()),
            .context = config.count("context_length", recurrentContext),
            .vocabulary = checkpoint.tensor("token_embd.weight").shape()[0],
            .normGroups = groups,
            .epsilon = config.positive("attention.layer_norm_rms_epsilon", 1e-5)};
}

void requireDivisions(const Hyperparameters& hyper, const Checkpoint& checkpoint)
{
    constexpr std::int64_t most = std::int64_t{1} << 40; // far from overflow
    if (hyper.inner % hyper.heads != 0 || hyper.heads % hyper.groups != 0 ||
        hyper.states > most / hyper.groups) {
        throw Error(QT_TRANSLATE_NOOP("Error", "In %1 %2 groups, %3 heads and %4 channels do not "
                                               "divide each other."),
                    {checkpoint.path.string(), std::to_string(hyper.groups),
                     std::to_string(hyper.heads), std::to_string(hyper.inner)});
    }
}

class Mamba2 : public Model
{
public:
    Mamba2(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
    {
        const bool isGguf = checkpoint->format == "GGUF";
        m_hyper =
            isGguf ? ggufHyperparameters(*checkpoint) : huggingFaceHyperparameters(*checkpoint);
        requireDivisions(m_hyper, *checkpoint);
        Weights weights(*checkpoint);
        load(weights, *checkpoint, isGguf ? ggufNames() : huggingFaceNames());
        m_normParts = headParts(m_hyper.inner, m_hyper.normGroups);
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = "mamba2";
        m_info.layers = m_hyper.layers;
        m_info.heads = m_hyper.heads;
        m_info.headWidth = m_hyper.inner / m_hyper.heads;
        m_info.width = m_hyper.width;
        m_info.vocabulary = m_hyper.vocabulary;
        m_info.context = m_hyper.context;
        m_info.attention = {recurrentPart(m_hyper.layers, m_hyper.heads)};
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
        const auto width = m_hyper.width;
        const auto inner = m_hyper.inner;
        m_embedding = weights.matrix(names.embedding, m_hyper.vocabulary, width);
        m_finalNorm = weights.vector(names.finalNorm, width);
        m_output = weights.contains(names.output)
                       ? weights.matrix(names.output, m_hyper.vocabulary, width)
                       : m_embedding;
        for (std::int64_t layer = 0; layer < m_hyper.layers; ++layer) {
            const auto block = names.block + std::to_string(layer);
            const auto projection = [&](const std::string& part, std::int64_t in,
                                        std::int64_t out) {
                Projection result{weights.matrix(block + part + ".weight", out, in), {}};
                if (weights.contains(block + part + ".bias")) {
                    result.bias = weights.vector(block + part + ".bias", out);
                }
                return result;
            };
            const auto flatOf = [&](const std::string& part, std::int64_t extent) {
                return flat(weights, checkpoint, block + part, extent);
            };
            Block one;
            one.norm = weights.vector(block + names.norm, width);
            one.in = projection(names.in, width, inner + m_hyper.convolved() + m_hyper.heads);
            one.kernel = flatOf(names.kernel, m_hyper.convolved() * m_hyper.kernel)
                             .reshaped({m_hyper.convolved(), m_hyper.kernel});
            one.innerKernel = one.kernel.rows(0, inner);
            if (weights.contains(block + names.kernelBias)) {
                one.kernelBias = flatOf(names.kernelBias, m_hyper.convolved());
            }
            one.stepBias = flatOf(names.stepBias, m_hyper.heads);
            one.rates = flatOf(names.rates, m_hyper.heads).reshaped({m_hyper.heads, 1});
            if (names.hasLogarithms) {
                one.rates = mapped(one.rates, [](float a) { return -std::exp(a); });
            }
            one.skips = repeated(flatOf(names.skips, m_hyper.heads), inner / m_hyper.heads);
            one.gatedNorm = flatOf(names.gatedNorm, inner);
            one.out = projection(names.out, inner, width);
            m_blocks.push_back(std::move(one));
        }
    }

    // x [n, width] → [n, width]
    Value addBlock(const RecurrentBlock& block, Value x) const
    {
        const auto& weights = m_blocks[static_cast<std::size_t>(block.layer())];
        const auto inner = m_hyper.inner;
        const auto shared = m_hyper.groups * m_hyper.states;
        const auto normed = rmsNorm(x, block.constant(weights.norm), m_hyper.epsilon);
        const auto all = project(normed, weights.in);
        const auto gate =
            block.name(activate(columns(all, 0, inner), Activation::Silu), "ssm.gate");
        const auto projected =
            block.name(columns(all, inner, m_hyper.convolved()), "ssm.projected");
        const auto bias =
            weights.kernelBias ? std::optional(block.constant(*weights.kernelBias)) : std::nullopt;
        const auto convolved =
            causalConvolution(block.state("convolution", {m_hyper.kernel - 1, m_hyper.convolved()}),
                              projected, block.constant(weights.kernel), bias);
        block.name(convolved, "ssm.convolved");
        const auto activated = activate(convolved, Activation::Silu);
        const auto input = block.name(columns(activated, 0, inner), "ssm.input");

        const auto steps = add(columns(all, inner + m_hyper.convolved(), m_hyper.heads),
                               block.constant(weights.stepBias));
        SelectiveScan scan;
        scan.steps = block.name(activate(steps, Activation::Softplus), "ssm.delta");
        scan.rates = block.constant(weights.rates);
        scan.keys = block.name(columns(activated, inner, shared), "ssm.keys");
        scan.queries = block.name(columns(activated, inner + shared, shared), "ssm.queries");
        scan.states = m_hyper.states;
        const auto scanned = block.name(
            selectiveScan(block.state("scan", {inner, m_hyper.states}), input, scan), "ssm.scan");
        const auto skips = block.constant(weights.skips);
        const auto raw = multiply(add(scanned, multiply(input, skips)), gate);
        const auto gated = block.name(gatedNorm(block, raw, weights.gatedNorm), "ssm.gated");
        addSelectiveMatrices(block, x, m_hyper.epsilon, scan,
                             {{},
                              gatesWithNorm(block, raw, gate, weights.gatedNorm),
                              skips,
                              UnifiedParts::Before{{},
                                                   block.constant(weights.innerKernel),
                                                   columns(convolved, 0, inner)}});
        const auto output = block.name(project(gated, weights.out), "ssm.output");
        return block.name(add(x, output), "residual.after");
    }

    Value gatedNorm(const RecurrentBlock& block, Value raw, const Tensor& weight) const
    {
        if (m_hyper.normGroups == 1) {
            return rmsNorm(raw, block.constant(weight), m_hyper.epsilon);
        }
        const auto d = m_hyper.inner / m_hyper.normGroups;
        const auto normed = rmsNorm(reshape(raw, {block.rows() * m_hyper.normGroups, d}),
                                    block.constant(m_normParts.ones), m_hyper.epsilon);
        return multiply(reshape(normed, {block.rows(), m_hyper.inner}), block.constant(weight));
    }

    /// What each channel of the scan is multiplied by before it leaves: gate, norm's factor and
    /// weight.
    Value gatesWithNorm(const RecurrentBlock& block, Value raw, Value gate,
                        const Tensor& weight) const
    {
        const auto factors = normFactors(raw, m_hyper.normGroups, Centring::None, m_hyper.epsilon);
        return multiply(multiply(gate, block.spread(factors, m_normParts)), block.constant(weight));
    }

    Hyperparameters m_hyper;
    Tensor m_embedding, m_finalNorm, m_output;
    HeadParts m_normParts;
    std::vector<Block> m_blocks;
};

class Mamba2Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "mamba2"; }
    std::vector<std::string> architectures() const override { return {"mamba2"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Mamba2>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Mamba2Family>());

} // namespace

} // namespace saccade
