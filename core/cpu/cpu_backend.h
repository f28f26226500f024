// The processor as a device: the reference that every other backend is compared with.
#pragma once

#include "core/cpu/thread_pool.h"
#include "core/cpu/vector/vector_kernels.h"
#include "core/graph/backend.h"

#include <memory>
#include <string_view>

namespace saccade
{

struct CpuOptions {
    int threads = 0; // 0: as many as there are cores
    std::string_view level =
        {}; // "x86-64-v4", "x86-64-v3", "plain"; empty: the best that runs here
};

class CpuBackend : public Backend
{
public:
    /// Throws Error if the processor lacks the level.
    explicit CpuBackend(const CpuOptions& options = {});

    const DeviceInfo& device() const override { return m_device; }
    std::unique_ptr<StateStore> createStates() override;
    std::unique_ptr<Program> compile(const Graph& graph, std::span<const Value> outputs,
                                     std::shared_ptr<StateStore> states) override;

private:
    DeviceInfo m_device;
    const VectorKernels& m_vector;
    std::shared_ptr<ThreadPool> m_pool;
};

} // namespace saccade
