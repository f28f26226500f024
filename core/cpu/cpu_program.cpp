#include "core/cpu/cpu_program.h"

#include "core/base/error.h"
#include "core/graph/op.h"
#include "core/graph/schedule.h"

#include <QtGlobal>
#include <algorithm>
#include <cstring>
#include <set>

namespace saccade
{

namespace
{

/// Throws Error naming all ops of the nodes for which there is no kernel.
void requireKernels(const Graph& graph, std::span<const std::uint32_t> order)
{
    std::set<std::string_view> missing;
    for (const auto index : order) {
        const auto name = graph.nodes()[index].op->name;
        if (Registry<CpuKernel>::find(name) == nullptr) {
            missing.insert(name);
        }
    }
    std::string names;
    for (const auto name : missing) {
        names += (names.empty() ? "" : ", ") + std::string(name);
    }
    if (!missing.empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The CPU cannot compute %1."), {names});
    }
}

} // namespace

CpuProgram::CpuProgram(Graph graph, std::span<const Value> outputs,
                       std::shared_ptr<CpuStateStore> states, std::shared_ptr<ThreadPool> pool,
                       const VectorKernels& vector)
    : m_graph(std::move(graph)), m_outputs(outputs.begin(), outputs.end()),
      m_states(std::move(states)), m_pool(std::move(pool)), m_vector(vector)
{
    const auto order = schedule(m_graph, m_outputs);
    requireKernels(m_graph, order);
    prepareSteps(order);
    allocate();
}

void CpuProgram::prepareSteps(std::span<const std::uint32_t> order)
{
    std::vector<Placed> placed;
    for (const auto index : order) {
        const auto& node = m_graph.nodes()[index];
        const auto* kernel = Registry<CpuKernel>::find(node.op->name);
        const KernelRequest request{m_graph, node, *m_pool, m_vector};
        if (const auto offset = kernel->place(request)) {
            placed.push_back({node.outputs.front(), node.inputs.front(), *offset});
            if (auto run = kernel->prepare(request)) {
                m_steps.push_back({std::move(run), node.inputs, node.outputs, {}});
            }
        } else {
            m_steps.push_back({kernel->prepare(request), node.inputs, node.outputs, {}});
        }
    }
    m_plan = planBuffers(m_graph, order, placed, m_outputs);
}

void CpuProgram::allocate()
{
    m_arena = Tensor::allocate(DType::U8, Shape{m_plan.arenaBytes});
    for (const auto id : m_plan.kept) {
        m_buffers[id] = Tensor::allocate(m_graph.info(id).dtype, m_graph.info(id).shape);
    }
    const auto hold = [this](std::uint32_t id) {
        const auto root = m_plan.places[id].root;
        const auto& info = m_graph.info(root);
        if (info.source == ValueSource::State) {
            m_buffers.try_emplace(root, m_states->state(info));
        } else if (info.source == ValueSource::Input && !m_buffers.contains(root)) {
            m_buffers[root] = Tensor::allocate(info.dtype, info.shape);
        }
    };
    for (const auto& step : m_steps) {
        std::ranges::for_each(step.inputs, hold);
        std::ranges::for_each(step.outputs, hold);
    }
    for (const Value& output : m_outputs) {
        hold(output.id);
    }
}

std::byte* CpuProgram::address(std::uint32_t id)
{
    const auto [root, offset] = m_plan.places[id];
    const auto& info = m_graph.info(root);
    if (info.source == ValueSource::Constant) {
        // Kernels write to outputs alone, and only states are placed where an input lies and
        // written.
        return const_cast<std::byte*>(info.constant.bytes().data()) + offset;
    }
    if (const auto found = m_plan.arena.find(root); found != m_plan.arena.end()) {
        return m_arena.mutableBytes().data() + found->second + offset;
    }
    return m_buffers.at(root).mutableBytes().data() + offset;
}

void CpuProgram::locate()
{
    for (auto& step : m_steps) {
        step.operands.clear();
        for (const auto& ids : {step.inputs, step.outputs}) {
            std::ranges::transform(ids, std::back_inserter(step.operands),
                                   [this](std::uint32_t id) { return address(id); });
        }
    }
    m_isLocated = true;
}

/// What `get` gave away and somebody still holds must not change: it is replaced.
void CpuProgram::renewOutputs()
{
    for (const auto id : m_plan.kept) {
        Tensor& buffer = m_buffers.at(id);
        if (buffer.owner().use_count() > 1) {
            buffer = Tensor::allocate(buffer.dtype(), buffer.shape());
            m_isLocated = false;
        }
    }
}

void CpuProgram::set(Value input, const Tensor& tensor)
{
    const auto& info = m_graph.info(input.id);
    if (info.source != ValueSource::Input) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The value %1 is no input."), {info.name});
    }
    if (tensor.dtype() != info.dtype || tensor.shape() != info.shape) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The input %1 must be %2 %3, not %4 %5."),
                    {info.name, std::string(layout(info.dtype).name), info.shape.text(),
                     std::string(layout(tensor.dtype()).name), tensor.shape().text()});
    }
    // An input that no output needs has no buffer.
    if (const auto found = m_buffers.find(input.id); found != m_buffers.end()) {
        std::ranges::copy(tensor.bytes(), found->second.mutableBytes().begin());
    }
}

void CpuProgram::run(std::stop_token stop)
{
    renewOutputs();
    if (!m_isLocated) {
        locate();
    }
    for (const auto& step : m_steps) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        const std::span<std::byte* const> operands(step.operands);
        step.run({operands.first(step.inputs.size()), operands.subspan(step.inputs.size()), *m_pool,
                  m_vector});
    }
}

Tensor CpuProgram::get(Value output)
{
    if (std::ranges::find(m_outputs, output.id, &Value::id) == m_outputs.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The value %1 is no output of the program."),
                    {m_graph.info(output.id).name});
    }
    const auto& info = m_graph.info(output.id);
    if (std::ranges::find(m_plan.kept, output.id) != m_plan.kept.end()) {
        return m_buffers.at(output.id);
    }
    Tensor copy = Tensor::allocate(info.dtype, info.shape);
    if (!copy.isEmpty()) {
        std::memcpy(copy.mutableBytes().data(), address(output.id), copy.bytes().size());
    }
    return copy;
}

std::int64_t CpuProgram::bytes() const
{
    auto total = static_cast<std::int64_t>(m_arena.bytes().size());
    for (const auto& [id, tensor] : m_buffers) {
        if (m_graph.info(id).source != ValueSource::State) {
            total += static_cast<std::int64_t>(tensor.bytes().size());
        }
    }
    return total;
}

} // namespace saccade
