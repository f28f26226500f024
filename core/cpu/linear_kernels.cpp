// Kernels for core/graph/ops/linear.h.
#include "core/cpu/cpu_kernel.h"
#include "core/cpu/weight_view.h"

#include <algorithm>

namespace saccade
{

namespace
{

/// In how many pieces the outputs of one row are shared out. A piece of a weight stored [out, in]
/// is one stretch of memory: large enough to read ahead in, small enough to even out threads of
/// unequal luck. Of one stored [in, out] it is a stretch of every row, which should not be short.
std::int64_t piecesOfOneRow(const StridedMatrix& weight, int threads)
{
    constexpr std::int64_t streamedBytes = 256 * 1024;
    constexpr std::int64_t stretch = 128;
    if (weight.layout == MatrixLayout::OutputInput) {
        return std::max<std::int64_t>(weight.outputs * weight.rowBytes / streamedBytes, 1);
    }
    const auto isSmall = weight.inputs * weight.rowBytes < streamedBytes;
    return isSmall ? 1 : std::clamp<std::int64_t>(weight.outputs / stretch, 1, 3 * threads);
}

void multiplyOneRow(const KernelCall& call, const MatrixProduct& product)
{
    constexpr std::int64_t grain = 32;
    const auto outputs = product.weight.outputs;
    const auto units = (outputs + grain - 1) / grain;
    const auto pieces = std::min(piecesOfOneRow(product.weight, call.pool.threads()), units);
    call.pool.run(pieces, [&](std::int64_t piece, int) {
        const auto first = units * piece / pieces * grain;
        const auto last = std::min(units * (piece + 1) / pieces * grain, outputs);
        call.vector.multiplyVector(product, first, last);
    });
}

/// Many rows: tiles of outputs, and of rows too where there are more threads than tiles.
void multiplyRows(const KernelCall& call, const MatrixProduct& product, std::int64_t n)
{
    const auto tile = call.vector.outputTile;
    const auto tiles = (product.weight.outputs + tile - 1) / tile;
    const auto wanted = (2 * call.pool.threads() + tiles - 1) / tiles;
    const auto bands = std::clamp<std::int64_t>(n / 32, 1, wanted);
    call.pool.run(tiles * bands, [&](std::int64_t part, int thread) {
        const auto output = part / bands * tile;
        const auto band = part % bands;
        call.vector.multiplyMatrix(product,
                                   {output, std::min(output + tile, product.weight.outputs),
                                    n * band / bands, n * (band + 1) / bands},
                                   call.pool.scratch(thread));
    });
}

KernelRun prepareLinear(const KernelRequest& request)
{
    const auto& weight = request.input(1);
    const bool byOutputs = request.node.attributes.word("layout") == "output_input";
    const auto view =
        viewOf(weight.constant, byOutputs ? MatrixLayout::OutputInput : MatrixLayout::InputOutput);
    std::optional<FloatOperand> bias;
    if (request.node.inputs.size() == 3) {
        bias.emplace(request, 2);
    }
    const auto n = request.output().shape[0];
    request.pool.reserveScratch(request.vector.multiplyScratch);
    return [view, bias, n](const KernelCall& call) {
        const MatrixProduct product{view, call.floats(0), bias ? bias->read(call) : nullptr,
                                    call.result()};
        if (n == 1) {
            multiplyOneRow(call, product);
        } else {
            multiplyRows(call, product, n);
        }
    };
}

/// Row `id` of the table as F32, zeros where there is none.
void readRow(const KernelCall& call, const StridedMatrix& table, std::int64_t id, float* to)
{
    if (id < 0 || id >= table.outputs) {
        std::fill_n(to, table.inputs, 0.0F);
        return;
    }
    call.vector.unpack(table.type, table.data + id * table.rowBytes, 0, table.inputs, to);
}

KernelRun prepareLookUp(const KernelRequest& request)
{
    const auto view = viewOf(request.input(0).constant, MatrixLayout::OutputInput);
    const auto n = request.output().shape[0];
    return [view, n](const KernelCall& call) {
        const auto* ids = reinterpret_cast<const std::int32_t*>(call.inputs[1]);
        for (std::int64_t row = 0; row < n; ++row) {
            readRow(call, view, ids[row], call.result() + row * view.inputs);
        }
    };
}

KernelRun prepareLookUpRange(const KernelRequest& request)
{
    const auto view = viewOf(request.input(0).constant, MatrixLayout::OutputInput);
    const auto n = request.output().shape[0];
    return [view, n](const KernelCall& call) {
        const auto first = call.position(1);
        for (std::int64_t row = 0; row < n; ++row) {
            readRow(call, view, first + row, call.result() + row * view.inputs);
        }
    };
}

const Registry<CpuKernel>::Entry linearEntry{std::make_unique<CpuKernel>("linear", prepareLinear)};
const Registry<CpuKernel>::Entry lookUpEntry{std::make_unique<CpuKernel>("look_up", prepareLookUp)};
const Registry<CpuKernel>::Entry lookUpRangeEntry{
    std::make_unique<CpuKernel>("look_up_range", prepareLookUpRange)};

} // namespace

} // namespace saccade
