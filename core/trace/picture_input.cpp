#include "core/trace/picture_input.h"

#include "core/files/picture.h"
#include "core/models/image_preprocessing.h"

namespace saccade
{

EncoderInput withPicture(EncoderInput input, const std::filesystem::path& path,
                         const ImagePreprocessing& preprocessing)
{
    auto prepared = preparePicture(readPicture(path), preprocessing);
    input.pixels = std::move(prepared.pixels);
    input.picture = std::move(prepared.picture);
    return input;
}

} // namespace saccade
