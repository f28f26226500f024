#include "app/window/given_file.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <algorithm>

namespace saccade
{

namespace
{

const QStringList& soundEndings()
{
    static const QStringList endings = {QStringLiteral("wav"),  QStringLiteral("flac"),
                                        QStringLiteral("ogg"),  QStringLiteral("mp3"),
                                        QStringLiteral("aiff"), QStringLiteral("au")};
    return endings;
}

const QStringList& seriesEndings()
{
    static const QStringList endings = {QStringLiteral("csv"), QStringLiteral("tsv")};
    return endings;
}

QStringList pictureEndings()
{
    QStringList endings;
    for (const auto& format : QImageReader::supportedImageFormats()) {
        endings << QString::fromLatin1(format);
    }
    return endings;
}

QString patterns(const QStringList& endings)
{
    QStringList words;
    for (const auto& ending : endings) {
        words << QStringLiteral("*.") + ending;
    }
    return words.join(QLatin1Char(' '));
}

/// Of pictures that came without a file.
QDir pictureFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                QStringLiteral("/pictures"));
}

/// The number of such a picture, and what its contents amount to.
const QRegularExpression& keptName()
{
    static const QRegularExpression pattern(
        QStringLiteral("^pasted-([0-9]+)-([0-9a-f]{16})\\.png$"));
    return pattern;
}

} // namespace

GivenFile givenFile(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return pictureEndings().contains(ending)  ? GivenFile::Picture
           : soundEndings().contains(ending)  ? GivenFile::Sound
           : seriesEndings().contains(ending) ? GivenFile::Series
                                              : GivenFile::Model;
}

QString picturePatterns()
{
    return patterns(pictureEndings());
}

QString soundPatterns()
{
    return patterns(soundEndings());
}

QString seriesPatterns()
{
    return patterns(seriesEndings());
}

QString keptPicture(const QImage& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (picture.isNull() || !picture.save(&buffer, "png")) {
        return {};
    }
    const QDir folder = pictureFolder();
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    const QString contents = QString::fromLatin1(hash.left(16));
    int last = 0;
    for (const auto& name : folder.entryList({QStringLiteral("*.png")}, QDir::Files)) {
        const auto match = keptName().match(name);
        if (match.captured(2) == contents) {
            return folder.filePath(name);
        }
        last = std::max(last, match.captured(1).toInt());
    }
    const QString path =
        folder.filePath(QStringLiteral("pasted-%1-%2.png").arg(last + 1).arg(contents));
    QSaveFile file(path);
    const bool isWritten = QDir().mkpath(folder.path()) && file.open(QIODevice::WriteOnly) &&
                           file.write(bytes) == bytes.size() && file.commit();
    return isWritten ? path : QString();
}

QString mediaName(const QString& path)
{
    const QFileInfo file(path);
    const auto match = keptName().match(file.fileName());
    return match.hasMatch() && file.dir() == pictureFolder()
               ? QCoreApplication::translate("MediaName", "Pasted picture %1")
                     .arg(match.captured(1))
               : file.fileName();
}

} // namespace saccade
