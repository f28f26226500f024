#include "app/window/opening.h"

#include "app/window/given_file.h"
#include "app/window/open_model_dialog.h"
#include "app/window/preferences.h"
#include "app/window/workbench.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>
#include <algorithm>

namespace saccade
{

Opening::Opening(QWidget& window, Workbench& workbench)
    : QObject(&window), m_window(window), m_workbench(workbench)
{
}

bool Opening::canTake(const QMimeData& data)
{
    return data.hasImage() || std::ranges::any_of(data.urls(), &QUrl::isLocalFile);
}

bool Opening::take(const QMimeData& data)
{
    const auto urls = data.urls();
    const auto file = std::ranges::find_if(urls, &QUrl::isLocalFile);
    if (file != urls.end()) {
        takeFile(file->toLocalFile());
        return true;
    }
    const auto picture = qvariant_cast<QImage>(data.imageData());
    if (picture.isNull()) {
        return false;
    }
    takePicture(picture);
    return true;
}

void Opening::takeFile(const QString& path)
{
    switch (givenFile(path)) {
    case GivenFile::Picture:
        emit pictureGiven(path);
        break;
    case GivenFile::Sound:
        emit soundGiven(path);
        break;
    case GivenFile::Series:
        emit seriesGiven(path);
        break;
    case GivenFile::Model:
        open(path.toStdString());
    }
}

void Opening::takePicture(const QImage& picture)
{
    const QString path = keptPicture(picture);
    if (path.isEmpty()) {
        emit m_workbench.noticed({Notice::Severity::Error,
                                  tr("The picture cannot be kept: there is no room or no right to "
                                     "write in the folder for data of programs."),
                                  {}});
        return;
    }
    emit pictureGiven(path);
}

void Opening::open(const std::filesystem::path& path)
{
    m_workbench.open(path);
}

void Opening::chooseModel()
{
    auto* dialog = m_window.findChild<OpenModelDialog*>();
    if (dialog == nullptr) {
        dialog = new OpenModelDialog(usualModelPlaces(), &m_window);
        connect(dialog, &OpenModelDialog::openRequested, this,
                [this](const std::filesystem::path& path, const QString& name) {
                    if (!name.isEmpty()) { // a blob's own says nothing
                        m_workbench.workspace().setName(path.string(), name);
                    }
                    open(path);
                });
    }
    dialog->open();
}

void Opening::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        &m_window, tr("Open a checkpoint, a trace, a picture, a sound or a series"),
        Preferences().folder(),
        tr("Checkpoints and traces (%1);;Pictures (%2);;Sounds (%3);;Series (%4);;All files (*)")
            .arg(QStringLiteral("*.safetensors *.gguf *.bin *.pth *.pt *.npz *.json"),
                 picturePatterns(), soundPatterns(), seriesPatterns()));
    if (!path.isEmpty()) {
        Preferences().setFolder(QFileInfo(path).absolutePath());
        takeFile(path);
    }
}

void Opening::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(
        &m_window, tr("Open the folder of a checkpoint"), Preferences().folder());
    if (!path.isEmpty()) {
        Preferences().setFolder(QFileInfo(path).absolutePath());
        open(path.toStdString());
    }
}

void Opening::paste()
{
    const auto* data = QGuiApplication::clipboard()->mimeData();
    if (data == nullptr || !take(*data)) {
        emit m_workbench.noticed({Notice::Severity::Information,
                                  tr("The clipboard holds neither a picture nor a file."),
                                  {}});
    }
}

} // namespace saccade
