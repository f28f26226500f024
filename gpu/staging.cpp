#include "gpu/staging.h"

#include "gpu/result.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace saccade
{

namespace
{

constexpr std::uint64_t pieceBytes = 8ULL << 20U;

} // namespace

Staging::Staging(std::shared_ptr<Device> device) : m_device(std::move(device))
{
    for (auto& piece : m_pieces) {
        piece.commands = m_device->allocateCommands();
        piece.fence = m_device->createFence();
    }
}

Staging::~Staging()
{
    m_device->functions().vkDeviceWaitIdle(m_device->handle());
    for (auto& piece : m_pieces) {
        m_device->functions().vkDestroyFence(m_device->handle(), piece.fence, nullptr);
    }
}

Staging::Piece& Staging::take(std::uint64_t bytes)
{
    Piece& piece = m_pieces[m_next];
    m_next = (m_next + 1) % m_pieces.size();
    if (piece.inFlight) {
        m_device->wait(piece.fence);
        piece.inFlight = false;
    }
    if (!piece.buffer || piece.buffer->size() < bytes) {
        piece.buffer.reset();
        piece.buffer = std::make_unique<Buffer>(m_device, bytes, MemoryKind::Readback);
    }
    return piece;
}

void Staging::copy(Piece& piece, VkBuffer from, VkBuffer to, VkBufferCopy region)
{
    const auto& functions = m_device->functions();
    VkCommandBufferBeginInfo begin{};
    begin.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    check(functions.vkBeginCommandBuffer(piece.commands, &begin), "recording");
    functions.vkCmdCopyBuffer(piece.commands, from, to, 1, &region);
    VkMemoryBarrier barrier{};
    barrier.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
    barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
    barrier.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_HOST_READ_BIT;
    functions.vkCmdPipelineBarrier(piece.commands, VK_PIPELINE_STAGE_TRANSFER_BIT,
                                   VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT |
                                       VK_PIPELINE_STAGE_HOST_BIT,
                                   0, 1, &barrier, 0, nullptr, 0, nullptr);
    check(functions.vkEndCommandBuffer(piece.commands), "recording");
    m_device->submit(piece.commands, piece.fence);
    piece.inFlight = true;
}

void Staging::upload(const Buffer& target, std::uint64_t offset, std::uint64_t bytes,
                     std::uint64_t granule, const PieceFiller& fill)
{
    const auto step = std::max(granule, pieceBytes / granule * granule);
    for (std::uint64_t first = 0; first < bytes; first += step) {
        const auto count = std::min(step, bytes - first);
        Piece& piece = take(std::min(step, bytes));
        fill(piece.buffer->mapped().first(count), first);
        copy(piece, piece.buffer->handle(), target.handle(), {0, offset + first, count});
    }
}

void Staging::download(const Buffer& source, std::uint64_t offset, std::span<std::byte> bytes)
{
    if (!source.mapped().empty()) {
        std::memcpy(bytes.data(), source.mapped().data() + offset, bytes.size());
        return;
    }
    for (std::uint64_t first = 0; first < bytes.size(); first += pieceBytes) {
        const auto count = std::min<std::uint64_t>(pieceBytes, bytes.size() - first);
        Piece& piece = take(count);
        copy(piece, source.handle(), piece.buffer->handle(), {offset + first, 0, count});
        m_device->wait(piece.fence);
        piece.inFlight = false;
        std::memcpy(bytes.data() + first, piece.buffer->mapped().data(), count);
    }
}

void Staging::finish()
{
    for (auto& piece : m_pieces) {
        if (piece.inFlight) {
            m_device->wait(piece.fence);
            piece.inFlight = false;
        }
    }
}

} // namespace saccade
