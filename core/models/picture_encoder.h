// Vision transformers (Dosovitskiy et al., arXiv:2010.11929): patches, class token and registers,
// blocks with their norms before, a head. The families differ in names, extras and heads.
#pragma once

#include "core/models/patch_embedding.h"

namespace saccade
{

/// What a head makes of the positions after the final norm.
enum class PictureFeatures {
    ClassToken,        // ViT
    ClassTokenAndMean, // DINOv2: class token and mean of the patches, side by side
    PatchMean,         // mean of the patches
    ClassTokens,       // DeiT: class and distillation token, a head each; the mean of both
};

struct PictureHead {
    PictureFeatures features = PictureFeatures::ClassToken;
    std::optional<EncoderNorm> norm{}; // of the features
    std::optional<Projection> dense{}; // with tanh: ViT's pooler
    std::optional<Projection> output{};
    std::optional<Projection> second{}; // of the distillation token
};

struct PictureEncoderParts {
    std::string family;
    EncoderRule rule;
    PatchEmbedding patches;
    std::optional<EncoderNorm> firstNorm{}; // before the first block
    std::vector<EncoderBlock> blocks;
    std::optional<EncoderNorm> finalNorm{};
    PictureHead head;
    std::vector<std::string> classes;
    ImagePreprocessing preprocessing;
};

/// Reads pixels. Result "logits" [1, classes]; "pooled" [1, width] where there are no classes.
std::shared_ptr<const Model> makePictureEncoder(std::shared_ptr<const Checkpoint> checkpoint,
                                                const Weights& weights, PictureEncoderParts parts);

} // namespace saccade
