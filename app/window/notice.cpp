#include "app/window/notice.h"

#include "core/base/error.h"
#include "views/error_text.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace saccade
{

namespace
{

/// What is not ours says little to a reader.
QString sentence(const std::exception& error)
{
    if (dynamic_cast<const Error*>(&error) != nullptr) {
        return errorText(error);
    }
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
        return QCoreApplication::translate("Notice",
                                           "There is not enough memory for this. Close other "
                                           "programs, or use a smaller model or a shorter text.");
    }
    return QCoreApplication::translate("Notice", "Something went wrong inside Saccade: %1")
        .arg(errorText(error));
}

} // namespace

Notice errorNotice(const std::exception& error, const QString& doing)
{
    const QString details =
        QStringLiteral("%1\n%2\nSaccade %3, Qt %4, %5")
            .arg(doing, QString::fromUtf8(error.what()), QCoreApplication::applicationVersion(),
                 QString::fromLatin1(qVersion()), QSysInfo::prettyProductName());
    return {Notice::Severity::Error, sentence(error), details.trimmed()};
}

} // namespace saccade
