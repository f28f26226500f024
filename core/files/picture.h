// Pictures from files: PNG, JPEG, WebP and what else Qt reads.
#pragma once

#include <QImage>
#include <filesystem>

namespace saccade
{

/// Upright (EXIF orientation applied), opaque (alpha over white), 8 bits a channel: Format_RGB888.
/// Throws UsageError if there is no such file or it is no picture, Error if it is damaged, more
/// than 16,384 pixels a side or more than 100 megapixels (checked before decoding).
QImage readPicture(const std::filesystem::path& path);

/// The same for a picture that is in memory already: from the clipboard, dropped.
QImage opaquePicture(const QImage& image);

} // namespace saccade
