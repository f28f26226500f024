// Buffers with their own memory.
#pragma once

#include "gpu/device.h"

#include <cstddef>
#include <memory>
#include <span>

namespace saccade
{

/// Where the bytes lie, and who may touch them.
enum class MemoryKind {
    Device,  // the GPU only
    Results, // the GPU; the host too where that costs nothing (integrated and software devices)
    Upload,  // written by the host
    Readback // read by the host
};

/// A buffer and its memory, both released together. Host-visible memory stays mapped.
class Buffer
{
public:
    /// Throws Error when memory is short.
    Buffer(std::shared_ptr<Device> device, std::uint64_t bytes, MemoryKind kind);
    ~Buffer();
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;

    VkBuffer handle() const { return m_buffer; }
    std::uint64_t size() const { return m_size; }
    /// Empty if the host cannot see the memory.
    std::span<std::byte> mapped() const { return m_mapped; }

private:
    void allocate(MemoryKind kind);

    std::shared_ptr<Device> m_device;
    std::uint64_t m_size;
    VkBuffer m_buffer = VK_NULL_HANDLE;
    VkDeviceMemory m_memory = VK_NULL_HANDLE;
    std::int64_t m_accounted = 0;
    std::span<std::byte> m_mapped;
};

/// Sizes and offsets of everything inside a buffer are multiples of this: the largest alignment
/// that Vulkan lets a device ask for.
constexpr std::uint64_t placeAlignment = 256;

constexpr std::uint64_t alignedUp(std::uint64_t bytes, std::uint64_t alignment = placeAlignment)
{
    return (bytes + alignment - 1) / alignment * alignment;
}

} // namespace saccade
