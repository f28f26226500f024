#include "app/window/preferences.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace saccade
{

namespace
{

constexpr int layoutVersion = 1; // raise it when docks come or go

const QString recentKey = QStringLiteral("recentFiles");
const QString themeKey = QStringLiteral("theme");
const QString languageKey = QStringLiteral("language");
const QString deviceKey = QStringLiteral("device");
const QString folderKey = QStringLiteral("folder");
const QString modelFoldersKey = QStringLiteral("modelFolders");

QString layoutKey(const QString& part)
{
    return QStringLiteral("layout%1/%2").arg(layoutVersion).arg(part);
}

} // namespace

QStringList Preferences::recentFiles() const
{
    QStringList files = QSettings().value(recentKey).toStringList();
    files.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return files;
}

void Preferences::addRecentFile(const QString& path)
{
    QStringList files = recentFiles();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    files.removeAll(absolute);
    files.prepend(absolute);
    QSettings().setValue(recentKey, QStringList(files.mid(0, mostRecent)));
}

void Preferences::clearRecentFiles()
{
    QSettings().remove(recentKey);
}

ThemeChoice Preferences::theme() const
{
    return themeChoice(QSettings().value(themeKey).toString());
}

void Preferences::setTheme(ThemeChoice choice)
{
    QSettings().setValue(themeKey, word(choice));
}

QString Preferences::language() const
{
    return QSettings().value(languageKey).toString();
}

void Preferences::setLanguage(const QString& code)
{
    QSettings().setValue(languageKey, code);
}

QString Preferences::device() const
{
    return QSettings().value(deviceKey, QStringLiteral("auto")).toString();
}

void Preferences::setDevice(const QString& choice)
{
    QSettings().setValue(deviceKey, choice);
}

QString Preferences::folder() const
{
    return QSettings().value(folderKey, QDir::homePath()).toString();
}

void Preferences::setFolder(const QString& path)
{
    QSettings().setValue(folderKey, path);
}

QStringList Preferences::modelFolders() const
{
    return QSettings().value(modelFoldersKey).toStringList();
}

void Preferences::addModelFolder(const QString& path)
{
    QStringList folders = modelFolders();
    if (!folders.contains(path)) {
        QSettings().setValue(modelFoldersKey, folders << path);
    }
}

void Preferences::removeModelFolder(const QString& path)
{
    QStringList folders = modelFolders();
    folders.removeAll(path);
    QSettings().setValue(modelFoldersKey, folders);
}

QByteArray Preferences::layout(const QString& part) const
{
    return QSettings().value(layoutKey(part)).toByteArray();
}

void Preferences::setLayout(const QString& part, const QByteArray& state)
{
    QSettings().setValue(layoutKey(part), state);
}

void Preferences::clearLayout()
{
    QSettings().remove(QStringLiteral("layout%1").arg(layoutVersion));
}

} // namespace saccade
