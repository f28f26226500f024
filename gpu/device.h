// A Vulkan device with one compute queue, and how work is handed to it.
#pragma once

#include "gpu/instance.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace saccade
{

class Device
{
public:
    Device(std::shared_ptr<const Instance> instance, DeviceTraits traits);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    VkDevice handle() const { return m_device; }
    const DeviceFunctions& functions() const { return m_functions; }
    const DeviceTraits& traits() const { return m_traits; }
    VkCommandPool commandPool() const { return m_commandPool; }

    /// A primary command buffer of the device's pool; lives as long as the device.
    VkCommandBuffer allocateCommands();
    VkFence createFence();
    void submit(VkCommandBuffer commands, VkFence fence);
    /// Waits in slices, calling `meanwhile` after each. Throws Error when the device is lost, or
    /// makes no progress for minutes; the work may then still be in flight.
    void wait(VkFence fence, const std::function<void()>& meanwhile = {});
    void waitIdle();
    /// Records, submits and waits.
    void runOnce(const std::function<void(VkCommandBuffer)>& record);

    /// Device-local bytes that Saccade holds, and what is left of the heap by its own account.
    std::uint64_t allocatedBytes() const { return m_allocatedBytes; }
    std::uint64_t freeBytes() const;
    void account(std::int64_t bytes);

private:
    void create();

    std::shared_ptr<const Instance> m_instance;
    DeviceTraits m_traits;
    VkDevice m_device = VK_NULL_HANDLE;
    DeviceFunctions m_functions;
    VkQueue m_queue = VK_NULL_HANDLE;
    VkCommandPool m_commandPool = VK_NULL_HANDLE;
    VkCommandBuffer m_onceCommands = VK_NULL_HANDLE;
    VkFence m_onceFence = VK_NULL_HANDLE;
    std::uint64_t m_allocatedBytes = 0;
};

} // namespace saccade
