#include "views/error_text.h"

#include "core/base/error.h"

#include <QCoreApplication>

namespace saccade
{

QString errorText(const std::exception& error)
{
    const auto* ours = dynamic_cast<const Error*>(&error);
    if (ours == nullptr) {
        return QString::fromUtf8(error.what());
    }
    const QString pattern = QCoreApplication::translate("Error", ours->pattern().c_str());
    return QString::fromStdString(substitute(pattern.toStdString(), ours->arguments()));
}

} // namespace saccade
