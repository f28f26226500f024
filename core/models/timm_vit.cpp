// Vision transformers with the names of timm (Wightman, pytorch-image-models): ViT, DeiT, DINO,
// DINOv2, with registers, layer scale, SwiGLU, pooling of the patches. The folder has a config.json
// with "architecture" and "pretrained_cfg"; a file without one, as
// Meta published DINO and DINOv2, is known by its tensors.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/in_quotes.h"
#include "core/models/configuration.h"
#include "core/models/image_preprocessing.h"
#include "core/models/picture_configuration.h"
#include "core/models/picture_encoder.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

// config.json does not say it: all widths have heads of 64 but these.
std::int64_t headsOf(const Configuration& config, std::int64_t width)
{
    const auto arguments = config.object("model_args");
    if (arguments && arguments->contains("num_heads")) {
        const auto heads = arguments->count("num_heads");
        if (width % heads != 0) {
            arguments->refuse("num_heads",
                              QT_TRANSLATE_NOOP("Error", "a divisor of the width is expected."));
        }
        return heads;
    }
    constexpr std::array sixteen{1152, 1280, 1408, 1664}; // so400m, huge, giant, gigantic
    if (std::ranges::find(sixteen, width) != sixteen.end()) {
        return 16;
    }
    if (width % 64 != 0) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 does not state “%2”, which the model needs."),
                    {config.file(), "model_args.num_heads"});
    }
    return width / 64;
}

// What the model and its blocks may hold; anything else would change its numbers unnoticed.
void requireKnownParts(const Checkpoint& checkpoint)
{
    constexpr std::array<std::string_view, 18> ofBlock{
        "norm1.weight",   "norm1.bias",    "attn.qkv.weight", "attn.qkv.bias",  "attn.proj.weight",
        "attn.proj.bias", "norm2.weight",  "norm2.bias",      "mlp.fc1.weight", "mlp.fc1.bias",
        "mlp.fc2.weight", "mlp.fc2.bias",  "ls1.gamma",       "ls2.gamma",      "mlp.w12.weight",
        "mlp.w12.bias",   "mlp.w3.weight", "mlp.w3.bias"};
    constexpr std::array<std::string_view, 18> ofModel{"cls_token",
                                                       "register_tokens",
                                                       "dist_token",
                                                       "reg_token",
                                                       "pos_embed",
                                                       "mask_token",
                                                       "patch_embed.proj.weight",
                                                       "patch_embed.proj.bias",
                                                       "norm_pre.weight",
                                                       "norm_pre.bias",
                                                       "norm.weight",
                                                       "norm.bias",
                                                       "fc_norm.weight",
                                                       "fc_norm.bias",
                                                       "head.weight",
                                                       "head.bias",
                                                       "head_dist.weight",
                                                       "head_dist.bias"};
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const std::string_view whole = name;
        const auto dot = whole.starts_with("blocks.") ? whole.find('.', 7) : whole.npos;
        const bool isKnown =
            dot == whole.npos ? std::ranges::find(ofModel, whole) != ofModel.end()
                              : std::ranges::find(ofBlock, whole.substr(dot + 1)) != ofBlock.end();
        if (!isKnown) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The model %1 has the tensor %2, which vision "
                                                   "transformers that Saccade knows do not have."),
                        {checkpoint.path.string(), inQuotes(name)});
        }
    }
}

// How the two layers of a block's MLP are called: DINOv2's own gated ones are w12 and w3.
struct MlpNames {
    std::string hidden, output;
};

MlpNames mlpNames(const Checkpoint& checkpoint)
{
    const bool isMetas = checkpoint.contains("blocks.0.mlp.w12.weight");
    return isMetas ? MlpNames{"mlp.w12", "mlp.w3"} : MlpNames{"mlp.fc1", "mlp.fc2"};
}

std::int64_t countLayers(const Checkpoint& checkpoint)
{
    std::int64_t layers = 0;
    while (checkpoint.contains("blocks." + std::to_string(layers) + ".norm1.weight")) {
        ++layers;
    }
    return std::max(layers, std::int64_t{1}); // without any, the first is missed by name
}

EncoderBlock readBlock(Weights& weights, const std::string& name, std::int64_t width,
                       const MlpNames& mlp, std::int64_t hidden, std::int64_t inner)
{
    const auto bias =
        weights.contains(name + "attn.qkv.bias") ? ProjectionBias::Needed : ProjectionBias::None;
    const auto fused = readProjection(weights, name + "attn.qkv", width, 3 * width, bias);
    const auto part = [&](std::int64_t index) {
        Projection result{.weight = fused.weight.rows(index * width, width), .bias = {}};
        if (fused.bias) {
            result.bias = fused.bias->rows(index * width, width);
        }
        return result;
    };
    const auto scale = [&](const std::string& key) -> std::optional<Tensor> {
        if (!weights.contains(name + key)) {
            return std::nullopt;
        }
        return toF32(weights.vector(name + key, width));
    };
    return {.attentionNorm = readNorm(weights, name + "norm1", width),
            .queries = part(0),
            .keys = part(1),
            .values = part(2),
            .attentionOutput = readProjection(weights, name + "attn.proj", width, width),
            .attentionScale = scale("ls1.gamma"),
            .mlpNorm = readNorm(weights, name + "norm2", width),
            .hidden = readProjection(weights, name + mlp.hidden, width, hidden),
            .mlpOutput = readProjection(weights, name + mlp.output, inner, width),
            .mlpScale = scale("ls2.gamma")};
}

// The grid of `count` patches: as many as the picture has, else a square.
std::optional<PatchGrid> gridOf(std::int64_t count, const ImagePreprocessing& picture,
                                std::int64_t patch)
{
    if (count < 1) {
        return std::nullopt;
    }
    const PatchGrid made{.rows = picture.cropHeight / patch, .columns = picture.cropWidth / patch};
    if (made.rows * made.columns == count) {
        return made;
    }
    const auto side = static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(count))));
    return side * side == count ? std::optional(PatchGrid{side, side}) : std::nullopt;
}

std::vector<Tensor> leadingTokens(Weights& weights, const Checkpoint& checkpoint,
                                  std::int64_t width)
{
    std::vector<Tensor> tokens;
    for (const std::string name : {"cls_token", "dist_token", "reg_token"}) {
        if (weights.contains(name)) {
            const auto count = checkpoint.tensor(name).elements() / width;
            tokens.push_back(weights.array(name, {1, count, width}));
        }
    }
    return tokens;
}

PatchEmbedding readPatches(Weights& weights, const Checkpoint& checkpoint,
                           const ImagePreprocessing& picture)
{
    const auto& kernel = checkpoint.tensor("patch_embed.proj.weight").shape();
    if (kernel.rank() != 4 || kernel.elements() == 0) {
        checkpoint.tensor("patch_embed.proj.weight", {1, picture.channels, 1, 1}); // says so
    }
    const auto width = kernel[0];
    const bool hasBias = weights.contains("patch_embed.proj.bias");
    PatchEmbedding patches{.projection = readPatchProjection(
                               weights, "patch_embed.proj", width, picture.channels, kernel[2],
                               hasBias ? ProjectionBias::Needed : ProjectionBias::None),
                           .channels = picture.channels,
                           .patch = kernel[2],
                           .leading = {},
                           .positions = {},
                           .grid = {},
                           .resampling = GridResampling::Antialiased};
    const auto tokens = leadingTokens(weights, checkpoint, width);
    const auto leading = stackedRows(tokens, width);
    const auto count = checkpoint.tensor("pos_embed").elements() / width;
    const auto positions = weights.array("pos_embed", {1, count, width});
    const auto withLeading = gridOf(count - leading.shape()[0], picture, patches.patch);
    const auto alone = gridOf(count, picture, patches.patch);
    if (withLeading && !tokens.empty()) {
        placeTokens(patches, tokens, positions, width);
        patches.grid = *withLeading;
    } else if (alone) { // "no_embed_class"
        patches.leading = leading;
        patches.positions = toF32(positions).reshaped({count, width});
        patches.grid = *alone;
    } else {
        throw Error(QT_TRANSLATE_NOOP("Error", "The %2 positions of the tensor %3 in %1 are no "
                                               "grid of patches."),
                    {checkpoint.path.string(), std::to_string(count), inQuotes("pos_embed")});
    }
    if (weights.contains("register_tokens")) { // Meta's: after the class token, without positions
        const auto registers = checkpoint.tensor("register_tokens").elements() / width;
        const std::array all{patches.leading,
                             weights.array("register_tokens", {1, registers, width})};
        patches.leading = stackedRows(all, width);
    }
    return patches;
}

PictureHead headOf(Weights& weights, const Checkpoint& checkpoint, const Configuration& config,
                   std::int64_t width)
{
    PictureHead head;
    const auto pooling = config.word("global_pool", "token");
    if (pooling == "avg") {
        head.features = PictureFeatures::PatchMean;
    } else if (pooling != "token" && !pooling.empty()) {
        config.refuse("global_pool", QT_TRANSLATE_NOOP("Error", "token or avg is expected."));
    }
    if (weights.contains("fc_norm.weight")) {
        head.norm = readNorm(weights, "fc_norm", width);
    }
    if (weights.contains("head.weight")) {
        const auto classes = rowsOf(checkpoint, "head.weight", width);
        head.output = readProjection(weights, "head", width, classes);
        if (weights.contains("head_dist.weight")) {
            head.features = PictureFeatures::ClassTokens;
            head.second = readProjection(weights, "head_dist", width, classes);
        }
    }
    return head;
}

// timm writes "label_names" where the classes are not those of a known data set.
std::vector<std::string> classesOf(const Checkpoint& checkpoint, std::int64_t count)
{
    auto classes = readClasses(checkpoint, count);
    const auto found = checkpoint.configuration.find("label_names");
    if (found != checkpoint.configuration.end() && found->is_array()) {
        for (std::size_t i = 0; i < std::min(classes.size(), found->size()); ++i) {
            if (found->at(i).is_string()) {
                classes[i] = found->at(i).get<std::string>();
            }
        }
    }
    return classes;
}

EncoderRule ruleOf(const Configuration& config, const Checkpoint& checkpoint, std::int64_t width,
                   std::int64_t hidden, std::int64_t inner)
{
    const auto architecture = config.word("architecture", {});
    const bool isQuick = architecture.find("quickgelu") != std::string::npos;
    const bool isClips = checkpoint.contains("norm_pre.weight"); // with PyTorch's own epsilon
    EncoderRule rule{.heads = headsOf(config, width),
                     .epsilon = isClips ? 1e-5 : 1e-6,
                     .activation = isQuick ? Activation::GeluQuick : Activation::GeluErf,
                     .norms = NormOrder::BeforePart};
    if (hidden == 2 * inner) {
        rule.mlp = MlpKind::Gated;
        rule.activation = Activation::Silu;
    }
    return rule;
}

class TimmVitFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "timm-vit"; }
    std::vector<std::string> architectures() const override { return {"timm-vit"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer>) const override
    {
        requireKnownParts(*checkpoint);
        const Configuration config(*checkpoint);
        Weights weights(*checkpoint);
        PictureEncoderParts parts;
        parts.family = "timm-vit";
        parts.preprocessing = timmImagePreprocessing(*checkpoint);
        parts.patches = readPatches(weights, *checkpoint, parts.preprocessing);
        if (!config.contains("pretrained_cfg")) { // the tensors alone: the size that they fit
            parts.preprocessing.width = parts.patches.grid.columns * parts.patches.patch;
            parts.preprocessing.height = parts.patches.grid.rows * parts.patches.patch;
        }
        const auto width = parts.patches.projection.weight.shape()[0];
        const auto mlp = mlpNames(*checkpoint);
        const auto hidden = rowsOf(*checkpoint, "blocks.0." + mlp.hidden + ".weight", width);
        const auto& output = checkpoint->tensor("blocks.0." + mlp.output + ".weight").shape();
        const auto inner = output.rank() == 2 ? output[1] : hidden;
        parts.rule = ruleOf(config, *checkpoint, width, hidden, inner);
        for (std::int64_t layer = 0; layer < countLayers(*checkpoint); ++layer) {
            parts.blocks.push_back(readBlock(weights, "blocks." + std::to_string(layer) + ".",
                                             width, mlp, hidden, inner));
        }
        if (weights.contains("norm_pre.weight")) {
            parts.firstNorm = readNorm(weights, "norm_pre", width);
        }
        if (weights.contains("norm.weight")) {
            parts.finalNorm = readNorm(weights, "norm", width);
        }
        parts.head = headOf(weights, *checkpoint, config, width);
        if (parts.head.output) {
            parts.classes = classesOf(*checkpoint, parts.head.output->weight.shape()[0]);
        }
        return makePictureEncoder(std::move(checkpoint), weights, std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<TimmVitFamily>());

} // namespace

} // namespace saccade
