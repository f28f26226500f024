// The small vision transformer of github.com/agentzz1/transformer_poc for handwritten digits: one
// block or more with PyTorch's fused attention, norms after, mean of the patches. Nothing beside
// the tensors describes it: patches are squares, there is one head, digits are normalised by the
// mean and deviation of MNIST.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/picture_encoder.h"

#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

EncoderBlock readBlock(Weights& weights, const Checkpoint& checkpoint, const std::string& name,
                       std::int64_t width)
{
    const auto fusedWeight = weights.matrix(name + "attn.in_proj_weight", 3 * width, width);
    const auto fusedBias = weights.vector(name + "attn.in_proj_bias", 3 * width);
    const auto part = [&](std::int64_t index) {
        return Projection{.weight = fusedWeight.rows(index * width, width),
                          .bias = fusedBias.rows(index * width, width)};
    };
    const auto inner = rowsOf(checkpoint, name + "ffn.fc1.weight", width);
    return {.attentionNorm = readNorm(weights, name + "norm1", width),
            .queries = part(0),
            .keys = part(1),
            .values = part(2),
            .attentionOutput = readProjection(weights, name + "attn.out_proj", width, width),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "norm2", width),
            .hidden = readProjection(weights, name + "ffn.fc1", width, inner),
            .mlpOutput = readProjection(weights, name + "ffn.fc2", inner, width),
            .mlpScale = {}};
}

std::int64_t squareRoot(const Checkpoint& checkpoint, const std::string& name, std::int64_t count)
{
    const auto root = static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(count))));
    if (root < 1 || root * root != count) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The extent %3 of the tensor %2 in %1 is no square, "
                                               "so it is no grid."),
                    {checkpoint.path.string(), name, std::to_string(count)});
    }
    return root;
}

PatchEmbedding readPatches(Weights& weights, const Checkpoint& checkpoint)
{
    const std::string name = "patch_embed.proj";
    const std::string positions = "pos_embed";
    const auto& kernel = checkpoint.tensor(name + ".weight").shape();
    const auto pixels = kernel.rank() == 2 ? kernel[1] : 1;
    const auto width = rowsOf(checkpoint, name + ".weight", pixels);
    const auto& table = checkpoint.tensor(positions).shape();
    const auto count = table.rank() == 3 ? table[1] : 1;
    const auto side = squareRoot(checkpoint, positions, count);
    return {.projection = readProjection(weights, name, pixels, width),
            .channels = 1,
            .patch = squareRoot(checkpoint, name + ".weight", pixels),
            .leading = {},
            .positions =
                toF32(weights.array(positions, {1, count, width})).reshaped({count, width}),
            .grid = {.rows = side, .columns = side}};
}

class MnistVitFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "mnist-vit"; }
    std::vector<std::string> architectures() const override { return {"mnist-vit"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer>) const override
    {
        Weights weights(*checkpoint);
        PictureEncoderParts parts;
        parts.family = "mnist-vit";
        parts.patches = readPatches(weights, *checkpoint);
        const auto width = parts.patches.projection.weight.shape()[0];
        parts.rule = {.heads = 1, .epsilon = 1e-5};
        const auto block = [](std::int64_t layer) {
            return "encoder." + std::to_string(layer) + ".";
        };
        for (std::int64_t layer = 0; weights.contains(block(layer) + "norm1.weight"); ++layer) {
            parts.blocks.push_back(readBlock(weights, *checkpoint, block(layer), width));
        }
        parts.finalNorm = readNorm(weights, "norm", width);
        const auto classes = rowsOf(*checkpoint, "classifier.weight", width);
        parts.head.features = PictureFeatures::PatchMean;
        parts.head.output = readProjection(weights, "classifier", width, classes);
        parts.classes = readClasses(*checkpoint, classes);
        const auto side = parts.patches.grid.rows * parts.patches.patch;
        parts.preprocessing = {
            .channels = 1, .width = side, .height = side, .mean = {0.1307}, .deviation = {0.3081}};
        return makePictureEncoder(std::move(checkpoint), weights, std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<MnistVitFamily>());

} // namespace

} // namespace saccade
