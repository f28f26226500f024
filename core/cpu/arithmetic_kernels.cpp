// Kernels for core/graph/ops/arithmetic.h.
#include "core/base/error.h"
#include "core/cpu/cpu_kernel.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cstring>

namespace saccade
{

namespace
{

using Binary = void (*)(const float*, const float*, float*, std::int64_t);

/// y repeats with period y's elements.
KernelRun prepareBinary(const KernelRequest& request, Binary VectorKernels::*operation)
{
    const auto count = request.output().shape.elements();
    const auto period = request.input(1).shape.elements();
    return [operation, count, period, y = FloatOperand(request, 1)](const KernelCall& call) {
        const auto compute = call.vector.*operation;
        const auto* left = call.floats(0);
        const auto* right = y.read(call);
        forRanges(call.pool, count, 1, [&](std::int64_t first, std::int64_t last) {
            while (first < last) {
                const auto start = first % period;
                const auto length = std::min(period - start, last - first);
                compute(left + first, right + start, call.result() + first, length);
                first += length;
            }
        });
    };
}

KernelRun prepareAdd(const KernelRequest& request)
{
    return prepareBinary(request, &VectorKernels::add);
}

KernelRun prepareMultiply(const KernelRequest& request)
{
    return prepareBinary(request, &VectorKernels::multiply);
}

ElementFunction functionNamed(const std::string& name)
{
    using enum ElementFunction;
    static const std::array<std::pair<std::string_view, ElementFunction>, 10> names{
        {{"relu", Relu},
         {"gelu_erf", GeluErf},
         {"gelu_tanh", GeluTanh},
         {"gelu_quick", GeluQuick},
         {"silu", Silu},
         {"sigmoid", Sigmoid},
         {"tanh", Tanh},
         {"relu_squared", ReluSquared},
         {"exp", Exp},
         {"softplus", Softplus}}};
    const auto found =
        std::ranges::find(names, name, [](const auto& entry) { return entry.first; });
    if (found == names.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The CPU knows no activation named %1."), {name});
    }
    return found->second;
}

KernelRun prepareActivate(const KernelRequest& request)
{
    const auto function = functionNamed(request.node.attributes.word("function"));
    const auto count = request.output().shape.elements();
    return [function, count](const KernelCall& call) {
        forRanges(call.pool, count, 8, [&](std::int64_t first, std::int64_t last) {
            call.vector.apply(function, call.floats(0) + first, call.result() + first,
                              last - first);
        });
    };
}

/// Scale 0 sets: what was not finite is gone, too.
void editRange(const float* x, float* y, std::int64_t count, float scale, float offset)
{
    if (scale == 0.0F) {
        std::fill_n(y, count, offset);
        return;
    }
    for (std::int64_t i = 0; i < count; ++i) {
        y[i] = scale * x[i] + offset;
    }
}

KernelRun prepareEditSlice(const KernelRequest& request)
{
    const auto& attributes = request.node.attributes;
    const auto& extents = request.output().shape.extents();
    const auto axis = attributes.integer("axis");
    std::int64_t inner = 1; // elements of one index of the axis
    for (auto i = axis + 1; i < std::ssize(extents); ++i) {
        inner *= extents[static_cast<std::size_t>(i)];
    }
    const auto stride = inner * extents[static_cast<std::size_t>(axis)];
    const auto start = attributes.integer("first") * inner;
    const auto length = attributes.integer("count") * inner;
    const auto scale = static_cast<float>(attributes.number("scale"));
    const auto offset = static_cast<float>(attributes.number("offset"));
    const auto count = request.output().shape.elements();
    return [=](const KernelCall& call) {
        const auto* x = call.floats(0);
        auto* y = call.result();
        if (length == stride) { // all of it
            forRanges(call.pool, count, 1, [&](std::int64_t first, std::int64_t last) {
                editRange(x + first, y + first, last - first, scale, offset);
            });
            return;
        }
        std::memcpy(y, x, static_cast<std::size_t>(count) * sizeof(float));
        for (auto slice = start; slice < count; slice += stride) {
            editRange(x + slice, y + slice, length, scale, offset);
        }
    };
}

const Registry<CpuKernel>::Entry addEntry{std::make_unique<CpuKernel>("add", prepareAdd)};
const Registry<CpuKernel>::Entry multiplyEntry{
    std::make_unique<CpuKernel>("multiply", prepareMultiply)};
const Registry<CpuKernel>::Entry activateEntry{
    std::make_unique<CpuKernel>("activate", prepareActivate)};
const Registry<CpuKernel>::Entry editSliceEntry{
    std::make_unique<CpuKernel>("edit_slice", prepareEditSlice)};

} // namespace

} // namespace saccade
