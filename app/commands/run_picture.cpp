#include "app/commands/run_picture.h"

#include "core/base/error.h"

#include <QImage>
#include <QString>
#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

std::int64_t keptPixels(const RunOptions& options, const PixelTokens& pixels)
{
    if (!options.input.rows) {
        return std::max<std::int64_t>(0, pixels.pixels() -
                                             std::max<std::int64_t>(0, options.steps.value_or(0)));
    }
    const auto rows = *options.input.rows;
    if (rows < 0 || rows > pixels.rows) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 rows cannot be kept of a picture that has %2."),
            {std::to_string(rows), std::to_string(pixels.rows)});
    }
    return rows * pixels.columns;
}

void requirePictureFile(const std::string& path, const Model& model)
{
    if (!model.info().pixels) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "--out is for models that write pictures, "
                                                    "which “%1” does not."),
                         {model.info().name});
    }
    const auto folder = std::filesystem::absolute(path).parent_path();
    if (!std::filesystem::is_directory(folder)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The picture cannot be written: there is no folder “%1”."),
            {folder.string()});
    }
}

void saveWrittenPicture(const Trace& trace, const std::string& path)
{
    const auto* picture = trace.find("image");
    if (picture == nullptr) {
        throw Error(QT_TRANSLATE_NOOP("Error", "There is no picture to write: the run has not one "
                                               "whole row of pixels."));
    }
    const auto height = picture->shape()[1];
    const auto width = picture->shape()[2];
    const auto values = picture->floats(); // [colour, row, column]
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB888);
    const auto level = [&](std::int64_t colour, std::int64_t pixel) {
        const auto value = values[static_cast<std::size_t>(colour * height * width + pixel)];
        return static_cast<int>(std::lround(255.0F * value));
    };
    for (std::int64_t pixel = 0; pixel < height * width; ++pixel) {
        image.setPixel(static_cast<int>(pixel % width), static_cast<int>(pixel / width),
                       qRgb(level(0, pixel), level(1, pixel), level(2, pixel)));
    }
    if (!image.save(QString::fromStdString(path))) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The picture %1 cannot be written: its name must "
                                               "end as in “.png”, and the disk have room."),
                    {path});
    }
}

} // namespace saccade
