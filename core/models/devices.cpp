#include "core/models/devices.h"

#include "core/base/error.h"
#include "core/base/registry.h"

#include <QLoggingCategory>
#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

Q_LOGGING_CATEGORY(log, "saccade.devices")

constexpr std::string_view cpu = "cpu";

struct Candidate {
    const BackendKind* kind;
    DeviceInfo device;

    bool isUsable() const { return device.remark.empty(); }
};

std::vector<Candidate> candidates()
{
    std::vector<Candidate> result;
    for (const auto& kind : Registry<BackendKind>::all()) {
        for (auto& device : kind->devices()) {
            result.push_back({kind.get(), std::move(device)});
        }
    }
    return result;
}

std::string listed(const std::vector<Candidate>& all)
{
    std::string text;
    for (const auto& candidate : all) {
        const auto& device = candidate.device;
        text += (text.empty() ? "" : "; ") + device.identifier + " (" + device.name +
                (candidate.isUsable() ? "" : ": " + device.remark) + ")";
    }
    return text;
}

// A real GPU if one works, else the CPU. A GPU emulated on the CPU is slower than the CPU itself.
std::shared_ptr<Backend> openBest(const std::vector<Candidate>& all)
{
    for (const auto& candidate : all) {
        const auto& device = candidate.device;
        if (candidate.kind->identifier() == cpu || device.isSoftware || !candidate.isUsable()) {
            continue;
        }
        try {
            return candidate.kind->open(device);
        } catch (const Error& error) {
            qCWarning(log).noquote()
                << QString::fromStdString(device.identifier) << "is not used:" << error.what();
        }
    }
    const auto found = std::ranges::find_if(
        all, [](const Candidate& candidate) { return candidate.kind->identifier() == cpu; });
    if (found == all.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "No device can compute here: %1."), {listed(all)});
    }
    return found->kind->open(found->device);
}

// "gpu" is the first usable device of the kind, "gpu:1" the one of that identifier.
const Candidate* chosen(const std::vector<Candidate>& all, std::string_view choice)
{
    const Candidate* refused = nullptr;
    for (const auto& candidate : all) {
        if (candidate.device.identifier != choice && candidate.kind->identifier() != choice) {
            continue;
        }
        if (candidate.isUsable()) {
            return &candidate;
        }
        refused = refused == nullptr ? &candidate : refused;
    }
    return refused;
}

} // namespace

std::vector<DeviceInfo> allDevices()
{
    std::vector<DeviceInfo> devices;
    for (auto& candidate : candidates()) {
        devices.push_back(std::move(candidate.device));
    }
    return devices;
}

std::shared_ptr<Backend> openBackend(std::string_view choice)
{
    const auto all = candidates();
    if (choice == "auto") {
        return openBest(all);
    }
    const auto* candidate = chosen(all, choice);
    if (candidate == nullptr) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is no device “%1”. There are: auto; %2."),
            {std::string(choice), listed(all)});
    }
    if (!candidate->isUsable()) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The device %1 (%2) cannot be used: %3"),
            {candidate->device.identifier, candidate->device.name, candidate->device.remark});
    }
    return candidate->kind->open(candidate->device);
}

} // namespace saccade
