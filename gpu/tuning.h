// Sizes that suit a device: nothing in a kernel's result depends on them.
#pragma once

#include "gpu/instance.h"

#include <cstdint>

namespace saccade
{

struct Tuning {
    std::uint32_t lanes = 32; // of a workgroup
    bool singleSubgroup =
        false; // a workgroup is exactly one subgroup: no shared memory, no barriers
    std::uint32_t vectorRows = 4;      // rows of x up to which mat_vec is taken
    std::uint32_t vectorColumns = 4;   // outputs of a mat_vec workgroup
    std::uint32_t matrixRows = 8;      // rows of x of a mat_mul workgroup
    std::uint32_t matrixColumns = 4;   // outputs of a mat_mul lane
    std::uint32_t attentionRows = 4;   // query rows of a fused_attention workgroup
    std::uint32_t attentionKeys = 512; // keys of a fused_attention workgroup, at most
    /// Workgroups times iterations that are handed over at once; between two portions a run can be
    /// stopped.
    std::uint64_t workPerSubmission = 0; // 0: all
    /// Iterations of all loops of one invocation; lavapipe (Mesa 22) silently leaves loops beyond
    /// it.
    std::uint64_t largestIterations = 0; // 0: no limit
};

Tuning tuningFor(const DeviceTraits& traits);

} // namespace saccade
