#include "gpu/memory.h"

#include "core/base/error.h"
#include "gpu/result.h"

#include <QtGlobal>
#include <optional>
#include <utility>

namespace saccade
{

namespace
{

constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
constexpr VkMemoryPropertyFlags visible =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
constexpr VkMemoryPropertyFlags cached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;

/// Properties to try, best first.
std::vector<VkMemoryPropertyFlags> wishes(MemoryKind kind)
{
    switch (kind) {
    case MemoryKind::Device:
        return {local, 0};
    case MemoryKind::Results:
        return {local | visible | cached, local, 0};
    case MemoryKind::Upload:
        return {visible};
    case MemoryKind::Readback:
        return {visible | cached, visible};
    }
    return {};
}

std::optional<std::uint32_t> findType(const VkPhysicalDeviceMemoryProperties& memory,
                                      std::uint32_t allowed, VkMemoryPropertyFlags wanted)
{
    for (std::uint32_t i = 0; i < memory.memoryTypeCount; ++i) {
        const bool isAllowed = (allowed >> i & 1U) != 0;
        if (isAllowed && (memory.memoryTypes[i].propertyFlags & wanted) == wanted) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

Buffer::Buffer(std::shared_ptr<Device> device, std::uint64_t bytes, MemoryKind kind)
    : m_device(std::move(device)), m_size(alignedUp(bytes == 0 ? 1 : bytes))
{
    VkBufferCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
    info.size = m_size;
    info.usage = VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT |
                 VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT;
    info.sharingMode = VK_SHARING_MODE_EXCLUSIVE;
    const auto& functions = m_device->functions();
    check(functions.vkCreateBuffer(m_device->handle(), &info, nullptr, &m_buffer),
          "creating a buffer");
    try {
        allocate(kind);
    } catch (...) {
        functions.vkDestroyBuffer(m_device->handle(), m_buffer, nullptr);
        functions.vkFreeMemory(m_device->handle(), m_memory, nullptr);
        throw;
    }
}

void Buffer::allocate(MemoryKind kind)
{
    const auto& functions = m_device->functions();
    const auto& memory = m_device->traits().memory;
    VkMemoryRequirements needs{};
    functions.vkGetBufferMemoryRequirements(m_device->handle(), m_buffer, &needs);
    VkResult result = VK_ERROR_OUT_OF_DEVICE_MEMORY;
    VkMemoryPropertyFlags got = 0;
    for (const auto wanted : wishes(kind)) {
        const auto type = findType(memory, needs.memoryTypeBits, wanted);
        if (!type) {
            continue;
        }
        VkMemoryAllocateInfo info{};
        info.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
        info.allocationSize = needs.size;
        info.memoryTypeIndex = *type;
        result = functions.vkAllocateMemory(m_device->handle(), &info, nullptr, &m_memory);
        if (result == VK_SUCCESS) {
            got = memory.memoryTypes[*type].propertyFlags;
            break;
        }
    }
    check(result, "allocating memory");
    check(functions.vkBindBufferMemory(m_device->handle(), m_buffer, m_memory, 0),
          "binding memory");
    const bool isHost = kind == MemoryKind::Upload || kind == MemoryKind::Readback;
    const bool isMapped = isHost || (kind == MemoryKind::Results && (got & visible) == visible &&
                                     (got & cached) == cached);
    if (isMapped) {
        void* address = nullptr;
        check(functions.vkMapMemory(m_device->handle(), m_memory, 0, VK_WHOLE_SIZE, 0, &address),
              "mapping memory");
        m_mapped = {static_cast<std::byte*>(address), m_size};
    }
    if (!isHost) {
        m_accounted = static_cast<std::int64_t>(needs.size);
        m_device->account(m_accounted);
    }
}

Buffer::~Buffer()
{
    m_device->account(-m_accounted);
    m_device->functions().vkDestroyBuffer(m_device->handle(), m_buffer, nullptr);
    m_device->functions().vkFreeMemory(m_device->handle(), m_memory, nullptr);
}

} // namespace saccade
