// ViT (Dosovitskiy et al., arXiv:2010.11929), DeiT (Touvron et al., arXiv:2012.12877) and DINO
// (Caron et al., arXiv:2104.14294) with the names of Hugging Face; timm's are in timm_vit.cpp.
#include "core/base/registry.h"
#include "core/models/image_preprocessing.h"
#include "core/models/picture_configuration.h"
#include "core/models/picture_encoder.h"

namespace saccade
{

namespace
{

EncoderBlock readBlock(Weights& weights, const std::string& name, std::int64_t width,
                       std::int64_t inner, ProjectionBias bias)
{
    const auto heads = [&](const std::string& part) {
        return readProjection(weights, name + "attention.attention." + part, width, width, bias);
    };
    return {.attentionNorm = readNorm(weights, name + "layernorm_before", width),
            .queries = heads("query"),
            .keys = heads("key"),
            .values = heads("value"),
            .attentionOutput =
                readProjection(weights, name + "attention.output.dense", width, width),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "layernorm_after", width),
            .hidden = readProjection(weights, name + "intermediate.dense", width, inner),
            .mlpOutput = readProjection(weights, name + "output.dense", inner, width),
            .mlpScale = {}};
}

PatchEmbedding readPatches(Weights& weights, const std::string& name, const PictureSizes& sizes)
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
    std::vector<Tensor> tokens{weights.array(name + "cls_token", {1, 1, width})};
    if (weights.contains(name + "distillation_token")) {
        tokens.push_back(weights.array(name + "distillation_token", {1, 1, width}));
    }
    const auto count = std::ssize(tokens) + sizes.grid.rows * sizes.grid.columns;
    placeTokens(patches, tokens, weights.array(name + "position_embeddings", {1, count, width}),
                width);
    return patches;
}

PictureHead headOf(Weights& weights, const Checkpoint& checkpoint, const std::string& prefix,
                   std::int64_t width)
{
    PictureHead head;
    if (weights.contains("cls_classifier.weight")) {
        const auto classes = rowsOf(checkpoint, "cls_classifier.weight", width);
        head.features = PictureFeatures::ClassTokens;
        head.output = readProjection(weights, "cls_classifier", width, classes);
        head.second = readProjection(weights, "distillation_classifier", width, classes);
    } else if (weights.contains("classifier.weight")) {
        head.output = readProjection(weights, "classifier", width,
                                     rowsOf(checkpoint, "classifier.weight", width));
    } else if (weights.contains(prefix + "pooler.dense.weight")) {
        head.dense = readProjection(weights, prefix + "pooler.dense", width, width);
    }
    return head;
}

// ViTImageProcessor's and DeiTImageProcessor's own defaults.
ImagePreprocessing defaultPreprocessing(const PictureSizes& sizes, bool isDeit)
{
    ImagePreprocessing rule{
        .channels = sizes.channels, .width = sizes.imageWidth, .height = sizes.imageHeight};
    const auto channels = static_cast<std::size_t>(sizes.channels);
    rule.mean.assign(channels, 0.5);
    rule.deviation.assign(channels, 0.5);
    if (isDeit) {
        rule.cropWidth = sizes.imageWidth;
        rule.cropHeight = sizes.imageHeight;
        rule.width = sizes.imageWidth * 8 / 7; // 256 for 224
        rule.height = sizes.imageHeight * 8 / 7;
        rule.resampling = Resampling::Bicubic;
        if (sizes.channels == 3) {
            rule.mean = {0.485, 0.456, 0.406};
            rule.deviation = {0.229, 0.224, 0.225};
        }
    }
    return rule;
}

class VitFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "vit"; }
    std::vector<std::string> architectures() const override { return {"vit", "deit"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer>) const override
    {
        const Configuration config(*checkpoint);
        Weights weights(*checkpoint);
        const auto sizes = pictureSizes(config, checkpoint->configuration, *checkpoint);
        const bool isDeit = config.word("model_type", "vit") == "deit";
        const std::string known = isDeit ? "deit." : "vit.";
        const auto prefix =
            weights.contains(known + "embeddings.cls_token") ? known : std::string();
        const auto bias =
            config.flag("qkv_bias", true) ? ProjectionBias::Needed : ProjectionBias::None;
        PictureEncoderParts parts;
        parts.family = "vit";
        parts.rule = {.heads = sizes.heads,
                      .epsilon = config.positive("layer_norm_eps", 1e-12),
                      .activation = activationNamed(config, "hidden_act", "gelu"),
                      .norms = NormOrder::BeforePart};
        parts.patches = readPatches(weights, prefix + "embeddings.", sizes);
        for (std::int64_t layer = 0; layer < sizes.layers; ++layer) {
            parts.blocks.push_back(
                readBlock(weights, prefix + "encoder.layer." + std::to_string(layer) + ".",
                          sizes.width, config.count("intermediate_size"), bias));
        }
        parts.finalNorm = readNorm(weights, prefix + "layernorm", sizes.width);
        parts.head = headOf(weights, *checkpoint, prefix, sizes.width);
        if (parts.head.output) {
            parts.classes = readClasses(*checkpoint, parts.head.output->weight.shape()[0]);
        }
        parts.preprocessing =
            readImagePreprocessing(*checkpoint, defaultPreprocessing(sizes, isDeit));
        return makePictureEncoder(std::move(checkpoint), weights, std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<VitFamily>());

} // namespace

} // namespace saccade
