// What the program remembers of its user.
#pragma once

#include "app/window/appearance.h"

#include <QByteArray>
#include <QStringList>

namespace saccade
{

/// In the settings file of the user; see QSettings. Made where it is needed.
class Preferences
{
public:
    static constexpr int mostRecent = 10;

    QStringList recentFiles() const; // newest first, those that still exist
    void addRecentFile(const QString& path);
    void clearRecentFiles();

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    QString language() const; // empty: that of the system
    void setLanguage(const QString& code);
    QString device() const;
    void setDevice(const QString& choice);
    QString folder() const; // of the newest file dialog
    void setFolder(const QString& path);
    QStringList modelFolders() const; // in which models are looked for, besides the usual places
    void addModelFolder(const QString& path);
    void removeModelFolder(const QString& path);

    QByteArray
    layout(const QString& part) const; // empty: none saved, or by another version of the layout
    void setLayout(const QString& part, const QByteArray& state);
    void clearLayout();
};

} // namespace saccade
