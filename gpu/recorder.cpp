#include "gpu/recorder.h"

#include "core/base/error.h"
#include "gpu/result.h"

#include <algorithm>
#include <utility>

namespace saccade
{

namespace
{

std::uint64_t work(const Dispatch& dispatch)
{
    return dispatch.groups * std::max<std::uint64_t>(1, dispatch.iterations);
}

} // namespace

Recording::Recording(std::shared_ptr<VulkanEngine> engine, const std::vector<Slot>& slots,
                     std::span<const Dispatch> dispatches, std::span<const Copy> copies)
    : m_engine(std::move(engine)), m_slots(slots)
{
    const auto most = m_engine->tuning.workPerSubmission;
    try {
        createPools(dispatches);
        begin();
        recordCopies(copies);
        std::uint64_t sum = 0;
        for (const auto& dispatch : dispatches) {
            if (most != 0 && sum > 0 && sum + work(dispatch) > most) {
                end();
                begin();
                sum = 0;
            }
            recordDispatch(dispatch);
            sum += work(dispatch);
        }
        end();
    } catch (...) {
        destroy();
        throw;
    }
}

Recording::~Recording()
{
    m_engine->device->functions().vkDeviceWaitIdle(m_engine->device->handle());
    destroy();
}

void Recording::destroy()
{
    const auto& functions = m_engine->device->functions();
    const auto device = m_engine->device->handle();
    for (const auto& portion : m_portions) {
        functions.vkDestroyFence(device, portion.fence, nullptr);
    }
    for (const auto& [place, view] : m_views) {
        functions.vkDestroyBufferView(device, view, nullptr);
    }
    functions.vkDestroyDescriptorPool(device, m_descriptorPool, nullptr);
    functions.vkDestroyCommandPool(device, m_commandPool, nullptr);
}

void Recording::createPools(std::span<const Dispatch> dispatches)
{
    const auto& device = *m_engine->device;
    VkCommandPoolCreateInfo commands{};
    commands.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO;
    commands.queueFamilyIndex = device.traits().queueFamily;
    check(
        device.functions().vkCreateCommandPool(device.handle(), &commands, nullptr, &m_commandPool),
        "creating a command pool");
    std::uint32_t storage = 0;
    std::uint32_t texel = 0;
    for (const auto& dispatch : dispatches) {
        for (const auto& binding : dispatch.bindings) {
            ++(binding.kind == BindingKind::Storage ? storage : texel);
        }
    }
    if (dispatches.empty()) {
        return;
    }
    const VkDescriptorPoolSize sizes[] = {
        {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, std::max(1U, storage)},
        {VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, std::max(1U, texel)}};
    VkDescriptorPoolCreateInfo sets{};
    sets.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO;
    sets.maxSets = static_cast<std::uint32_t>(dispatches.size());
    sets.poolSizeCount = 2;
    sets.pPoolSizes = sizes;
    check(device.functions().vkCreateDescriptorPool(device.handle(), &sets, nullptr,
                                                    &m_descriptorPool),
          "creating a descriptor pool");
}

void Recording::begin()
{
    const auto& device = *m_engine->device;
    VkCommandBufferAllocateInfo allocate{};
    allocate.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO;
    allocate.commandPool = m_commandPool;
    allocate.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    allocate.commandBufferCount = 1;
    Portion& portion = m_portions.emplace_back();
    portion.fence = m_engine->device->createFence();
    check(
        device.functions().vkAllocateCommandBuffers(device.handle(), &allocate, &portion.commands),
        "allocating a command buffer");
    VkCommandBufferBeginInfo info{};
    info.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
    check(device.functions().vkBeginCommandBuffer(portion.commands, &info), "recording");
}

void Recording::end()
{
    // Whatever comes next, another portion, a copy or the host, sees what was computed.
    barrier(VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT,
            VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT |
                VK_PIPELINE_STAGE_HOST_BIT,
            VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_READ_BIT |
                VK_ACCESS_TRANSFER_WRITE_BIT | VK_ACCESS_HOST_READ_BIT);
    m_read.clear();
    m_written.clear();
    m_shared.clear();
    check(m_engine->device->functions().vkEndCommandBuffer(m_portions.back().commands),
          "recording");
}

void Recording::barrier(VkPipelineStageFlags from, VkAccessFlags fromAccess,
                        VkPipelineStageFlags to, VkAccessFlags toAccess)
{
    VkMemoryBarrier memory{};
    memory.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
    memory.srcAccessMask = fromAccess;
    memory.dstAccessMask = toAccess;
    m_engine->device->functions().vkCmdPipelineBarrier(m_portions.back().commands, from, to, 0, 1,
                                                       &memory, 0, nullptr, 0, nullptr);
}

void Recording::recordCopies(std::span<const Copy> copies)
{
    for (const auto& copy : copies) {
        const VkBufferCopy region{0, 0, copy.bytes};
        m_engine->device->functions().vkCmdCopyBuffer(m_portions.back().commands, copy.from,
                                                      copy.to, 1, &region);
    }
    if (!copies.empty()) {
        barrier(VK_PIPELINE_STAGE_TRANSFER_BIT, VK_ACCESS_TRANSFER_WRITE_BIT,
                VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_READ_BIT);
    }
}

/// A barrier where the dispatch touches what the dispatches since the last one wrote, or writes
/// what they read. Memory counts, not slots: slots share it.
void Recording::separate(const Dispatch& dispatch)
{
    std::vector<Range> read;
    std::vector<Range> written;
    std::vector<Range> shared;
    for (const auto& binding : dispatch.bindings) {
        const auto& slot = m_slots[binding.view.slot];
        const auto first = slot.offset + binding.view.offset;
        const Range range{slot.buffer->handle(), first, first + binding.view.bytes};
        auto& ranges = binding.access == Access::Read    ? read
                       : binding.access == Access::Share ? shared
                                                         : written;
        ranges.push_back(range);
    }
    const auto overlap = [](const std::vector<Range>& a, const std::vector<Range>& b) {
        return std::ranges::any_of(a, [&b](const Range& one) {
            return std::ranges::any_of(b, [&one](const Range& other) {
                return one.buffer == other.buffer && one.first < other.end && other.first < one.end;
            });
        });
    };
    const bool collides = overlap(read, m_written) || overlap(read, m_shared) ||
                          overlap(written, m_written) || overlap(written, m_read) ||
                          overlap(written, m_shared) || overlap(shared, m_written) ||
                          overlap(shared, m_read);
    if (collides) {
        barrier(VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_ACCESS_SHADER_WRITE_BIT,
                VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT);
        m_read.clear();
        m_written.clear();
        m_shared.clear();
    }
    m_read.insert(m_read.end(), read.begin(), read.end());
    m_written.insert(m_written.end(), written.begin(), written.end());
    m_shared.insert(m_shared.end(), shared.begin(), shared.end());
}

void Recording::recordDispatch(const Dispatch& dispatch)
{
    const auto& functions = m_engine->device->functions();
    KernelSpec spec{.shader = dispatch.shader,
                    .bindings = {},
                    .pushWords = static_cast<std::uint32_t>(dispatch.push.size()),
                    .constants = dispatch.constants};
    for (const auto& binding : dispatch.bindings) {
        spec.bindings.push_back(binding.kind);
    }
    const Kernel& kernel = m_engine->kernels.get(spec);
    const auto set = createSet(dispatch, kernel.setLayout);
    const auto commands = m_portions.back().commands;
    separate(dispatch);
    functions.vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, kernel.pipeline);
    functions.vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, kernel.layout, 0, 1,
                                      &set, 0, nullptr);
    if (!dispatch.push.empty()) {
        functions.vkCmdPushConstants(commands, kernel.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0,
                                     spec.pushWords * 4, dispatch.push.data());
    }
    const std::uint64_t most = m_engine->device->traits().limits.maxComputeWorkGroupCount[0];
    const auto columns = std::min(dispatch.groups, most);
    const auto lines = (dispatch.groups + columns - 1) / columns;
    functions.vkCmdDispatch(commands, static_cast<std::uint32_t>(columns),
                            static_cast<std::uint32_t>(lines), 1);
}

VkDescriptorSet Recording::createSet(const Dispatch& dispatch, VkDescriptorSetLayout layout)
{
    const auto& device = *m_engine->device;
    VkDescriptorSetAllocateInfo allocate{};
    allocate.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO;
    allocate.descriptorPool = m_descriptorPool;
    allocate.descriptorSetCount = 1;
    allocate.pSetLayouts = &layout;
    VkDescriptorSet set = VK_NULL_HANDLE;
    check(device.functions().vkAllocateDescriptorSets(device.handle(), &allocate, &set),
          "allocating descriptors");
    const auto count = dispatch.bindings.size();
    std::vector<VkDescriptorBufferInfo> buffers(count);
    std::vector<VkBufferView> views(count);
    std::vector<VkWriteDescriptorSet> writes(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& binding = dispatch.bindings[i];
        const auto& slot = m_slots[binding.view.slot];
        writes[i].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
        writes[i].dstSet = set;
        writes[i].dstBinding = static_cast<std::uint32_t>(i);
        writes[i].descriptorCount = 1;
        if (binding.kind == BindingKind::Storage) {
            buffers[i] = {slot.buffer->handle(), slot.offset + binding.view.offset,
                          std::max<std::uint64_t>(4, alignedUp(binding.view.bytes, 4))};
            writes[i].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
            writes[i].pBufferInfo = &buffers[i];
        } else {
            views[i] = view(binding);
            writes[i].descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
            writes[i].pTexelBufferView = &views[i];
        }
    }
    device.functions().vkUpdateDescriptorSets(device.handle(), static_cast<std::uint32_t>(count),
                                              writes.data(), 0, nullptr);
    return set;
}

VkBufferView Recording::view(const Binding& binding)
{
    const auto& device = *m_engine->device;
    const auto& slot = m_slots[binding.view.slot];
    const auto offset = slot.offset + binding.view.offset;
    const std::uint64_t texel = texelBytes(binding.kind);
    const auto bytes = std::max(texel, alignedUp(binding.view.bytes, texel));
    const auto [place, isNew] =
        m_views.try_emplace({slot.buffer->handle(), offset, bytes, binding.kind}, VK_NULL_HANDLE);
    if (isNew) {
        VkBufferViewCreateInfo info{};
        info.sType = VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO;
        info.buffer = slot.buffer->handle();
        info.format = texelFormat(binding.kind);
        info.offset = offset;
        info.range = bytes;
        check(
            device.functions().vkCreateBufferView(device.handle(), &info, nullptr, &place->second),
            "creating a texel buffer");
    }
    return place->second;
}

void Recording::replay(const std::stop_token& stop)
{
    auto& device = *m_engine->device;
    for (std::size_t i = 0; i < m_portions.size(); ++i) {
        if (stop.stop_requested()) {
            if (i > 0) {
                device.wait(m_portions[i - 1].fence);
            }
            throw Cancelled();
        }
        device.submit(m_portions[i].commands, m_portions[i].fence);
        if (i > 0) {
            device.wait(m_portions[i - 1].fence);
        }
    }
    device.wait(m_portions.back().fence);
}

} // namespace saccade
