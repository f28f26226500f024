// Brings bytes to the device and back in pieces of a few MiB, so that large weights need no second
// copy in host memory.
#pragma once

#include "gpu/memory.h"

#include <array>
#include <functional>

namespace saccade
{

/// Fills `piece` with bytes first … of what is uploaded.
using PieceFiller = std::function<void(std::span<std::byte> piece, std::uint64_t first)>;

/// A ring of two pieces: the host fills one while the device copies the other.
class Staging
{
public:
    explicit Staging(std::shared_ptr<Device> device);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// Pieces are multiples of `granule` (a row, say), the last one may be shorter.
    void upload(const Buffer& target, std::uint64_t offset, std::uint64_t bytes,
                std::uint64_t granule, const PieceFiller& fill);
    void download(const Buffer& source, std::uint64_t offset, std::span<std::byte> bytes);
    /// Waits until all uploads have arrived.
    void finish();

private:
    struct Piece {
        std::unique_ptr<Buffer> buffer;
        VkCommandBuffer commands = VK_NULL_HANDLE;
        VkFence fence = VK_NULL_HANDLE;
        bool inFlight = false;
    };
    Piece& take(std::uint64_t bytes);
    void copy(Piece& piece, VkBuffer from, VkBuffer to, VkBufferCopy region);

    std::shared_ptr<Device> m_device;
    std::array<Piece, 2> m_pieces;
    std::size_t m_next = 0;
};

} // namespace saccade
