// A graph compiled for a device: recorded once, replayed by each run.
#pragma once

#include "gpu/lowering.h"
#include "gpu/recorder.h"
#include "gpu/states.h"

#include <map>
#include <memory>

namespace saccade
{

class VulkanProgram final : public Program
{
public:
    /// Throws Error before anything is brought to the device if it does not fit, or if an op is
    /// missing.
    VulkanProgram(std::shared_ptr<VulkanEngine> engine, const Graph& graph,
                  std::span<const Value> outputs, std::shared_ptr<VulkanStates> states);

    void set(Value input, const Tensor& tensor) override;
    void run(std::stop_token stop) override;
    Tensor get(Value output) override;
    std::int64_t bytes() const override { return m_bytes; }

private:
    struct InputPlace {
        DType dtype;
        Shape shape;
        std::string name;
        Buffer* mirror = nullptr; // null: the program does not need it
        std::uint64_t offset = 0;
    };
    struct OutputPlace {
        DType dtype;
        Shape shape;
        View view;
        Tensor constant; // of an output that is a constant
    };
    void requireRoom(const Lowering& lowering, const SlotPlan& plan, const Graph& graph) const;
    void place(Lowering& lowering, const SlotPlan& plan, const Graph& graph);
    void keepEnds(const Lowering& lowering, const SlotPlan& plan, const Graph& graph,
                  std::span<const Value> outputs);

    std::shared_ptr<VulkanEngine> m_engine;
    std::shared_ptr<VulkanStates> m_states;
    std::vector<Slot> m_slots;
    std::vector<std::unique_ptr<Buffer>> m_buffers;             // of the plan's areas
    std::map<std::uint32_t, std::unique_ptr<Buffer>> m_mirrors; // host's copies of input areas
    std::map<std::uint32_t, InputPlace> m_inputs;
    std::map<std::uint32_t, OutputPlace> m_outputs;
    std::int64_t m_bytes = 0;
    std::unique_ptr<Recording> m_recording; // last: refers to all of the above
};

} // namespace saccade
