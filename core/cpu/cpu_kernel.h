// What computes one op on the CPU: kernels register themselves by the op's name.
#pragma once

#include "core/base/registry.h"
#include "core/cpu/thread_pool.h"
#include "core/cpu/vector/vector_kernels.h"
#include "core/graph/graph.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

namespace saccade
{

/// Where the operands of a node lie while it runs.
struct KernelCall {
    std::span<std::byte* const> inputs;
    std::span<std::byte* const> outputs;
    ThreadPool& pool;
    const VectorKernels& vector;

    const float* floats(std::size_t input) const
    {
        return reinterpret_cast<const float*>(inputs[input]);
    }
    float* result(std::size_t output = 0) const
    {
        return reinterpret_cast<float*>(outputs[output]);
    }
    /// The I32 [1] input's value, whatever its alignment.
    std::int64_t position(std::size_t input) const;
};

/// A node to be prepared; everything but the data is known.
struct KernelRequest {
    const Graph& graph;
    const Node& node;
    ThreadPool& pool;
    const VectorKernels& vector;

    const ValueInfo& input(std::size_t index) const { return graph.info(node.inputs[index]); }
    const ValueInfo& output(std::size_t index = 0) const { return graph.info(node.outputs[index]); }
};

using KernelRun = std::function<void(const KernelCall&)>;

class CpuKernel
{
public:
    using Prepare = KernelRun (*)(const KernelRequest&);
    using Place = std::optional<std::int64_t> (*)(const KernelRequest&);

    /// `placement`, if given, says at which byte of input 0 the first output lies where it needs
    /// none of its own; `preparation` may then return nothing.
    CpuKernel(std::string_view op, Prepare preparation, Place placement = nullptr)
        : m_op(op), m_prepare(preparation), m_place(placement)
    {
    }
    std::string_view identifier() const { return m_op; }
    KernelRun prepare(const KernelRequest& request) const { return m_prepare(request); }
    std::optional<std::int64_t> place(const KernelRequest& request) const
    {
        return m_place == nullptr ? std::nullopt : m_place(request);
    }

private:
    std::string_view m_op;
    Prepare m_prepare;
    Place m_place;
};

/// A float vector operand (bias, norm weight) as F32: converted once if it is a constant of another
/// type.
class FloatOperand
{
public:
    explicit FloatOperand(const KernelRequest& request, std::size_t input);
    const float* read(const KernelCall& call) const;

private:
    std::size_t m_input;
    DType m_dtype;
    bool m_isConstant;
    Tensor m_converted; // empty if the operand is F32 and aligned
};

/// function(first, last) for pieces of 0 … count, in parallel where there is enough to do: `cost`
/// is a rough number of operations a unit.
template <typename Function>
void forRanges(ThreadPool& pool, std::int64_t count, std::int64_t cost, const Function& function)
{
    constexpr std::int64_t worthwhile = 32768;
    const auto total = count * cost;
    const auto most = std::int64_t{4} * pool.threads();
    const auto pieces = total < worthwhile ? 1 : std::min({total / (worthwhile / 4), most, count});
    if (pieces <= 1) {
        function(std::int64_t{0}, count);
        return;
    }
    pool.run(pieces, [&](std::int64_t piece, int) {
        function(count * piece / pieces, count * (piece + 1) / pieces);
    });
}

} // namespace saccade
