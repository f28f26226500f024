#include "gpu/library.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

namespace saccade
{

namespace
{

template <typename Function>
void assign(Function& function, PFN_vkVoidFunction found, const char* name)
{
    if (found == nullptr) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The Vulkan driver lacks the function %1; install a "
                                               "driver for Vulkan 1.2 or later."),
                    {name});
    }
    function = reinterpret_cast<Function>(found);
}

} // namespace

std::shared_ptr<const VulkanLibrary> VulkanLibrary::open()
{
    const char* named = std::getenv("SACCADE_VULKAN_LIBRARY");
    const std::string name = named != nullptr ? named : "libvulkan.so.1";
    void* handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        throw Error(QT_TRANSLATE_NOOP("Error", "There is no Vulkan on this machine: %1 cannot be "
                                               "opened. Install the Vulkan loader (libvulkan1) and "
                                               "the driver of the graphics card."),
                    {name});
    }
    return std::shared_ptr<const VulkanLibrary>(new VulkanLibrary(handle));
}

VulkanLibrary::VulkanLibrary(void* handle) : m_handle(handle)
{
    m_find = reinterpret_cast<PFN_vkGetInstanceProcAddr>(dlsym(handle, "vkGetInstanceProcAddr"));
    if (m_find == nullptr) {
        dlclose(handle);
        throw Error(QT_TRANSLATE_NOOP("Error", "The library named by SACCADE_VULKAN_LIBRARY is no "
                                               "Vulkan loader."));
    }
#define SACCADE_LOAD(name) assign(m_functions.name, m_find(nullptr, #name), #name);
    SACCADE_GLOBAL_FUNCTIONS(SACCADE_LOAD)
#undef SACCADE_LOAD
}

VulkanLibrary::~VulkanLibrary()
{
    dlclose(m_handle);
}

PFN_vkVoidFunction VulkanLibrary::find(VkInstance instance, const char* name) const
{
    return m_find(instance, name);
}

InstanceFunctions VulkanLibrary::instanceFunctions(VkInstance instance) const
{
    InstanceFunctions functions;
#define SACCADE_LOAD(name) assign(functions.name, m_find(instance, #name), #name);
    SACCADE_INSTANCE_FUNCTIONS(SACCADE_LOAD)
#undef SACCADE_LOAD
    return functions;
}

DeviceFunctions VulkanLibrary::deviceFunctions(const InstanceFunctions& instance, VkDevice device)
{
    DeviceFunctions functions;
#define SACCADE_LOAD(name)                                                                         \
    assign(functions.name, instance.vkGetDeviceProcAddr(device, #name), #name);
    SACCADE_DEVICE_FUNCTIONS(SACCADE_LOAD)
#undef SACCADE_LOAD
    return functions;
}

} // namespace saccade
