#include "app/window/given_file.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QSaveFile>
#include <QStandardPaths>

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

} // namespace

GivenFile givenFile(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return pictureEndings().contains(ending) ? GivenFile::Picture
           : soundEndings().contains(ending) ? GivenFile::Sound
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

QString keptPicture(const QImage& picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (picture.isNull() || !picture.save(&buffer, "png")) {
        return {};
    }
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                      QStringLiteral("/pictures"));
    const QByteArray name = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    const QString path =
        folder.filePath(QString::fromLatin1(name.left(16)) + QStringLiteral(".png"));
    if (QFileInfo::exists(path)) {
        return path;
    }
    QSaveFile file(path);
    const bool isWritten = QDir().mkpath(folder.path()) && file.open(QIODevice::WriteOnly) &&
                           file.write(bytes) == bytes.size() && file.commit();
    return isWritten ? path : QString();
}

} // namespace saccade
