// State dicts of TransformerLens (Nanda & Bloom, HookedTransformer): "blocks.0.attn.W_Q" [heads,
// width, d] and so on, with layer norms or without, with MLPs or attention alone.
//
// The file states neither its activation, nor which positions a classifier answers at: ReLU, as in
// the library's examples, unless the checkpoint holds its configuration ("act_fn", as
// HookedTransformerConfig names it). A model with as many outputs as tokens is a language model;
// one with others is a classifier that reads its last position, unless `everywhere` below knows it.
// Models whose mask hides no key are read by transformer_lens_encoder.cpp.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/configuration.h"
#include "core/models/small_transformer.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

struct Sizes {
    std::int64_t vocabulary, context, width, heads, headWidth, outputs;

    bool operator==(const Sizes&) const = default;
};

// Classifiers that answer at every position: ARENA's cumulative sum.
constexpr std::array everywhere{Sizes{11, 20, 24, 1, 12, 3}};

Sizes sizesOf(const Checkpoint& checkpoint)
{
    const auto extent = [&](const char* name, std::size_t rank, std::ptrdiff_t axis) {
        const auto& shape = checkpoint.tensor(name).shape();
        if (shape.rank() != rank || shape[axis] < 1) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 has the shape %3, which no "
                                                   "transformer of TransformerLens has."),
                        {checkpoint.path.string(), name, shape.text()});
        }
        return shape[axis];
    };
    return {.vocabulary = extent("embed.W_E", 2, 0),
            .context = extent("pos_embed.W_pos", 2, 0),
            .width = extent("embed.W_E", 2, 1),
            .heads = extent("blocks.0.attn.W_Q", 3, 0),
            .headWidth = extent("blocks.0.attn.W_Q", 3, 2),
            .outputs = extent("unembed.W_U", 2, 1)};
}

/// [heads, width, d] → [heads·d, width], as splitHeads wants the outputs to lie.
Tensor headRows(const Tensor& stored)
{
    const auto floats = toF32(stored);
    const auto heads = stored.shape()[0];
    const auto width = stored.shape()[1];
    const auto d = stored.shape()[2];
    auto result = Tensor::allocate(DType::F32, {heads * d, width});
    const auto from = floats.floats();
    const auto to = result.mutableFloats();
    for (std::int64_t head = 0; head < heads; ++head) {
        for (std::int64_t row = 0; row < width; ++row) {
            for (std::int64_t column = 0; column < d; ++column) {
                to[static_cast<std::size_t>((head * d + column) * width + row)] =
                    from[static_cast<std::size_t>((head * width + row) * d + column)];
            }
        }
    }
    return result;
}

class Reader
{
public:
    Reader(Weights& weights, const Checkpoint& checkpoint)
        : m_weights(weights), m_checkpoint(checkpoint), m_sizes(sizesOf(checkpoint))
    {
    }

    SmallTransformer read()
    {
        const auto& [vocabulary, context, width, heads, headWidth, outputs] = m_sizes;
        SmallTransformer result;
        result.family = "transformer-lens";
        result.heads = heads;
        result.embedding = m_weights.matrix("embed.W_E", vocabulary, width);
        result.positions = m_weights.matrix("pos_embed.W_pos", context, width);
        const auto layers = countLayers(m_checkpoint, [](std::int64_t layer) {
            return "blocks." + std::to_string(layer) + ".attn.W_Q";
        });
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            result.blocks.push_back(block("blocks." + std::to_string(layer)));
        }
        result.finalNorm = norm("ln_final");
        result.output = inputOutput("unembed.W_U", "unembed.b_U", width, outputs);
        decide(result);
        return result;
    }

private:
    SmallBlock block(const std::string& name)
    {
        const auto& [vocabulary, context, width, heads, headWidth, outputs] = m_sizes;
        const auto heading = [&](const std::string& part) {
            return Projection{.weight = headRows(m_weights.array(name + ".attn.W_" + part,
                                                                 {heads, width, headWidth})),
                              .bias = m_weights.array(name + ".attn.b_" + part, {heads, headWidth})
                                          .reshaped({heads * headWidth})};
        };
        SmallBlock result;
        result.attentionNorm = norm(name + ".ln1");
        result.queries = heading("Q");
        result.keys = heading("K");
        result.values = heading("V");
        result.attentionOutput = {.weight =
                                      m_weights.array(name + ".attn.W_O", {heads, headWidth, width})
                                          .reshaped({heads * headWidth, width}),
                                  .bias = m_weights.vector(name + ".attn.b_O", width),
                                  .weightLayout = WeightLayout::InputOutput};
        if (m_weights.contains(name + ".mlp.W_in")) {
            const auto inner = m_checkpoint.tensor(name + ".mlp.W_in").shape()[-1];
            result.mlpNorm = norm(name + ".ln2");
            result.hidden = inputOutput(name + ".mlp.W_in", name + ".mlp.b_in", width, inner);
            result.mlpOutput = inputOutput(name + ".mlp.W_out", name + ".mlp.b_out", inner, width);
        }
        return result;
    }

    Projection inputOutput(const std::string& weight, const std::string& bias, std::int64_t in,
                           std::int64_t out)
    {
        return {.weight = m_weights.matrix(weight, in, out),
                .bias = m_weights.vector(bias, out),
                .weightLayout = WeightLayout::InputOutput};
    }

    std::optional<Norm> norm(const std::string& name)
    {
        if (!m_weights.contains(name + ".w")) {
            return std::nullopt;
        }
        constexpr double epsilon = 1e-5;
        return Norm{.kind = NormKind::Layer,
                    .weight = m_weights.vector(name + ".w", m_sizes.width),
                    .bias = m_weights.vector(name + ".b", m_sizes.width),
                    .epsilon = epsilon};
    }

    /// What the tensors do not say.
    void decide(SmallTransformer& result) const
    {
        if (m_sizes.outputs != m_sizes.vocabulary) {
            result.head = HeadKind::Classification;
            const bool isEverywhere = std::ranges::find(everywhere, m_sizes) != everywhere.end();
            result.rows = isEverywhere ? SmallRows::All : SmallRows::Last;
            for (std::int64_t i = 0; i < m_sizes.outputs; ++i) {
                result.classes.push_back(std::to_string(i));
            }
        }
        const Configuration config(m_checkpoint);
        result.activation = activationNamed(config, "act_fn", "relu");
    }

    Weights& m_weights;
    const Checkpoint& m_checkpoint;
    Sizes m_sizes;
};

class TransformerLensFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "transformer-lens"; }
    std::vector<std::string> architectures() const override { return {"transformer-lens"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        auto parts = Reader(weights, *checkpoint).read();
        return makeSmallTransformer(std::move(checkpoint), std::move(tokenizer), weights,
                                    std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<TransformerLensFamily>());

} // namespace

} // namespace saccade
