// How things come into the window: dialogs, drops, the clipboard.
#pragma once

#include <QObject>
#include <filesystem>

class QMimeData;
class QWidget;

namespace saccade
{

class Workbench;

/// Models and traces are opened; pictures, sounds and series are announced.
class Opening : public QObject
{
    Q_OBJECT
public:
    Opening(QWidget& window, Workbench& workbench);

    static bool canTake(const QMimeData& data);
    /// The first of its files that can be used, or its picture; whether there is one.
    bool take(const QMimeData& data);
    void takeFile(const QString& path);

public slots:
    void chooseModel();
    void chooseFile();
    void chooseFolder();
    /// A picture, or files, from the clipboard; a notice if it holds neither.
    void paste();

signals:
    void pictureGiven(const QString& path);
    void soundGiven(const QString& path);
    void seriesGiven(const QString& path);

private:
    void takePicture(const QImage& picture);
    void open(const std::filesystem::path& path);

    QWidget& m_window;
    Workbench& m_workbench;
};

} // namespace saccade
