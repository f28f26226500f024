// How a vision transformer cuts a picture into patches (Dosovitskiy et al., arXiv:2010.11929).
#pragma once

#include "core/models/encoder_parts.h"

namespace saccade
{

/// How the position embeddings of a picture of another size are made.
enum class GridResampling {
    Bicubic,    // transformers: a = −0.75, no antialiasing
    Antialiased // timm, DINOv2 with registers: a = −0.5, as Pillow
};

struct PatchGrid {
    std::int64_t rows = 1, columns = 1;

    bool operator==(const PatchGrid&) const = default;
};

struct PatchEmbedding {
    Projection projection; // weight [width, channels·patch·patch]
    std::int64_t channels = 3;
    std::int64_t patch = 16; // pixels a side
    Tensor leading;          // F32 [k, width]: class token, registers, with their positions
    Tensor positions;        // F32 [rows·columns, width], of the patches
    PatchGrid grid;          // for which the model was made
    GridResampling resampling = GridResampling::Bicubic;
};

/// `name`.weight [width, channels, patch, patch] and, where needed, `name`.bias.
Projection readPatchProjection(Weights& weights, const std::string& name, std::int64_t width,
                               std::int64_t channels, std::int64_t patch,
                               ProjectionBias bias = ProjectionBias::Needed);

/// Rows of tensors [1, k, width], [k, width] or [width], one after the other, as F32.
Tensor stackedRows(std::span<const Tensor> parts, std::int64_t width);
/// The sum of two F32 tensors of one shape.
Tensor sumOf(const Tensor& a, const Tensor& b);

/// The patches of these pixels. Throws UsageError if they are none, or are not
/// [channels, height, width] with at least one whole patch each way; `name`: the model's.
PatchGrid patchGrid(const Tensor& pixels, const PatchEmbedding& embedding, const std::string& name);

/// Adds the input "pixels" → [k + rows·columns, width]. Pixels beyond whole patches are left out.
Value embedPatches(EncoderGraph& encoder, const Shape& pixels, const PatchEmbedding& embedding);

/// Class token, registers and patches as positions of one sequence, "patches".
Sequence patchSequence(const PatchGrid& grid, const PatchEmbedding& embedding);

} // namespace saccade
