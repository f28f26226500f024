#include "core/models/patch_embedding.h"

#include "core/base/error.h"
#include "core/models/resampling.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

// F32 [rows·columns, width] for this grid.
Tensor positionsFor(const PatchGrid& grid, const PatchEmbedding& embedding)
{
    if (grid == embedding.grid) {
        return embedding.positions;
    }
    const auto along = [&](std::int64_t from, std::int64_t to) {
        return embedding.resampling == GridResampling::Bicubic
                   ? bicubic(from, to)
                   : resampled(from, to, Resampling::Bicubic);
    };
    return resampledGrid(embedding.positions, embedding.grid.columns,
                         along(embedding.grid.rows, grid.rows),
                         along(embedding.grid.columns, grid.columns));
}

} // namespace

Projection readPatchProjection(Weights& weights, const std::string& name, std::int64_t width,
                               std::int64_t channels, std::int64_t patch, ProjectionBias bias)
{
    Projection result{.weight = weights.array(name + ".weight", {width, channels, patch, patch})
                                    .reshaped({width, channels * patch * patch}),
                      .bias = {}};
    if (bias == ProjectionBias::Needed) {
        result.bias = weights.vector(name + ".bias", width);
    }
    return result;
}

Tensor stackedRows(std::span<const Tensor> parts, std::int64_t width)
{
    std::int64_t count = 0;
    for (const auto& part : parts) {
        count += part.elements() / width;
    }
    auto result = Tensor::allocate(DType::F32, {count, width});
    auto target = result.mutableFloats().begin();
    for (const auto& part : parts) {
        const auto values = toF32(part);
        target = std::ranges::copy(values.floats(), target).out;
    }
    return result;
}

Tensor sumOf(const Tensor& a, const Tensor& b)
{
    auto result = Tensor::allocate(DType::F32, a.shape());
    std::ranges::transform(a.floats(), b.floats(), result.mutableFloats().begin(), std::plus<>());
    return result;
}

PatchGrid patchGrid(const Tensor& pixels, const PatchEmbedding& embedding, const std::string& name)
{
    if (pixels.isEmpty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 reads a picture, and was given none."),
                         {name});
    }
    const auto& shape = pixels.shape();
    if (shape.rank() != 3 || shape[0] != embedding.channels || shape[1] < embedding.patch ||
        shape[2] < embedding.patch || pixels.dtype() != DType::F32) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "%1 reads pixels of the shape [%2, height, width], at "
                                           "least %3 a side, and was given %4."),
                         {name, std::to_string(embedding.channels), std::to_string(embedding.patch),
                          shape.text()});
    }
    const PatchGrid grid{.rows = shape[1] / embedding.patch, .columns = shape[2] / embedding.patch};
    // Every pair of patches is computed: beyond this a run would not end in a person's patience.
    constexpr std::int64_t mostPatches = 16384;
    if (grid.rows > mostPatches || grid.columns > mostPatches ||
        grid.rows * grid.columns > mostPatches) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "%1 would cut a picture of %2 into %3 × %4 patches; at "
                                           "most %5 in all are possible. Make the picture smaller, "
                                           "or correct the size in preprocessor_config.json."),
                         {name, shape.text(), std::to_string(grid.rows),
                          std::to_string(grid.columns), std::to_string(mostPatches)});
    }
    return grid;
}

Value embedPatches(EncoderGraph& encoder, const Shape& pixels, const PatchEmbedding& embedding)
{
    auto& graph = encoder.graph;
    const auto patch = embedding.patch;
    const auto input = graph.input("pixels", DType::F32, pixels);
    encoder.inputs.emplace("pixels", input);
    const PatchGrid grid{.rows = pixels[1] / patch, .columns = pixels[2] / patch};
    const auto patches = project(
        unfold(input, {.height = patch, .width = patch, .strideY = patch, .strideX = patch}),
        embedding.projection);
    const auto placed = add(patches, graph.constant(positionsFor(grid, embedding)));
    if (embedding.leading.isEmpty()) {
        return placed;
    }
    return concatenate(std::array{graph.constant(embedding.leading), placed});
}

Sequence patchSequence(const PatchGrid& grid, const PatchEmbedding& embedding)
{
    const auto leading = embedding.leading.isEmpty() ? 0 : embedding.leading.shape()[0];
    return {.name = "patches",
            .length = leading + grid.rows * grid.columns,
            .leading = leading,
            .rows = grid.rows,
            .columns = grid.columns};
}

} // namespace saccade
