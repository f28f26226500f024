#include "app/commands/command.h"
#include "app/commands/console.h"
#include "core/models/devices.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>

namespace saccade
{

namespace
{

nlohmann::json toJson(const DeviceInfo& device)
{
    return {{"id", device.identifier},       {"name", device.name},
            {"driver", device.driver},       {"memory_bytes", device.memoryBytes},
            {"software", device.isSoftware}, {"usable", device.remark.empty()},
            {"remark", device.remark}};
}

void printDevices(bool asJson)
{
    const auto devices = allDevices();
    if (asJson) {
        auto list = nlohmann::json::array();
        for (const auto& device : devices) {
            list.push_back(toJson(device));
        }
        printJson(list);
        return;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& device : devices) {
        const auto software = commandText(QT_TRANSLATE_NOOP("Command", "emulated on the CPU"));
        const auto refused =
            commandText(QT_TRANSLATE_NOOP("Command", "cannot be used: ")) + device.remark;
        rows.push_back({device.identifier, device.name,
                        device.memoryBytes > 0 ? bytesText(device.memoryBytes) : std::string(),
                        device.driver,
                        !device.remark.empty() ? refused
                        : device.isSoftware    ? software
                                               : std::string()});
    }
    print(table(rows));
}

class DevicesCommand : public Command
{
public:
    std::string_view identifier() const override { return "devices"; }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Command", "List the devices that models can run on");
    }
    std::function<void()> declare(CLI::App& app) const override
    {
        const auto asJson = std::make_shared<bool>(false);
        app.add_flag("--json", *asJson, jsonHelp());
        return [asJson] { printDevices(*asJson); };
    }
};

const Registry<Command>::Entry entry(std::make_unique<DevicesCommand>());

} // namespace

} // namespace saccade
