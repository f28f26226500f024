#include "app/commands/display.h"

#include "core/base/error.h"

#include <QString>
#include <QtGlobal>
#include <algorithm>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace saccade
{

namespace
{

enum class SocketKind { File, Abstract };

bool answers(const std::string& name, SocketKind kind)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t offset = kind == SocketKind::Abstract ? 1 : 0;
    if (name.size() + offset >= sizeof(address.sun_path)) {
        return false;
    }
    std::memcpy(address.sun_path + offset, name.data(), name.size());
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + offset + name.size());
    const int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (handle < 0) {
        return false;
    }
    const bool connected =
        connect(handle, reinterpret_cast<const sockaddr*>(&address), length) == 0;
    close(handle);
    return connected;
}

// ":1" or ":1.0" is a local X server; others (host:1) are left to Qt.
bool xServerAnswers(const std::string& display)
{
    if (!display.starts_with(':')) {
        return true;
    }
    const auto socket = "/tmp/.X11-unix/X" + display.substr(1, display.find('.') - 1);
    return answers(socket, SocketKind::Abstract) || answers(socket, SocketKind::File);
}

} // namespace

void requireDisplay()
{
    if (!qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") ||
        !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        return;
    }
    const auto display = qEnvironmentVariable("DISPLAY").toStdString();
    if (display.empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "There is no display to open the window on; every command "
                                      "works without one (`saccade --help` lists them)."));
    }
    if (!xServerAnswers(display)) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "The display “%1” does not answer, so no window can be "
                                      "opened; every command works without one (`saccade "
                                      "--help` lists them)."),
                    {display});
    }
}

} // namespace saccade
