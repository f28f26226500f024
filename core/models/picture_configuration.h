// The sizes of a vision transformer as Hugging Face's config.json states them.
#pragma once

#include "core/models/configuration.h"
#include "core/models/patch_embedding.h"

namespace saccade
{

struct PictureSizes {
    std::int64_t width, layers, heads, channels, patch;
    std::int64_t imageWidth, imageHeight; // pixels
    PatchGrid grid;
};

/// What the keys are when config.json is silent: nested configurations leave out defaults.
struct PictureDefaults {
    std::optional<std::int64_t> width{}, layers{}, heads{};
    std::int64_t image = 224, patch = 16;
};

/// `configuration` may be a part of `checkpoint`'s. Throws Error if the heads do not divide the
/// width, or the picture is smaller than a patch or more than 16,384 pixels a side.
PictureSizes pictureSizes(const Configuration& configuration, const nlohmann::json& object,
                          const Checkpoint& checkpoint, const PictureDefaults& defaults = {});

/// Leading tokens with their positions, and the positions of the patches, out of a table
/// [1, k + patches, width] or [k + patches, width] as F32.
void placeTokens(PatchEmbedding& embedding, std::span<const Tensor> placed, const Tensor& positions,
                 std::int64_t width);

} // namespace saccade
