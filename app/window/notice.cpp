#include "app/window/notice.h"

#include "core/base/error.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace saccade
{

QString errorText(const std::exception& error)
{
    if (const auto* own = dynamic_cast<const Error*>(&error)) {
        const QString pattern = QCoreApplication::translate("Error", own->pattern().c_str());
        return QString::fromStdString(substitute(pattern.toStdString(), own->arguments()));
    }
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
        return QCoreApplication::translate(
            "Notice", "There is not enough memory for this. Close other programs, "
                      "or use a smaller model or a shorter text.");
    }
    return QCoreApplication::translate("Notice", "Something went wrong inside Saccade: %1")
        .arg(QString::fromUtf8(error.what()));
}

Notice errorNotice(const std::exception& error, const QString& doing)
{
    const QString details =
        QStringLiteral("%1\n%2\nSaccade %3, Qt %4, %5")
            .arg(doing, QString::fromUtf8(error.what()), QCoreApplication::applicationVersion(),
                 QString::fromLatin1(qVersion()), QSysInfo::prettyProductName());
    return {Notice::Severity::Error, errorText(error), details.trimmed()};
}

} // namespace saccade
