// Pictures as models read them and people see them.
#pragma once

#include "core/models/model.h"

#include <filesystem>

namespace saccade
{

/// `input` with the picture of a file. Throws what readPicture and preparePicture throw.
EncoderInput withPicture(EncoderInput input, const std::filesystem::path& path,
                         const ImagePreprocessing& preprocessing);

/// What normalised pixels F32 [channels, height, width] look like to a person. → F32 [3, height,
/// width] in 0 … 1
Tensor shownPixels(const Tensor& pixels, const ImagePreprocessing& preprocessing);

} // namespace saccade
