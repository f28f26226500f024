// What a run does on the working thread: device, tokens, steps, document.
#pragma once

#include "app/window/notice.h"
#include "app/window/workspace.h"
#include "core/base/progress.h"
#include "core/models/devices.h"

#include <atomic>
#include <functional>
#include <optional>

namespace saccade
{

/// The device in use; lives on the working thread.
struct Engine {
    std::shared_ptr<Backend> backend;
    std::string choice; // that it was opened for

    /// Opens the device if another is chosen. Throws as openBackend.
    void choose(const std::string& wanted);
};

/// How a run that is asked to stop ends: with the steps that it has made, unless it is stopped
/// again.
struct Stopping {
    std::atomic<bool> keepSteps = false;
    std::stop_source again;
};

/// What is told on the way; called on the working thread.
struct RunReport {
    Progress progress;
    std::function<void(const QStringList& promptLabels)> started;
    std::function<void(const QString& label)> stepped;
    std::function<void(const DeviceInfo& device)> deviceUsed;
    std::function<void(const Notice& notice)> noticed;
};

/// Runs the entry's prompt with its edits and returns the entry with its document. If a GPU fails
/// the run is repeated on the CPU, with a warning. Throws what runModel throws.
RunEntry runEntry(Engine& engine, RunEntry entry, const std::string& device, Stopping& stopping,
                  std::stop_token stop, const RunReport& report);

/// Token ids of a prompt; where the model has no tokenizer the text holds ids ("3, 1, 4"). Throws
/// UsageError if it does not.
std::vector<std::int32_t> encodePrompt(const Model& model, const QString& text);

/// "ROMEO: I pray thee …", with the number of edits.
QString runTitle(const QString& prompt, std::size_t edits);

} // namespace saccade
