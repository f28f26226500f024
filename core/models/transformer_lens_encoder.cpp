// Encoders with the names of TransformerLens (Nanda & Bloom): a state dictionary alone, of a model
// in which every key is visible to every query. The activation, which it does not state, is ReLU, as in the
// classifier of brackets of ARENA's course, whose letters are known too.
#include "core/base/registry.h"
#include "core/models/text_encoder.h"
#include "core/text/bracket_tokenizer.h"

namespace saccade
{

namespace
{

struct Sizes {
    std::int64_t width, heads, headWidth;
};

// The extents of W_Q [heads, width, head width].
Sizes sizesOf(const Checkpoint& checkpoint)
{
    const std::string name = "blocks.0.attn.W_Q";
    const auto& shape = checkpoint.tensor(name).shape();
    if (shape.rank() != 3 || shape.elements() == 0) {
        checkpoint.tensor(name, {1, 1, 1}); // says what is wrong with it
    }
    return {.width = shape[1], .heads = shape[0], .headWidth = shape[2]};
}

EncoderNorm readLensNorm(Weights& weights, const std::string& name, std::int64_t width)
{
    return {.weight = weights.vector(name + ".w", width),
            .bias = weights.vector(name + ".b", width)};
}

// W [heads, width, head width] and b [heads, head width] as one matrix [width, heads·head width].
Projection readHeads(Weights& weights, const std::string& name, const std::string& part,
                     const Sizes& sizes)
{
    const auto [width, heads, headWidth] = sizes;
    const auto stored = toF32(weights.array(name + "W_" + part, {heads, width, headWidth}));
    auto matrix = Tensor::allocate(DType::F32, {heads * headWidth, width});
    const auto target = matrix.mutableFloats();
    for (std::int64_t i = 0; i < stored.elements(); ++i) {
        const auto head = i / (width * headWidth);
        const auto input = i / headWidth % width;
        const auto output = head * headWidth + i % headWidth;
        target[static_cast<std::size_t>(output * width + input)] =
            stored.floats()[static_cast<std::size_t>(i)];
    }
    return {
        .weight = matrix,
        .bias =
            weights.array(name + "b_" + part, {heads, headWidth}).reshaped({heads * headWidth})};
}

// W [in, out] and b [out].
Projection readLensProjection(Weights& weights, const std::string& weight, const std::string& bias,
                              std::int64_t in, std::int64_t out)
{
    return {.weight = weights.matrix(weight, in, out),
            .bias = weights.vector(bias, out),
            .weightLayout = WeightLayout::InputOutput};
}

EncoderBlock readBlock(Weights& weights, const Checkpoint& checkpoint, const std::string& name,
                       const Sizes& sizes)
{
    const auto [width, heads, headWidth] = sizes;
    const auto attention = name + "attn.";
    const auto inner = checkpoint.tensor(name + "mlp.b_in").elements();
    return {
        .attentionNorm = readLensNorm(weights, name + "ln1", width),
        .queries = readHeads(weights, attention, "Q", sizes),
        .keys = readHeads(weights, attention, "K", sizes),
        .values = readHeads(weights, attention, "V", sizes),
        .attentionOutput = {.weight = weights.array(attention + "W_O", {heads, headWidth, width})
                                          .reshaped({heads * headWidth, width}),
                            .bias = weights.vector(attention + "b_O", width),
                            .weightLayout = WeightLayout::InputOutput},
        .attentionScale = {},
        .mlpNorm = readLensNorm(weights, name + "ln2", width),
        .hidden = readLensProjection(weights, name + "mlp.W_in", name + "mlp.b_in", width, inner),
        .mlpOutput =
            readLensProjection(weights, name + "mlp.W_out", name + "mlp.b_out", inner, width),
        .mlpScale = {}};
}

class TransformerLensEncoderFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "transformer-lens-encoder"; }
    std::vector<std::string> architectures() const override { return {"transformer-lens-encoder"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        const auto sizes = sizesOf(*checkpoint);
        const auto width = sizes.width;
        TextEncoderParts parts;
        parts.family = "transformer-lens-encoder";
        parts.rule = {.heads = sizes.heads,
                      .epsilon = 1e-5,
                      .activation = Activation::Relu,
                      .norms = NormOrder::BeforePart};
        parts.words = weights.matrix("embed.W_E", rowsOf(*checkpoint, "embed.W_E", width), width);
        parts.positions =
            weights.matrix("pos_embed.W_pos", rowsOf(*checkpoint, "pos_embed.W_pos", width), width);
        const auto block = [](std::int64_t layer) {
            return "blocks." + std::to_string(layer) + ".";
        };
        for (std::int64_t layer = 0; weights.contains(block(layer) + "attn.W_Q"); ++layer) {
            parts.blocks.push_back(readBlock(weights, *checkpoint, block(layer), sizes));
        }
        parts.finalNorm = readLensNorm(weights, "ln_final", width);
        const auto classes = checkpoint->tensor("unembed.b_U").elements();
        parts.head.kind = HeadKind::Classification;
        parts.head.output =
            readLensProjection(weights, "unembed.W_U", "unembed.b_U", width, classes);
        const bool isOfBrackets =
            classes == 2 && parts.words.shape()[0] == BracketTokenizer().size();
        parts.head.classes = isOfBrackets ? std::vector<std::string>{"unbalanced", "balanced"}
                                          : readClasses(*checkpoint, classes);
        if (!tokenizer && isOfBrackets) {
            tokenizer = std::make_shared<BracketTokenizer>();
        }
        return makeTextEncoder(std::move(checkpoint), std::move(tokenizer), weights,
                               std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<TransformerLensEncoderFamily>());

} // namespace

} // namespace saccade
