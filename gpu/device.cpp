#include "gpu/device.h"

#include "core/base/error.h"
#include "gpu/result.h"

#include <QtGlobal>
#include <chrono>
#include <utility>

namespace saccade
{

namespace
{

constexpr std::chrono::milliseconds waitSlice{20};
constexpr std::chrono::minutes patience{5};

} // namespace

Device::Device(std::shared_ptr<const Instance> instance, DeviceTraits traits)
    : m_instance(std::move(instance)), m_traits(std::move(traits))
{
    create();
    m_functions = VulkanLibrary::deviceFunctions(m_instance->functions(), m_device);
    m_functions.vkGetDeviceQueue(m_device, m_traits.queueFamily, 0, &m_queue);
    VkCommandPoolCreateInfo pool{};
    pool.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO;
    pool.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    pool.queueFamilyIndex = m_traits.queueFamily;
    check(m_functions.vkCreateCommandPool(m_device, &pool, nullptr, &m_commandPool),
          "creating a command pool");
    m_onceCommands = allocateCommands();
    m_onceFence = createFence();
}

void Device::create()
{
    const float priority = 1.0F;
    VkDeviceQueueCreateInfo queue{};
    queue.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO;
    queue.queueFamilyIndex = m_traits.queueFamily;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;

    VkPhysicalDeviceSubgroupSizeControlFeaturesEXT sizes{};
    sizes.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES_EXT;
    sizes.subgroupSizeControl = VK_TRUE;
    sizes.computeFullSubgroups = VK_TRUE;
    const char* extension = VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME;

    VkDeviceCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    if (m_traits.fixedSubgroup) {
        info.pNext = &sizes;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
    }
    check(m_instance->functions().vkCreateDevice(m_traits.handle, &info, nullptr, &m_device),
          "opening the GPU");
}

Device::~Device()
{
    m_functions.vkDeviceWaitIdle(m_device);
    m_functions.vkDestroyFence(m_device, m_onceFence, nullptr);
    m_functions.vkDestroyCommandPool(m_device, m_commandPool, nullptr);
    m_functions.vkDestroyDevice(m_device, nullptr);
}

VkCommandBuffer Device::allocateCommands()
{
    VkCommandBufferAllocateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO;
    info.commandPool = m_commandPool;
    info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    info.commandBufferCount = 1;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    check(m_functions.vkAllocateCommandBuffers(m_device, &info, &commands),
          "allocating a command buffer");
    return commands;
}

VkFence Device::createFence()
{
    VkFenceCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO;
    VkFence fence = VK_NULL_HANDLE;
    check(m_functions.vkCreateFence(m_device, &info, nullptr, &fence), "creating a fence");
    return fence;
}

void Device::submit(VkCommandBuffer commands, VkFence fence)
{
    check(m_functions.vkResetFences(m_device, 1, &fence), "resetting a fence");
    VkSubmitInfo info{};
    info.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO;
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands;
    check(m_functions.vkQueueSubmit(m_queue, 1, &info, fence), "submitting work");
}

void Device::wait(VkFence fence, const std::function<void()>& meanwhile)
{
    const auto start = std::chrono::steady_clock::now();
    const auto slice = std::chrono::duration_cast<std::chrono::nanoseconds>(waitSlice).count();
    for (;;) {
        const auto result = m_functions.vkWaitForFences(m_device, 1, &fence, VK_TRUE,
                                                        static_cast<std::uint64_t>(slice));
        if (result != VK_TIMEOUT) {
            check(result, "waiting for the GPU");
            return;
        }
        if (meanwhile) {
            meanwhile();
        }
        if (std::chrono::steady_clock::now() - start > patience) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "The GPU %1 did not finish in %2 minutes. Choose "
                                          "a smaller context, or the CPU (--device cpu)."),
                        {m_traits.info.name, std::to_string(patience.count())});
        }
    }
}

void Device::waitIdle()
{
    check(m_functions.vkDeviceWaitIdle(m_device), "waiting for the GPU");
}

void Device::runOnce(const std::function<void(VkCommandBuffer)>& record)
{
    VkCommandBufferBeginInfo begin{};
    begin.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    check(m_functions.vkBeginCommandBuffer(m_onceCommands, &begin), "recording");
    record(m_onceCommands);
    check(m_functions.vkEndCommandBuffer(m_onceCommands), "recording");
    submit(m_onceCommands, m_onceFence);
    wait(m_onceFence);
}

std::uint64_t Device::freeBytes() const
{
    return m_traits.heapBytes > m_allocatedBytes ? m_traits.heapBytes - m_allocatedBytes : 0;
}

void Device::account(std::int64_t bytes)
{
    m_allocatedBytes =
        static_cast<std::uint64_t>(static_cast<std::int64_t>(m_allocatedBytes) + bytes);
}

} // namespace saccade
