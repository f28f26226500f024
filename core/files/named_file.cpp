#include "core/files/named_file.h"

#include "core/base/error.h"

#include <QtGlobal>

namespace saccade
{

void requireFile(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no file or folder “%1”."),
                         {path.string()});
    }
    if (std::filesystem::is_directory(status)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” is a folder: choose a file in it."),
                         {path.string()});
    }
}

} // namespace saccade
