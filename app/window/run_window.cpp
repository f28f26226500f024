#include "app/window/run_window.h"

#include <QApplication>
#include <QMainWindow>

namespace saccade
{

int runWindow(const WindowOptions& options, int& argc, char** argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.resize(options.width > 0 ? options.width : 1280,
                  options.height > 0 ? options.height : 800);
    window.show();
    return QApplication::exec();
}

int runWindow(const std::vector<std::filesystem::path>& files, int& argc, char** argv)
{
    WindowOptions options;
    options.files = files;
    return runWindow(options, argc, argv);
}

} // namespace saccade
