// DINOv2 (Oquab et al., arXiv:2304.07193), with registers too (Darcet et al., arXiv:2309.16588),
// with the names of Hugging Face: layer scale, SwiGLU (Shazeer, arXiv:2002.05202) in the largest
// model.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/image_preprocessing.h"
#include "core/models/picture_configuration.h"
#include "core/models/picture_encoder.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

struct Sizes {
    PictureSizes picture;
    std::int64_t inner;
    bool isGated;
    ProjectionBias bias;
};

Sizes readSizes(const Configuration& config, const Checkpoint& checkpoint)
{
    constexpr double mostRatio = 1024.0;
    Sizes sizes{
        .picture = pictureSizes(config, checkpoint.configuration, checkpoint, {.patch = 14}),
        .inner = 0,
        .isGated = config.flag("use_swiglu_ffn", false),
        .bias = config.flag("qkv_bias", true) ? ProjectionBias::Needed : ProjectionBias::None};
    const auto ratio = config.positive("mlp_ratio", 4.0);
    if (ratio > mostRatio) {
        config.refuse("mlp_ratio", QT_TRANSLATE_NOOP("Error", "a number up to 1024 is expected."));
    }
    sizes.inner = static_cast<std::int64_t>(static_cast<double>(sizes.picture.width) * ratio);
    if (sizes.isGated) { // two thirds, up to a multiple of 8
        const auto part = static_cast<std::int64_t>(static_cast<double>(sizes.inner) * 2.0 / 3.0);
        sizes.inner = (part + 7) / 8 * 8;
    }
    return sizes;
}

EncoderBlock readBlock(Weights& weights, const std::string& name, const Sizes& sizes)
{
    const auto width = sizes.picture.width;
    const auto inner = sizes.inner;
    const auto heads = [&](const std::string& part) {
        return readProjection(weights, name + "attention.attention." + part, width, width,
                              sizes.bias);
    };
    const auto scale = [&](const std::string& part) {
        return toF32(weights.vector(name + part + ".lambda1", width));
    };
    return {
        .attentionNorm = readNorm(weights, name + "norm1", width),
        .queries = heads("query"),
        .keys = heads("key"),
        .values = heads("value"),
        .attentionOutput = readProjection(weights, name + "attention.output.dense", width, width),
        .attentionScale = scale("layer_scale1"),
        .mlpNorm = readNorm(weights, name + "norm2", width),
        .hidden = sizes.isGated ? readProjection(weights, name + "mlp.weights_in", width, 2 * inner)
                                : readProjection(weights, name + "mlp.fc1", width, inner),
        .mlpOutput = readProjection(weights, name + (sizes.isGated ? "mlp.weights_out" : "mlp.fc2"),
                                    inner, width),
        .mlpScale = scale("layer_scale2")};
}

PatchEmbedding readPatches(Weights& weights, const Configuration& config, const std::string& name,
                           const PictureSizes& sizes)
{
    const auto width = sizes.width;
    PatchEmbedding patches{.projection =
                               readPatchProjection(weights, name + "patch_embeddings.projection",
                                                   width, sizes.channels, sizes.patch),
                           .channels = sizes.channels,
                           .patch = sizes.patch,
                           .leading = {},
                           .positions = {},
                           .grid = sizes.grid};
    const std::vector<Tensor> tokens{weights.array(name + "cls_token", {1, 1, width})};
    const auto count = 1 + sizes.grid.rows * sizes.grid.columns;
    placeTokens(patches, tokens, weights.array(name + "position_embeddings", {1, count, width}),
                width);
    if (weights.contains(name + "register_tokens")) {
        // They stand between class token and patches, without positions.
        const auto registers = config.count("num_register_tokens", 4);
        const std::vector<Tensor> leading{
            patches.leading, weights.array(name + "register_tokens", {1, registers, width})};
        patches.leading = stackedRows(leading, width);
        patches.resampling = GridResampling::Antialiased;
    }
    return patches;
}

// BitImageProcessor as facebook's checkpoints set it.
ImagePreprocessing defaultPreprocessing(const PictureSizes& sizes)
{
    ImagePreprocessing rule{.channels = sizes.channels,
                            .resize = Resize::ShortestEdge,
                            .shortestEdge = 256,
                            .resampling = Resampling::Bicubic,
                            .cropWidth = 224,
                            .cropHeight = 224};
    if (sizes.channels == 3) {
        rule.mean = {0.485, 0.456, 0.406};
        rule.deviation = {0.229, 0.224, 0.225};
    }
    return rule;
}

class Dinov2Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "dinov2"; }
    std::vector<std::string> architectures() const override
    {
        return {"dinov2", "dinov2_with_registers"};
    }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer>) const override
    {
        const Configuration config(*checkpoint);
        Weights weights(*checkpoint);
        const auto sizes = readSizes(config, *checkpoint);
        const auto prefix = prefixOf(weights, config.word("model_type", "dinov2"));
        const auto width = sizes.picture.width;
        PictureEncoderParts parts;
        parts.family = "dinov2";
        parts.rule = {.heads = sizes.picture.heads,
                      .epsilon = config.positive("layer_norm_eps", 1e-6),
                      .activation = sizes.isGated ? Activation::Silu
                                                  : activationNamed(config, "hidden_act", "gelu"),
                      .norms = NormOrder::BeforePart,
                      .mlp = sizes.isGated ? MlpKind::Gated : MlpKind::Plain};
        parts.patches = readPatches(weights, config, prefix + "embeddings.", sizes.picture);
        for (std::int64_t layer = 0; layer < sizes.picture.layers; ++layer) {
            parts.blocks.push_back(
                readBlock(weights, prefix + "encoder.layer." + std::to_string(layer) + ".", sizes));
        }
        parts.finalNorm = readNorm(weights, prefix + "layernorm", width);
        if (weights.contains("classifier.weight")) {
            const auto classes = rowsOf(*checkpoint, "classifier.weight", 2 * width);
            parts.head.features = PictureFeatures::ClassTokenAndMean;
            parts.head.output = readProjection(weights, "classifier", 2 * width, classes);
            parts.classes = readClasses(*checkpoint, classes);
        }
        parts.preprocessing =
            readImagePreprocessing(*checkpoint, defaultPreprocessing(sizes.picture));
        return makePictureEncoder(std::move(checkpoint), weights, std::move(parts));
    }

private:
    // A model below a head is "dinov2." or "dinov2_with_registers.".
    static std::string prefixOf(const Weights& weights, const std::string& type)
    {
        return weights.contains(type + ".embeddings.cls_token") ? type + "." : std::string();
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Dinov2Family>());

} // namespace

} // namespace saccade
