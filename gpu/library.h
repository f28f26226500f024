// The Vulkan loader library, opened at run time.
#pragma once

#include "gpu/vulkan_functions.h"

#include <memory>

namespace saccade
{

class VulkanLibrary
{
public:
    /// Opens libvulkan.so.1, or what SACCADE_VULKAN_LIBRARY names. Throws Error if there is none.
    static std::shared_ptr<const VulkanLibrary> open();
    ~VulkanLibrary();
    VulkanLibrary(const VulkanLibrary&) = delete;
    VulkanLibrary& operator=(const VulkanLibrary&) = delete;

    const GlobalFunctions& functions() const { return m_functions; }
    /// The table for an instance, or for a device made from it. Throws Error if the driver lacks
    /// one.
    InstanceFunctions instanceFunctions(VkInstance instance) const;
    static DeviceFunctions deviceFunctions(const InstanceFunctions& functions, VkDevice device);
    PFN_vkVoidFunction find(VkInstance instance, const char* name) const;

private:
    explicit VulkanLibrary(void* handle);

    void* m_handle;
    PFN_vkGetInstanceProcAddr m_find = nullptr;
    GlobalFunctions m_functions;
};

} // namespace saccade
