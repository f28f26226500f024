// Image GPT (Chen et al., 2020) as github.com/teddykoker/image-gpt trains it: a transformer over
// the quantised pixels of a picture, row by row, each predicted from those before.
//
// Its state_dict ("gpt.token_embeddings.weight" …, in a checkpoint of PyTorch Lightning) has a
// learned vector "gpt.sos" that stands before the first pixel. Here it is one more token, after the
// last colour: a picture is read as this token and then its pixels. The position of a pixel is that
// of the place that predicts it; the last pixel predicts none, so that its place, at which that
// program never computes, has no learned position: it is there to see what the pixel looks at.
// In that program's blocks the attention is added to the normalised rows, not to the rows
// themselves (gpt2.py, Block.forward: x = ln_1(x); x = x + attn(x)). Its first version (June 2020)
// had hidden layers as wide as the rows and a final norm in the file that was not applied.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/npy.h"
#include "core/models/configuration.h"
#include "core/models/encoder_parts.h"
#include "core/models/small_transformer.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

/// The rows of a table [rows, width], and one more.
Tensor withRow(const Tensor& table, const Tensor& row)
{
    const auto rows = table.shape()[0];
    const auto width = table.shape()[1];
    auto result = Tensor::allocate(DType::F32, {rows + 1, width});
    const auto all = toF32(table);
    const auto last = toF32(row);
    std::ranges::copy(all.floats(), result.mutableFloats().begin());
    std::ranges::copy(last.floats(), result.mutableFloats().begin() + rows * width);
    return result;
}

Tensor zeros(std::int64_t extent)
{
    auto result = Tensor::allocate(DType::F32, {extent});
    std::ranges::fill(result.mutableFloats(), 0.0F);
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

/// The file beside the checkpoint with the colours of its pictures: that which the checkpoint names
/// ("data/fmnist_centroids.npy"), else that of the checkpoint's first word ("fmnist_gen.ckpt").
std::filesystem::path colourFile(const Checkpoint& checkpoint)
{
    const auto settings = Configuration(checkpoint).object("hyper_parameters");
    const auto named = settings ? settings->word("centroids", "") : std::string();
    if (!named.empty()) {
        const auto found = checkpoint.besides(std::filesystem::path(named).filename().string());
        if (!found.empty()) {
            return found;
        }
    }
    const auto name = checkpoint.path.filename().string();
    return checkpoint.besides(name.substr(0, name.find_first_of("_.")) + "_centroids.npy");
}

/// The colours that the tokens stand for, [colours, 1 or 3]; none if nothing says.
std::optional<Tensor> coloursOf(const Checkpoint& checkpoint, std::int64_t count)
{
    const bool isInside = checkpoint.contains("centroids");
    const auto file = isInside ? checkpoint.path : colourFile(checkpoint);
    if (file.empty()) {
        return std::nullopt;
    }
    const auto colours = toF32(isInside ? checkpoint.tensor("centroids") : readNpy(file));
    const auto& shape = colours.shape();
    const bool fits = shape.rank() == 2 && shape[0] == count && (shape[1] == 1 || shape[1] == 3);
    if (!fits || !std::ranges::all_of(colours.floats(), [](float x) { return std::isfinite(x); })) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The colours in %1 have the shape %2, but the model "
                                               "writes %3 colours of one number or three."),
                    {file.string(), shape.text(), std::to_string(count)});
    }
    return colours;
}

/// What the tokens are pixels of: a square picture; none if its colours are unknown.
std::shared_ptr<const PixelTokens> pixelsOf(const Checkpoint& checkpoint, std::int64_t colours,
                                            std::int64_t positions)
{
    const auto side =
        static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(positions))));
    const auto known = coloursOf(checkpoint, colours);
    if (!known || side * side != positions) {
        return nullptr;
    }
    return std::make_shared<PixelTokens>(
        PixelTokens{side, side, *known, static_cast<std::int32_t>(colours)});
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
    result.heads = settings ? settings->count("num_heads", 2) : 2; // that program's own default
    result.embedding = withRow(weights.matrix("gpt.token_embeddings.weight", colours, width),
                               weights.vector("gpt.sos", width));
    result.positions = withRow(
        weights.matrix("gpt.position_embeddings.weight", positions[0], width), zeros(width));
    const auto inner = rowsOf(checkpoint, "gpt.layers.0.mlp.0.weight", width);
    const bool isFirstVersion = inner == width;
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        const auto name = "gpt.layers." + std::to_string(layer);
        SmallBlock block;
        block.attentionNorm = smallNorm(weights, name + ".ln_1", width);
        readTorchAttention(weights, name + ".attn", width, block);
        block.mlpNorm = smallNorm(weights, name + ".ln_2", width);
        block.hidden = smallProjection(weights, name + ".mlp.0", width, inner);
        block.mlpOutput = smallProjection(weights, name + ".mlp.2", inner, width);
        result.blocks.push_back(std::move(block));
    }
    if (!isFirstVersion) {
        result.finalNorm = smallNorm(weights, "gpt.ln_f", width);
    }
    result.output = outputOf(weights.matrix("gpt.head.weight", colours, width));
    result.activation = Activation::GeluErf;
    result.attentionResidual = ResidualSource::NormalisedRows;
    result.beginToken = static_cast<std::int32_t>(colours);
    result.pixels = pixelsOf(checkpoint, colours, positions[0]);
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
