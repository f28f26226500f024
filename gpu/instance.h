// A Vulkan instance and the physical devices that it sees.
#pragma once

#include "core/graph/backend.h"
#include "gpu/library.h"

#include <memory>
#include <vector>

namespace saccade
{

/// What is asked once of a physical device.
struct DeviceTraits {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    DeviceInfo info;
    VkPhysicalDeviceLimits limits{};
    VkPhysicalDeviceMemoryProperties memory{};
    std::uint32_t queueFamily = 0;
    std::uint32_t subgroupSize = 0; // lanes that work in step
    bool fixedSubgroup = false;     // a pipeline can insist on whole subgroups of that size
    std::uint64_t largestAllocation = 0;
    std::uint64_t heapBytes = 0; // of the largest device-local heap
};

class Instance
{
public:
    /// With SACCADE_VULKAN_VALIDATION=1 the validation layers report to ValidationLog.
    /// Throws Error if there is no Vulkan, or no validation layer where one is wanted.
    Instance();
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const InstanceFunctions& functions() const { return m_functions; }
    /// All devices, usable or not; info.remark says which requirement failed.
    std::vector<DeviceTraits> devices() const;

private:
    void createMessenger();

    std::shared_ptr<const VulkanLibrary> m_library;
    VkInstance m_instance = VK_NULL_HANDLE;
    InstanceFunctions m_functions;
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
};

} // namespace saccade
