// From a picture to the numbers that a model reads.
#pragma once

#include "core/graph/tensor.h"
#include "core/models/preprocessing.h"

#include <QImage>
#include <filesystem>

namespace saccade
{

struct Checkpoint;

/// What preprocessor_config.json beside the checkpoint says (the keys of transformers' image
/// processors), else `fallback`. Throws Error naming file and key if that is not possible.
ImagePreprocessing readImagePreprocessing(const Checkpoint& checkpoint,
                                          const ImagePreprocessing& fallback);

/// What timm's config.json says in "pretrained_cfg".
ImagePreprocessing timmImagePreprocessing(const Checkpoint& checkpoint);

struct PreparedPicture {
    Tensor pixels;  // F32 [channels, height, width], normalised
    Tensor picture; // F32 [3, height, width] in 0 … 1: the same to a person
};

/// Resizes as Pillow does (8 bits between the passes), crops from the middle, normalises. Throws
/// UsageError if the picture is too narrow to be resized (its other side would have more than
/// 16,384 pixels).
PreparedPicture preparePicture(const QImage& image, const ImagePreprocessing& preprocessing);

/// Resized as Pillow's Image.resize: 8 bits a channel, horizontally first.
QImage resizedPicture(const QImage& image, int width, int height, Resampling filter);

} // namespace saccade
