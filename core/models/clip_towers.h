// The two encoders of CLIP: weights, and their parts of a graph.
#pragma once

#include "core/models/patch_embedding.h"

namespace saccade
{

/// What both have.
struct ClipTower {
    std::int64_t width = 0;
    EncoderRule rule;
    std::vector<EncoderBlock> blocks;
    EncoderNorm finalNorm;
    std::optional<Projection> projection; // to the common space
};

struct ClipText {
    ClipTower tower;
    Tensor words;     // [vocabulary, width]
    Tensor positions; // [positions, width]
    /// F32 [vocabulary, 1]: how strongly a token asks to be the one that stands for the text.
    Tensor endScores;
};

struct ClipVision {
    ClipTower tower;
    PatchEmbedding patches;
    EncoderNorm firstNorm;
    ImagePreprocessing preprocessing;
};

/// Throw Error as Weights and Configuration do.
ClipText readClipText(Weights& weights, const Checkpoint& checkpoint);
ClipVision readClipVision(Weights& weights, const Checkpoint& checkpoint);

/// Adds inputs, values named "text.…" and the result "text_embedding" [1, width], of length 1;
/// "pooled" where there is no projection to the common space. Throws UsageError if the text is
/// too long.
Value addClipText(EncoderGraph& encoder, const ClipText& text, std::int64_t length,
                  const std::string& name);
/// The same for "vision.…" and "image_embedding". Throws UsageError as patchGrid.
Value addClipVision(EncoderGraph& encoder, const ClipVision& vision, const Tensor& pixels,
                    const std::string& name);

} // namespace saccade
