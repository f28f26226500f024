// Pictures that a run reads and writes pixel by pixel.
#pragma once

#include "app/commands/run_options.h"

namespace saccade
{

/// How many pixels of the picture are the prompt: those of --rows, else all but those of --steps.
/// Throws UsageError if the picture has fewer rows.
std::int64_t keptPixels(const RunOptions& options, const PixelTokens& pixels);

/// Throws UsageError if the folder does not exist, or the model writes no pictures.
void requirePictureFile(const std::string& path, const Model& model);

/// The trace's "image" as a file (PNG and what else Qt writes, by the name's end). Throws Error
/// where that is not possible.
void saveWrittenPicture(const Trace& trace, const std::string& path);

} // namespace saccade
