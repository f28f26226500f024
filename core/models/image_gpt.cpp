// Image GPT (Chen et al., 2020) as github.com/teddykoker/image-gpt trains it: a transformer over
// the quantised pixels of a picture, row by row, each predicted from those before.
//
// Its state_dict ("gpt.token_embeddings.weight" …, in a checkpoint of PyTorch Lightning) has a
// learned vector "gpt.sos" that stands before the first pixel. Here it is one more token, after the
// last colour: a picture is read as this token and then its pixels. The position of a pixel is that
// of the place that predicts it. In that program's blocks the attention is added to the normalised
// rows, not to the rows themselves (gpt2.py, Block.forward: x = ln_1(x); x = x + attn(x)).
#include "core/base/registry.h"
#include "core/models/configuration.h"
#include "core/models/small_transformer.h"

#include <algorithm>

namespace saccade
{

namespace
{

/// The rows of the embedding, and one more.
Tensor withBeginning(const Tensor& colours, const Tensor& beginning)
{
    const auto rows = colours.shape()[0];
    const auto width = colours.shape()[1];
    auto result = Tensor::allocate(DType::F32, {rows + 1, width});
    const auto all = toF32(colours);
    const auto last = toF32(beginning);
    std::ranges::copy(all.floats(), result.mutableFloats().begin());
    std::ranges::copy(last.floats(), result.mutableFloats().begin() + rows * width);
    return result;
}

/// The output layer with a row for the beginning, which is never predicted.
Projection outputOf(const Tensor& head)
{
    constexpr float never = -1e9F;
    const auto rows = head.shape()[0];
    const auto width = head.shape()[1];
    const auto stored = toF32(head);
    auto weight = Tensor::allocate(DType::F32, {rows + 1, width});
    auto bias = Tensor::allocate(DType::F32, {rows + 1});
    std::ranges::copy(stored.floats(), weight.mutableFloats().begin());
    bias.mutableFloats().back() = never;
    return {.weight = weight, .bias = bias};
}

SmallTransformer read(Weights& weights, const Checkpoint& checkpoint)
{
    const auto& embedding = checkpoint.tensor("gpt.token_embeddings.weight");
    const auto colours = embedding.shape()[0];
    const auto width = embedding.shape()[-1];
    const auto& positions = checkpoint.tensor("gpt.position_embeddings.weight").shape();
    const auto layers = countLayers(checkpoint, [](std::int64_t layer) {
        return "gpt.layers." + std::to_string(layer) + ".ln_1.weight";
    });
    SmallTransformer result;
    result.family = "image-gpt";
    const auto settings = Configuration(checkpoint).object("hyper_parameters");
    result.heads = settings ? settings->count("num_heads", 1) : 1;
    result.embedding = withBeginning(weights.matrix("gpt.token_embeddings.weight", colours, width),
                                     weights.vector("gpt.sos", width));
    result.positions = weights.matrix("gpt.position_embeddings.weight", positions[0], width);
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const auto name = "gpt.layers." + std::to_string(layer);
        SmallBlock block;
        block.attentionNorm = smallNorm(weights, name + ".ln_1", width);
        readTorchAttention(weights, name + ".attn", width, block);
        block.mlpNorm = smallNorm(weights, name + ".ln_2", width);
        block.hidden = smallProjection(weights, name + ".mlp.0", width, 4 * width);
        block.mlpOutput = smallProjection(weights, name + ".mlp.2", 4 * width, width);
        result.blocks.push_back(std::move(block));
    }
    result.finalNorm = smallNorm(weights, "gpt.ln_f", width);
    result.output = outputOf(weights.matrix("gpt.head.weight", colours, width));
    result.activation = Activation::GeluErf;
    result.attentionResidual = ResidualSource::NormalisedRows;
    result.beginToken = static_cast<std::int32_t>(colours);
    return result;
}

class ImageGptFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "image-gpt"; }
    std::vector<std::string> architectures() const override { return {"image-gpt"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        auto parts = read(weights, *checkpoint);
        return makeSmallTransformer(std::move(checkpoint), std::move(tokenizer), weights,
                                    std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<ImageGptFamily>());

} // namespace

} // namespace saccade
