#include "core/models/picture_configuration.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr std::int64_t mostSide = 16384;

std::int64_t countOr(const Configuration& configuration, std::string_view key,
                     const std::optional<std::int64_t>& fallback)
{
    return fallback ? configuration.count(key, *fallback) : configuration.count(key);
}

// One number, or height and width.
std::pair<std::int64_t, std::int64_t> sides(const Configuration& configuration,
                                            const nlohmann::json& object, const std::string& key,
                                            std::int64_t fallback)
{
    if (!configuration.contains(key)) {
        return {fallback, fallback};
    }
    const auto isSide = [](const nlohmann::json& value) {
        return value.is_number_integer() && value.get<double>() >= 1.0 &&
               value.get<double>() <= static_cast<double>(mostSide);
    };
    const auto& value = object.at(key);
    if (isSide(value)) {
        return {value.get<std::int64_t>(), value.get<std::int64_t>()};
    }
    if (!value.is_array() || value.size() != 2 ||
        !std::all_of(value.begin(), value.end(), isSide)) {
        configuration.refuse(
            key, QT_TRANSLATE_NOOP("Error", "from 1 to 16384 pixels, or two such numbers, are "
                                            "expected."));
    }
    return {value.at(0).get<std::int64_t>(), value.at(1).get<std::int64_t>()};
}

} // namespace

PictureSizes pictureSizes(const Configuration& configuration, const nlohmann::json& object,
                          const Checkpoint& checkpoint, const PictureDefaults& defaults)
{
    PictureSizes sizes{};
    sizes.width = countOr(configuration, "hidden_size", defaults.width);
    sizes.heads = countOr(configuration, "num_attention_heads", defaults.heads);
    const auto tensors = static_cast<std::int64_t>(checkpoint.tensors.size());
    sizes.layers = configuration.contains("num_hidden_layers") || !defaults.layers
                       ? configuration.layers("num_hidden_layers", checkpoint.tensors.size())
                       : std::min(*defaults.layers, tensors);
    sizes.channels = configuration.count("num_channels", 3);
    if (sizes.width % sizes.heads != 0) {
        configuration.refuse("num_attention_heads",
                             QT_TRANSLATE_NOOP("Error", "a divisor of the width is expected."));
    }
    const auto [height, width] = sides(configuration, object, "image_size", defaults.image);
    const auto [patchHeight, patchWidth] =
        sides(configuration, object, "patch_size", defaults.patch);
    if (patchHeight != patchWidth || patchHeight > std::min(height, width)) {
        configuration.refuse("patch_size",
                             QT_TRANSLATE_NOOP("Error", "square patches, no larger than the "
                                                        "picture, are expected."));
    }
    sizes.patch = patchHeight;
    sizes.imageHeight = height;
    sizes.imageWidth = width;
    sizes.grid = {.rows = height / patchHeight, .columns = width / patchHeight};
    return sizes;
}

void placeTokens(PatchEmbedding& embedding, std::span<const Tensor> placed, const Tensor& positions,
                 std::int64_t width)
{
    const auto table = toF32(positions).reshaped({positions.elements() / width, width});
    const auto tokens = stackedRows(placed, width);
    const auto leading = tokens.shape()[0];
    embedding.leading = sumOf(tokens, table.rows(0, leading));
    embedding.positions = table.rows(leading, table.shape()[0] - leading);
}

} // namespace saccade
