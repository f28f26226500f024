#include "gpu/slots.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace saccade
{

namespace
{

bool isPlanned(const Slot& slot)
{
    return slot.use != SlotUse::State && slot.use != SlotUse::Constant;
}

/// Inputs and outputs are the host's before and after the run: they share with nothing.
bool areTogether(const Slot& a, const Slot& b)
{
    return a.use != SlotUse::Work || b.use != SlotUse::Work ||
           (a.first <= b.last && b.first <= a.last);
}

class Planner
{
public:
    Planner(const std::vector<Slot>& slots, std::uint64_t largestArea)
        : m_slots(slots), m_largestArea(largestArea)
    {
        m_plan.areaOf.resize(slots.size());
        m_plan.offsets.resize(slots.size());
    }

    void place(std::uint32_t index)
    {
        const Slot& slot = m_slots[index];
        const auto size = alignedUp(slot.bytes);
        for (std::uint32_t area = 0; area < m_plan.areas.size(); ++area) {
            const auto offset = lowest(area, slot, size);
            if (m_plan.areas[area].use == slot.use && offset + size <= m_largestArea) {
                put(index, area, offset, size);
                return;
            }
        }
        m_plan.areas.push_back({slot.use, 0});
        m_members.emplace_back();
        put(index, static_cast<std::uint32_t>(m_plan.areas.size() - 1), 0, size);
    }

    SlotPlan take() { return std::move(m_plan); }

private:
    /// The first gap of an area that is free as long as the slot is in use.
    std::uint64_t lowest(std::uint32_t area, const Slot& slot, std::uint64_t size) const
    {
        std::uint64_t offset = 0;
        for (const auto other : m_members[area]) { // by offset
            if (!areTogether(slot, m_slots[other])) {
                continue;
            }
            if (offset + size <= m_plan.offsets[other]) {
                break;
            }
            offset = std::max(offset, m_plan.offsets[other] + alignedUp(m_slots[other].bytes));
        }
        return offset;
    }

    void put(std::uint32_t index, std::uint32_t area, std::uint64_t offset, std::uint64_t size)
    {
        m_plan.areaOf[index] = area;
        m_plan.offsets[index] = offset;
        m_plan.areas[area].bytes = std::max(m_plan.areas[area].bytes, offset + size);
        auto& members = m_members[area];
        members.insert(
            std::ranges::upper_bound(members, offset, {},
                                     [this](std::uint32_t other) { return m_plan.offsets[other]; }),
            index);
    }

    const std::vector<Slot>& m_slots;
    std::uint64_t m_largestArea;
    SlotPlan m_plan;
    std::vector<std::vector<std::uint32_t>> m_members;
};

} // namespace

std::uint64_t SlotPlan::bytes() const
{
    return std::accumulate(areas.begin(), areas.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Area& area) { return sum + area.bytes; });
}

SlotPlan planSlots(const std::vector<Slot>& slots, std::uint64_t largestArea)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < slots.size(); ++i) {
        if (isPlanned(slots[i])) {
            order.push_back(i);
        }
    }
    // Large ones first: small ones then fill the gaps.
    std::ranges::stable_sort(order, std::greater<>{},
                             [&](std::uint32_t index) { return slots[index].bytes; });
    Planner planner(slots, largestArea);
    for (const auto index : order) {
        planner.place(index);
    }
    return planner.take();
}

} // namespace saccade
