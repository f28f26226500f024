// The Vulkan backend: any device with Vulkan 1.2, Mesa's lavapipe included.
#pragma once

#include "core/graph/backend.h"
#include "gpu/engine.h"

#include <memory>
#include <optional>

namespace saccade
{

class VulkanBackend final : public Backend
{
public:
    explicit VulkanBackend(std::shared_ptr<VulkanEngine> engine);

    const DeviceInfo& device() const override;
    std::unique_ptr<StateStore> createStates() override;
    std::unique_ptr<Program> compile(const Graph& graph, std::span<const Value> outputs,
                                     std::shared_ptr<StateStore> states) override;

    /// Device-local bytes that this backend holds in all, weights included.
    std::uint64_t allocatedBytes() const { return m_engine->device->allocatedBytes(); }

private:
    std::shared_ptr<VulkanEngine> m_engine;
};

/// Opens a device that DeviceInfo names; `tuning` replaces the device's own (for tests and
/// benchmarks). Throws Error if there is no Vulkan, no such device, or a requirement fails.
std::shared_ptr<VulkanBackend> openVulkan(const DeviceInfo& device,
                                          std::optional<Tuning> tuning = std::nullopt);

} // namespace saccade
