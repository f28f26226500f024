#include "gpu/states.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <utility>

namespace saccade
{

namespace
{

/// Between a transfer and whatever reads or writes next.
void recordBarrier(const Device& device, VkCommandBuffer commands)
{
    VkMemoryBarrier barrier{};
    barrier.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
    barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
    barrier.dstAccessMask =
        VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_READ_BIT;
    device.functions().vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT,
                                            VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT |
                                                VK_PIPELINE_STAGE_TRANSFER_BIT,
                                            0, 1, &barrier, 0, nullptr, 0, nullptr);
}

} // namespace

VulkanStates::VulkanStates(std::shared_ptr<Device> device) : m_device(std::move(device)) {}

const Buffer& VulkanStates::get(const std::string& name, DType type, const Shape& shape)
{
    const auto found = m_states.find(name);
    if (found != m_states.end()) {
        if (found->second.type != type || found->second.shape != shape) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The state %1 is %2 %3 in one program and %4 %5 "
                                                   "in another."),
                        {name, std::string(layout(found->second.type).name),
                         found->second.shape.text(), std::string(layout(type).name), shape.text()});
        }
        return *found->second.buffer;
    }
    const auto bytes = static_cast<std::uint64_t>(Tensor::bytesFor(type, shape));
    auto buffer = std::make_unique<Buffer>(m_device, bytes, MemoryKind::Results);
    m_device->runOnce([&](VkCommandBuffer commands) {
        m_device->functions().vkCmdFillBuffer(commands, buffer->handle(), 0, VK_WHOLE_SIZE, 0);
        recordBarrier(*m_device, commands);
    });
    return *m_states.emplace(name, State{type, shape, std::move(buffer)}).first->second.buffer;
}

std::unique_ptr<StateStore> VulkanStates::fork() const
{
    auto copy = std::make_unique<VulkanStates>(m_device);
    for (const auto& [name, state] : m_states) {
        copy->m_states.emplace(name, State{state.type, state.shape,
                                           std::make_unique<Buffer>(m_device, state.buffer->size(),
                                                                    MemoryKind::Results)});
    }
    m_device->runOnce([&](VkCommandBuffer commands) {
        for (const auto& [name, state] : m_states) {
            const VkBufferCopy region{0, 0, state.buffer->size()};
            m_device->functions().vkCmdCopyBuffer(commands, state.buffer->handle(),
                                                  copy->m_states.at(name).buffer->handle(), 1,
                                                  &region);
        }
        recordBarrier(*m_device, commands);
    });
    return copy;
}

void VulkanStates::clear()
{
    m_device->runOnce([&](VkCommandBuffer commands) {
        for (const auto& [name, state] : m_states) {
            m_device->functions().vkCmdFillBuffer(commands, state.buffer->handle(), 0,
                                                  VK_WHOLE_SIZE, 0);
        }
        recordBarrier(*m_device, commands);
    });
}

} // namespace saccade
