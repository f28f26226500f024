#include "gpu/requirements.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <bit>
#include <string>
#include <string_view>

namespace saccade
{

namespace
{

std::string versionText(std::uint32_t version)
{
    return std::to_string(VK_API_VERSION_MAJOR(version)) + "." +
           std::to_string(VK_API_VERSION_MINOR(version)) + "." +
           std::to_string(VK_API_VERSION_PATCH(version));
}

/// A queue family that computes; one without graphics first, since it does not wait for the
/// desktop.
std::optional<std::uint32_t> computeFamily(const InstanceFunctions& functions,
                                           VkPhysicalDevice device)
{
    std::uint32_t count = 0;
    functions.vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    functions.vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto flags = families[i].queueFlags;
        const bool computes = (flags & VK_QUEUE_COMPUTE_BIT) != 0;
        if (computes && (!found || (flags & VK_QUEUE_GRAPHICS_BIT) == 0)) {
            found = i;
        }
    }
    return found;
}

bool hasExtension(const InstanceFunctions& functions, VkPhysicalDevice device, const char* name)
{
    std::uint32_t count = 0;
    functions.vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    functions.vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data());
    return std::ranges::any_of(extensions, [name](const VkExtensionProperties& extension) {
        return std::string_view(extension.extensionName) == name;
    });
}

/// Whether pipelines may insist on full subgroups of the size that the device reports.
bool canFixSubgroup(const InstanceFunctions& functions, VkPhysicalDevice device,
                    std::uint32_t subgroupSize)
{
    if (!hasExtension(functions, device, VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME)) {
        return false;
    }
    VkPhysicalDeviceSubgroupSizeControlFeaturesEXT features{};
    features.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES_EXT;
    VkPhysicalDeviceFeatures2 all{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &features, {}};
    functions.vkGetPhysicalDeviceFeatures2(device, &all);
    VkPhysicalDeviceSubgroupSizeControlPropertiesEXT sizes{};
    sizes.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES_EXT;
    VkPhysicalDeviceProperties2 properties{};
    properties.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    properties.pNext = &sizes;
    functions.vkGetPhysicalDeviceProperties2(device, &properties);
    const bool offered = sizes.minSubgroupSize <= subgroupSize &&
                         subgroupSize <= sizes.maxSubgroupSize &&
                         (sizes.requiredSubgroupSizeStages & VK_SHADER_STAGE_COMPUTE_BIT) != 0;
    return offered && features.subgroupSizeControl != 0 && features.computeFullSubgroups != 0;
}

std::string refusal(const InstanceFunctions& functions, const DeviceTraits& traits,
                    std::uint32_t version, const VkPhysicalDeviceVulkan11Properties& properties,
                    bool computes)
{
    if (version < VK_API_VERSION_1_2) {
        return substitute(QT_TRANSLATE_NOOP("Error", "Its driver offers Vulkan %1; 1.2 is needed."),
                          {versionText(version)});
    }
    if (!computes) {
        return QT_TRANSLATE_NOOP("Error", "It has no queue for compute work.");
    }
    constexpr VkSubgroupFeatureFlags operations = VK_SUBGROUP_FEATURE_BASIC_BIT |
                                                  VK_SUBGROUP_FEATURE_ARITHMETIC_BIT |
                                                  VK_SUBGROUP_FEATURE_BALLOT_BIT;
    if ((properties.subgroupSupportedStages & VK_SHADER_STAGE_COMPUTE_BIT) == 0 ||
        (properties.subgroupSupportedOperations & operations) != operations) {
        return QT_TRANSLATE_NOOP("Error", "It lacks arithmetic in subgroups.");
    }
    constexpr std::uint32_t texels = 1U << 26U; // 1 GiB in one view of 16-byte texels
    if (traits.limits.maxTexelBufferElements < texels) {
        return substitute(
            QT_TRANSLATE_NOOP("Error", "Its texel buffers hold %1 elements; %2 are "
                                       "needed."),
            {std::to_string(traits.limits.maxTexelBufferElements), std::to_string(texels)});
    }
    for (const VkFormat format : {VK_FORMAT_R32G32B32A32_SFLOAT, VK_FORMAT_R32G32B32A32_UINT,
                                  VK_FORMAT_R32_SFLOAT, VK_FORMAT_R32_UINT, VK_FORMAT_R32_SINT,
                                  VK_FORMAT_R16G16B16A16_SFLOAT, VK_FORMAT_R16_SFLOAT}) {
        VkFormatProperties formats{};
        functions.vkGetPhysicalDeviceFormatProperties(traits.handle, format, &formats);
        if ((formats.bufferFeatures & VK_FORMAT_FEATURE_UNIFORM_TEXEL_BUFFER_BIT) == 0) {
            return QT_TRANSLATE_NOOP("Error", "It lacks a format of texel buffers.");
        }
    }
    return {};
}

} // namespace

DeviceTraits examine(const InstanceFunctions& functions, VkPhysicalDevice device)
{
    VkPhysicalDeviceVulkan12Properties driver{};
    driver.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_PROPERTIES;
    VkPhysicalDeviceVulkan11Properties more{};
    more.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_PROPERTIES;
    more.pNext = &driver;
    VkPhysicalDeviceProperties2 properties{};
    properties.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    functions.vkGetPhysicalDeviceProperties2(device, &properties);
    const auto version = properties.properties.apiVersion;
    if (version >= VK_API_VERSION_1_2) {
        properties.pNext = &more;
        functions.vkGetPhysicalDeviceProperties2(device, &properties);
    }

    DeviceTraits traits;
    traits.handle = device;
    traits.info.name = properties.properties.deviceName;
    traits.info.driver = std::string(driver.driverName) + " " + driver.driverInfo;
    traits.info.isSoftware = properties.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    traits.limits = properties.properties.limits;
    traits.largestAllocation = more.maxMemoryAllocationSize;
    traits.subgroupSize = more.subgroupSize;
    functions.vkGetPhysicalDeviceMemoryProperties(device, &traits.memory);
    for (std::uint32_t i = 0; i < traits.memory.memoryHeapCount; ++i) {
        const auto& heap = traits.memory.memoryHeaps[i];
        if ((heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0) {
            traits.heapBytes = std::max<std::uint64_t>(traits.heapBytes, heap.size);
        }
    }
    traits.info.memoryBytes = static_cast<std::int64_t>(traits.heapBytes);
    const auto family = computeFamily(functions, device);
    traits.queueFamily = family.value_or(0);
    traits.info.remark = refusal(functions, traits, version, more, family.has_value());
    if (traits.info.remark.empty()) {
        traits.fixedSubgroup = canFixSubgroup(functions, device, traits.subgroupSize);
    }
    return traits;
}

} // namespace saccade
