#include "app/commands/demo_model.h"

#include "core/base/error.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace saccade
{

namespace
{

struct PackedFile {
    QString name;
    QByteArray bytes;
};

std::vector<PackedFile> packedFiles()
{
    std::vector<PackedFile> files;
    for (const auto* name : {"config.json", "model.safetensors", "tokenizer.json"}) {
        QFile file(QStringLiteral(":/demo/") + QLatin1String(name));
        if (!file.open(QIODevice::ReadOnly)) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "The program was built without its demo model."));
        }
        files.push_back({QLatin1String(name), file.readAll()});
    }
    return files;
}

QString checksum(const std::vector<PackedFile>& files)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const auto& file : files) {
        hash.addData(file.bytes);
    }
    return QString::fromLatin1(hash.result().toHex().left(12));
}

bool isComplete(const QString& folder, const std::vector<PackedFile>& files)
{
    return std::ranges::all_of(files, [&](const auto& file) {
        return QFileInfo(folder + '/' + file.name).size() == file.bytes.size();
    });
}

// Into a folder of its own first, so that another process never sees half of it.
bool unpack(const QString& folder, const std::vector<PackedFile>& files)
{
    QDir().mkpath(QFileInfo(folder).path());
    QTemporaryDir temporary(folder + QStringLiteral("-XXXXXX"));
    for (const auto& packed : files) {
        QFile file(temporary.filePath(packed.name));
        if (!file.open(QIODevice::WriteOnly) || file.write(packed.bytes) != packed.bytes.size() ||
            !file.flush()) {
            return false;
        }
    }
    QDir(folder).removeRecursively(); // what an interrupted start or a cleaner left
    if (QDir().rename(temporary.path(), folder)) {
        temporary.setAutoRemove(false);
    }
    return isComplete(folder, files); // whoever renamed first
}

} // namespace

std::filesystem::path demoModelFolder()
{
    const auto files = packedFiles();
    // The last part is the name under which the model appears.
    const auto name = checksum(files) + QStringLiteral("/demo");
    const QStringList places{
        QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
            QStringLiteral("/saccade"),
        QDir::tempPath() + QStringLiteral("/saccade")};
    for (const auto& place : places) {
        const auto folder = place + '/' + name;
        if (isComplete(folder, files) || unpack(folder, files)) {
            return QFile::encodeName(folder).toStdString();
        }
    }
    throw Error(QT_TRANSLATE_NOOP(
                    "Error", "The demo model could not be unpacked, neither into %1 nor into %2."),
                {places[0].toStdString(), places[1].toStdString()});
}

} // namespace saccade
