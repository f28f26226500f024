#include "gpu/backend.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/devices.h"
#include "gpu/program.h"

#include <QtGlobal>
#include <utility>

namespace saccade
{

VulkanBackend::VulkanBackend(std::shared_ptr<VulkanEngine> engine) : m_engine(std::move(engine)) {}

const DeviceInfo& VulkanBackend::device() const
{
    return m_engine->device->traits().info;
}

std::unique_ptr<StateStore> VulkanBackend::createStates()
{
    return std::make_unique<VulkanStates>(m_engine->device);
}

std::unique_ptr<Program> VulkanBackend::compile(const Graph& graph, std::span<const Value> outputs,
                                                std::shared_ptr<StateStore> states)
{
    auto own = std::dynamic_pointer_cast<VulkanStates>(states);
    if (!own) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The cache was made for another device."));
    }
    return std::make_unique<VulkanProgram>(m_engine, graph, outputs, std::move(own));
}

std::shared_ptr<VulkanBackend> openVulkan(const DeviceInfo& device, std::optional<Tuning> tuning)
{
    auto instance = std::make_shared<const Instance>();
    for (const auto& traits : instance->devices()) {
        if (traits.info.identifier != device.identifier) {
            continue;
        }
        if (!traits.info.remark.empty()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The GPU %1 cannot be used: %2"),
                        {traits.info.name, traits.info.remark});
        }
        auto opened = std::make_shared<Device>(instance, traits);
        return std::make_shared<VulkanBackend>(
            std::make_shared<VulkanEngine>(std::move(opened), tuning.value_or(tuningFor(traits))));
    }
    throw Error(QT_TRANSLATE_NOOP("Error", "There is no GPU %1 any more; `saccade devices` lists "
                                           "those there are."),
                {device.identifier});
}

namespace
{

class GpuKind final : public BackendKind
{
public:
    std::string_view identifier() const override { return "gpu"; }

    std::vector<DeviceInfo> devices() const override
    {
        std::vector<DeviceInfo> infos;
        try {
            for (const auto& traits : Instance().devices()) {
                infos.push_back(traits.info);
            }
        } catch (const Error& error) {
            // Without a device there is nobody else to carry the reason.
            DeviceInfo info;
            info.identifier = "gpu";
            info.name = "Vulkan";
            info.remark = error.what();
            infos.push_back(std::move(info));
        }
        return infos;
    }

    std::shared_ptr<Backend> open(const DeviceInfo& device) const override
    {
        return openVulkan(device);
    }
};

const Registry<BackendKind>::Entry entry(std::make_unique<GpuKind>());

} // namespace

} // namespace saccade
