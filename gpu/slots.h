// Where the pieces of device memory of a program lie: planned from when each is first and last
// used.
#pragma once

#include "gpu/constants.h"
#include "gpu/memory.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace saccade
{

enum class SlotUse {
    Work,    // between the dispatches that write and read it; shares memory with others
    Input,   // set by the host
    Output,  // read by the host: keeps its memory
    State,   // of a StateStore
    Constant // shared with other programs
};

struct Slot {
    SlotUse use = SlotUse::Work;
    std::uint64_t bytes = 0;
    std::int64_t first = -1; // dispatches that touch it
    std::int64_t last = -1;
    std::shared_ptr<DeviceConstant> constant;
    std::uint32_t value = 0;        // of an Input or a State
    const Buffer* buffer = nullptr; // once placed
    std::uint64_t offset = 0;
};

/// Gives each Work, Input and Output slot an offset such that slots that are in use at the same
/// time do not overlap. → sizes of the buffers needed; slot.offset is then relative to buffer
/// number `bufferOf[slot]`.
struct SlotPlan {
    struct Area {
        SlotUse use = SlotUse::Work;
        std::uint64_t bytes = 0;
    };
    std::vector<Area> areas;
    std::vector<std::uint32_t> areaOf;  // of each slot
    std::vector<std::uint64_t> offsets; // in the area

    std::uint64_t bytes() const;
};

/// No area is larger than `largestArea`, unless one slot alone is.
SlotPlan planSlots(const std::vector<Slot>& slots, std::uint64_t largestArea);

} // namespace saccade
