// Writes dispatches into command buffers, once; runs replay them.
#pragma once

#include "gpu/dispatch.h"
#include "gpu/engine.h"
#include "gpu/slots.h"

#include <span>
#include <vector>

namespace saccade
{

/// Command buffers with everything that they refer to. Owns pools, sets and views.
class Recording
{
public:
    /// `slots` have been placed. `copies` bring inputs to the device first.
    struct Copy {
        VkBuffer from = VK_NULL_HANDLE;
        VkBuffer to = VK_NULL_HANDLE;
        std::uint64_t bytes = 0;
    };
    Recording(std::shared_ptr<VulkanEngine> engine, const std::vector<Slot>& slots,
              std::span<const Dispatch> dispatches, std::span<const Copy> copies);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    /// Hands the command buffers over one after another, two at most at a time, and waits for the
    /// last. Throws Cancelled, after what was handed over is done, when asked to stop.
    void replay(const std::stop_token& stop);

private:
    struct Portion {
        VkCommandBuffer commands = VK_NULL_HANDLE;
        VkFence fence = VK_NULL_HANDLE;
    };
    struct Range {
        VkBuffer buffer;
        std::uint64_t first;
        std::uint64_t end;
    };
    void createPools(std::span<const Dispatch> dispatches);
    void begin();
    void end();
    void recordCopies(std::span<const Copy> copies);
    void recordDispatch(const Dispatch& dispatch);
    void separate(const Dispatch& dispatch);
    void barrier(VkPipelineStageFlags from, VkAccessFlags fromAccess, VkPipelineStageFlags to,
                 VkAccessFlags toAccess);
    VkDescriptorSet createSet(const Dispatch& dispatch, VkDescriptorSetLayout layout);
    VkBufferView view(const Binding& binding);
    void destroy();

    std::shared_ptr<VulkanEngine> m_engine;
    const std::vector<Slot>& m_slots;
    VkCommandPool m_commandPool = VK_NULL_HANDLE;
    VkDescriptorPool m_descriptorPool = VK_NULL_HANDLE;
    std::map<std::tuple<VkBuffer, std::uint64_t, std::uint64_t, BindingKind>, VkBufferView> m_views;
    std::vector<Portion> m_portions;
    std::vector<Range> m_read;    // since the last barrier
    std::vector<Range> m_written; // since the last barrier
    std::vector<Range> m_shared;  // since the last barrier
};

} // namespace saccade
