#include "gpu/instance.h"

#include "core/base/error.h"
#include "gpu/requirements.h"
#include "gpu/result.h"
#include "gpu/validation.h"

#include <QtGlobal>
#include <algorithm>
#include <string_view>

namespace saccade
{

namespace
{

constexpr const char* validationLayer = "VK_LAYER_KHRONOS_validation";

VKAPI_ATTR VkBool32 VKAPI_CALL collect(VkDebugUtilsMessageSeverityFlagBitsEXT,
                                       VkDebugUtilsMessageTypeFlagsEXT,
                                       const VkDebugUtilsMessengerCallbackDataEXT* data, void*)
{
    ValidationLog::common().add(data->pMessage);
    return VK_FALSE;
}

VkDebugUtilsMessengerCreateInfoEXT messengerInfo()
{
    VkDebugUtilsMessengerCreateInfoEXT info{};
    info.sType = VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT;
    info.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT |
                           VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    info.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT |
                       VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    info.pfnUserCallback = collect;
    return info;
}

void requireValidationLayer(const GlobalFunctions& functions)
{
    std::uint32_t count = 0;
    check(functions.vkEnumerateInstanceLayerProperties(&count, nullptr), "listing layers");
    std::vector<VkLayerProperties> layers(count);
    check(functions.vkEnumerateInstanceLayerProperties(&count, layers.data()), "listing layers");
    if (std::ranges::none_of(layers, [](const VkLayerProperties& layer) {
            return std::string_view(layer.layerName) == validationLayer;
        })) {
        throw Error(QT_TRANSLATE_NOOP("Error", "SACCADE_VULKAN_VALIDATION is set, but there are no "
                                               "validation layers: install "
                                               "vulkan-validationlayers."));
    }
}

} // namespace

Instance::Instance() : m_library(VulkanLibrary::open())
{
    VkApplicationInfo application{};
    application.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO;
    application.pApplicationName = "saccade";
    application.apiVersion = VK_API_VERSION_1_2;

    VkInstanceCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
    info.pApplicationInfo = &application;
    const char* extension = VK_EXT_DEBUG_UTILS_EXTENSION_NAME;
    const auto messenger = messengerInfo();
    if (ValidationLog::isWanted()) {
        requireValidationLayer(m_library->functions());
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = &validationLayer;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
        info.pNext = &messenger;
    }
    check(m_library->functions().vkCreateInstance(&info, nullptr, &m_instance),
          "starting Vulkan 1.2");
    m_functions = m_library->instanceFunctions(m_instance);
    if (ValidationLog::isWanted()) {
        createMessenger();
    }
}

void Instance::createMessenger()
{
    const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
        m_library->find(m_instance, "vkCreateDebugUtilsMessengerEXT"));
    const auto info = messengerInfo();
    check(create(m_instance, &info, nullptr, &m_messenger), "listening to the validation layers");
}

Instance::~Instance()
{
    if (m_messenger != VK_NULL_HANDLE) {
        reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(m_library->find(
            m_instance, "vkDestroyDebugUtilsMessengerEXT"))(m_instance, m_messenger, nullptr);
    }
    m_functions.vkDestroyInstance(m_instance, nullptr);
}

std::vector<DeviceTraits> Instance::devices() const
{
    std::uint32_t count = 0;
    check(m_functions.vkEnumeratePhysicalDevices(m_instance, &count, nullptr), "listing GPUs");
    std::vector<VkPhysicalDevice> handles(count);
    check(m_functions.vkEnumeratePhysicalDevices(m_instance, &count, handles.data()),
          "listing GPUs");
    std::vector<DeviceTraits> devices;
    for (std::uint32_t i = 0; i < count; ++i) {
        devices.push_back(examine(m_functions, handles[i]));
        devices.back().info.identifier = "gpu:" + std::to_string(i);
    }
    return devices;
}

} // namespace saccade
