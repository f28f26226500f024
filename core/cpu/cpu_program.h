// A graph that was compiled for the CPU.
#pragma once

#include "core/cpu/buffer_plan.h"
#include "core/cpu/cpu_kernel.h"
#include "core/cpu/cpu_states.h"
#include "core/graph/backend.h"

#include <map>
#include <memory>
#include <vector>

namespace saccade
{

class CpuProgram : public Program
{
public:
    /// Throws Error naming every op without a kernel, or if memory is short.
    CpuProgram(Graph graph, std::span<const Value> outputs, std::shared_ptr<CpuStateStore> states,
               std::shared_ptr<ThreadPool> pool, const VectorKernels& vector);

    void set(Value input, const Tensor& tensor) override;
    void run(std::stop_token stop) override;
    Tensor get(Value output) override;
    std::int64_t bytes() const override;

private:
    struct Step {
        KernelRun run;
        std::vector<std::uint32_t> inputs;
        std::vector<std::uint32_t> outputs;
        std::vector<std::byte*> operands; // inputs, then outputs
    };

    void prepareSteps(std::span<const std::uint32_t> order);
    void allocate();
    void renewOutputs();
    void locate();
    std::byte* address(std::uint32_t id);

    Graph m_graph;
    std::vector<Value> m_outputs;
    std::shared_ptr<CpuStateStore> m_states; // whose tensors are held below
    std::shared_ptr<ThreadPool> m_pool;
    const VectorKernels& m_vector;
    BufferPlan m_plan;
    std::vector<Step> m_steps;
    Tensor m_arena;
    std::map<std::uint32_t, Tensor> m_buffers; // inputs, states and kept values, by root
    bool m_isLocated = false;
};

} // namespace saccade
