// The languages of the window.
#pragma once

#include <QList>
#include <QString>

namespace saccade
{

struct Language {
    QString code;    // "en", "de", "zh_CN"; empty: that of the system
    QString endonym; // "Deutsch"
};

/// English and every translation that the program carries.
const QList<Language>& languages();
/// Whether a font is installed that has the signs of a language.
bool canBeWritten(const QString& code);
/// From now on; widgets that exist keep their texts. An unknown code is English, and so is the
/// language of the system where no font can write it.
void applyLanguage(const QString& code);

} // namespace saccade
