#include "gpu/program.h"

#include "core/base/error.h"
#include "core/graph/schedule.h"

#include <QtGlobal>
#include <algorithm>
#include <cstring>
#include <utility>

namespace saccade
{

namespace
{

std::string mebibytes(std::uint64_t bytes)
{
    return std::to_string((bytes + (1U << 20U) - 1) >> 20U);
}

MemoryKind kindOf(SlotUse use)
{
    return use == SlotUse::Output ? MemoryKind::Results : MemoryKind::Device;
}

std::string nameOf(const ValueInfo& info, std::uint32_t id)
{
    return info.name.empty() ? substitute("#%1", {std::to_string(id)}) : info.name;
}

} // namespace

VulkanProgram::VulkanProgram(std::shared_ptr<VulkanEngine> engine, const Graph& graph,
                             std::span<const Value> outputs, std::shared_ptr<VulkanStates> states)
    : m_engine(std::move(engine)), m_states(std::move(states))
{
    const auto& traits = m_engine->device->traits();
    const Graph fused = fuseAttention(graph, outputs);
    const auto order = schedule(fused, outputs);
    Lowering lowering(fused, traits, m_engine->tuning, m_engine->constants);
    lowering.lower(order, outputs);
    const auto plan = planSlots(lowering.slots(), traits.largestAllocation);
    requireRoom(lowering, plan, fused);
    m_engine->constants.commit(lowering.constants());
    place(lowering, plan, fused);
    m_slots = std::move(lowering.slots());
    keepEnds(lowering, plan, fused, outputs);
    std::vector<Recording::Copy> copies;
    for (const auto& [area, mirror] : m_mirrors) {
        copies.push_back({mirror->handle(), m_buffers[area]->handle(), mirror->size()});
    }
    m_recording = std::make_unique<Recording>(m_engine, m_slots, lowering.dispatches(), copies);
}

void VulkanProgram::requireRoom(const Lowering& lowering, const SlotPlan& plan,
                                const Graph& graph) const
{
    const auto constants = Constants::missingBytes(lowering.constants());
    std::uint64_t states = 0;
    for (const auto& slot : lowering.slots()) {
        if (slot.use == SlotUse::State && !m_states->contains(graph.info(slot.value).name)) {
            states += alignedUp(slot.bytes);
        }
    }
    const auto& device = *m_engine->device;
    if (constants + states + plan.bytes() > device.freeBytes()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "The GPU %1 has %2 MiB free of %3 MiB; needed are %4 "
                                      "MiB for weights, %5 MiB for the cache and %6 MiB "
                                      "for what is computed. Choose a smaller context or "
                                      "model, or the CPU (--device cpu)."),
                    {device.traits().info.name, mebibytes(device.freeBytes()),
                     mebibytes(device.traits().heapBytes), mebibytes(constants), mebibytes(states),
                     mebibytes(plan.bytes())});
    }
}

void VulkanProgram::place(Lowering& lowering, const SlotPlan& plan, const Graph& graph)
{
    for (std::uint32_t i = 0; i < plan.areas.size(); ++i) {
        const auto& area = plan.areas[i];
        m_buffers.push_back(
            std::make_unique<Buffer>(m_engine->device, area.bytes, kindOf(area.use)));
        m_bytes += static_cast<std::int64_t>(m_buffers.back()->size());
        if (area.use == SlotUse::Input) {
            m_mirrors[i] =
                std::make_unique<Buffer>(m_engine->device, area.bytes, MemoryKind::Upload);
            std::ranges::fill(m_mirrors[i]->mapped(), std::byte{0});
        }
    }
    auto& slots = lowering.slots();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        auto& slot = slots[i];
        if (slot.use == SlotUse::Constant) {
            slot.buffer = slot.constant->buffer.get();
            slot.offset = slot.constant->offset;
        } else if (slot.use == SlotUse::State) {
            const auto& info = graph.info(slot.value);
            slot.buffer = &m_states->get(info.name, info.dtype, info.shape);
        } else {
            slot.buffer = m_buffers[plan.areaOf[i]].get();
            slot.offset = plan.offsets[i];
        }
    }
}

void VulkanProgram::keepEnds(const Lowering& lowering, const SlotPlan& plan, const Graph& graph,
                             std::span<const Value> outputs)
{
    for (std::uint32_t id = 0; id < graph.valueCount(); ++id) {
        const auto& info = graph.info(id);
        if (info.source == ValueSource::Input) {
            m_inputs[id] = {info.dtype, info.shape, nameOf(info, id)};
        }
    }
    for (std::uint32_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i].use == SlotUse::Input) {
            auto& input = m_inputs.at(m_slots[i].value);
            input.mirror = m_mirrors.at(plan.areaOf[i]).get();
            input.offset = m_slots[i].offset;
        }
    }
    for (const auto& output : outputs) {
        const auto& info = graph.info(output.id);
        OutputPlace place{info.dtype, info.shape, {}, info.constant};
        if (info.source != ValueSource::Constant) {
            place.view = lowering.views().at(output.id);
        }
        m_outputs.insert_or_assign(output.id, std::move(place));
    }
}

void VulkanProgram::set(Value input, const Tensor& tensor)
{
    const auto found = m_inputs.find(input.id);
    if (found == m_inputs.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The value #%1 is no input of this program."),
                    {std::to_string(input.id)});
    }
    const auto& place = found->second;
    if (tensor.dtype() != place.dtype || tensor.shape() != place.shape) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The input %1 is %2 %3, not %4 %5."),
                    {place.name, std::string(layout(place.dtype).name), place.shape.text(),
                     std::string(layout(tensor.dtype()).name), tensor.shape().text()});
    }
    if (place.mirror != nullptr && !tensor.bytes().empty()) {
        std::memcpy(place.mirror->mapped().data() + place.offset, tensor.bytes().data(),
                    tensor.bytes().size());
    }
}

void VulkanProgram::run(std::stop_token stop)
{
    if (stop.stop_requested()) {
        throw Cancelled();
    }
    m_recording->replay(stop);
}

Tensor VulkanProgram::get(Value output)
{
    const auto found = m_outputs.find(output.id);
    if (found == m_outputs.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The value #%1 is no output of this program."),
                    {std::to_string(output.id)});
    }
    const auto& place = found->second;
    if (!place.constant.isEmpty()) {
        return place.constant;
    }
    Tensor tensor = Tensor::allocate(place.dtype, place.shape);
    const auto& slot = m_slots[place.view.slot];
    m_engine->staging.download(*slot.buffer, slot.offset + place.view.offset,
                               tensor.mutableBytes());
    return tensor;
}

} // namespace saccade
