// What the window tells without being asked: a sentence, and details for a report.
#pragma once

#include <QMetaType>
#include <QString>
#include <exception>

namespace saccade
{

struct Notice {
    enum class Severity { Information, Warning, Error };

    Severity severity = Severity::Information;
    QString text;    // translated
    QString details; // what to paste into a report; may be empty
};

/// A caught exception as a notice, in the language of the window. `doing`: the title of the job
/// that failed.
Notice errorNotice(const std::exception& error, const QString& doing);

} // namespace saccade
