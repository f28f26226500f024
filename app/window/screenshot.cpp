#include "app/window/screenshot.h"

#include "app/window/main_window.h"

#include <QApplication>
#include <QDialog>
#include <QTimer>
#include <cstdio>

namespace saccade
{

namespace
{

constexpr auto settling = std::chrono::milliseconds(800); // thumbnails are drawn in the background
constexpr auto patience = std::chrono::seconds(30);

void takePicture(QWidget& window, const std::filesystem::path& path)
{
    const bool isSaved = window.grab().save(QString::fromStdString(path.string()));
    if (!isSaved) {
        std::fprintf(stderr, "saccade: cannot write %s\n", path.c_str());
    }
    QApplication::exit(isSaved ? 0 : 1);
}

} // namespace

void saveScreenshot(MainWindow& window, const std::filesystem::path& path,
                    const QElapsedTimer& sinceStart)
{
    QObject::connect(
        &window, &MainWindow::runShown, &window,
        [&window, path, sinceStart] {
            window.repaint();
            std::fprintf(stderr, "saccade: first picture after %lld ms\n",
                         static_cast<long long>(sinceStart.elapsed()));
            QTimer::singleShot(settling, &window, [&window, path] { takePicture(window, path); });
        },
        Qt::SingleShotConnection);
    QTimer::singleShot(patience, &window, [] {
        std::fprintf(stderr, "saccade: no run to take a picture of\n");
        QApplication::exit(1);
    });
}

void saveDialogScreenshot(MainWindow& window, const std::filesystem::path& path)
{
    QTimer::singleShot(settling, &window, [&window, path] {
        auto* dialog = window.findChild<QDialog*>();
        takePicture(dialog != nullptr ? *static_cast<QWidget*>(dialog) : window, path);
    });
}

} // namespace saccade
