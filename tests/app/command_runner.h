// The built program as scripts use it: no display, no platform plugin named, a cache of its own.
#pragma once

#include "tests/support/shared.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

namespace saccade
{

struct Outcome {
    int exitCode = -1; // −1: crashed or did not end
    QByteArray output;
    QByteArray messages;
};

inline std::string text(const Outcome& outcome)
{
    return "exit code " + std::to_string(outcome.exitCode) +
           "\noutput: " + outcome.output.left(2000).toStdString() +
           "\nmessages: " + outcome.messages.toStdString();
}

/// Runs the program in a folder that is removed at the end.
class CommandRunner
{
public:
    Outcome run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
            environment.remove(QLatin1String(name));
        }
        environment.insert("XDG_CACHE_HOME", path("cache"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.start(SACCADE_PROGRAM, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit) {
            process.kill();
            process.waitForFinished();
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        }
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    /// The whole output as one document; null if the program failed.
    nlohmann::json json(const QStringList& arguments) const
    {
        const auto outcome = run(arguments);
        if (outcome.exitCode != 0) {
            qWarning("%s", text(outcome).c_str());
            return {};
        }
        return nlohmann::json::parse(outcome.output.toStdString(), nullptr, false);
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

inline QString shared(const std::string& relative)
{
    return QString::fromStdString(sharedPath(relative).string());
}

} // namespace saccade
