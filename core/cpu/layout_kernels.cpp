// Kernels for core/graph/ops/layout.h.
#include "core/cpu/cpu_kernel.h"

#include <cstring>

namespace saccade
{

namespace
{

constexpr std::int64_t floatBytes = 4;

void copyFloats(const float* from, float* to, std::int64_t count)
{
    std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(float));
}

KernelRun prepareNothing(const KernelRequest&)
{
    return {};
}

std::optional<std::int64_t> placeAtStart(const KernelRequest&)
{
    return 0;
}

std::optional<std::int64_t> placeRows(const KernelRequest& request)
{
    const auto& shape = request.output().shape;
    return request.node.attributes.integer("first") * (shape.elements() / shape[0]) * floatBytes;
}

std::optional<std::int64_t> placeColumns(const KernelRequest& request)
{
    const auto first = request.node.attributes.integer("first") * floatBytes;
    return request.output().shape[0] == 1 ? std::optional(first) : std::nullopt;
}

KernelRun prepareColumns(const KernelRequest& request)
{
    const auto first = request.node.attributes.integer("first");
    const auto width = request.input(0).shape[1];
    const auto n = request.output().shape[0];
    const auto count = request.output().shape[1];
    if (placeColumns(request)) {
        return {}; // they lie in the input already
    }
    return [=](const KernelCall& call) {
        forRanges(call.pool, n, count, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                copyFloats(call.floats(0) + row * width + first, call.result() + row * count,
                           count);
            }
        });
    };
}

/// With one row, or one head, the order of the elements does not change.
std::optional<std::int64_t> placeHeads(const KernelRequest& request)
{
    const bool splits = request.output().shape.rank() == 3;
    const auto& shape = (splits ? request.output() : request.input(0)).shape; // [heads, n, d]
    const bool keepsOrder = shape[0] == 1 || shape[1] == 1;
    return keepsOrder ? std::optional<std::int64_t>(0) : std::nullopt;
}

struct HeadShape {
    std::int64_t heads;
    std::int64_t n;
    std::int64_t d;
};

enum class HeadOrder { Split, Merge };

KernelRun moveHeads(HeadShape shape, HeadOrder order)
{
    return [shape, order](const KernelCall& call) {
        const auto& [heads, n, d] = shape;
        forRanges(call.pool, n, heads * d, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                for (std::int64_t head = 0; head < heads; ++head) {
                    const auto merged = (row * heads + head) * d;
                    const auto split = (head * n + row) * d;
                    copyFloats(call.floats(0) + (order == HeadOrder::Split ? merged : split),
                               call.result() + (order == HeadOrder::Split ? split : merged), d);
                }
            }
        });
    };
}

KernelRun prepareSplitHeads(const KernelRequest& request)
{
    const auto& shape = request.output().shape;
    return placeHeads(request) ? KernelRun()
                               : moveHeads({shape[0], shape[1], shape[2]}, HeadOrder::Split);
}

KernelRun prepareMergeHeads(const KernelRequest& request)
{
    const auto& shape = request.input(0).shape;
    return placeHeads(request) ? KernelRun()
                               : moveHeads({shape[0], shape[1], shape[2]}, HeadOrder::Merge);
}

KernelRun prepareWriteState(const KernelRequest& request)
{
    const auto heads = request.input(1).shape[0];
    const auto n = request.input(1).shape[1];
    const auto d = request.input(1).shape[2];
    const auto capacity = request.input(0).shape[1];
    const auto type = request.input(0).dtype;
    return [=](const KernelCall& call) {
        const auto first = call.position(2);
        const auto skipped = std::clamp<std::int64_t>(-first, 0, n);
        const auto kept = std::clamp<std::int64_t>(capacity - first, skipped, n);
        for (std::int64_t head = 0; head < heads && kept > skipped; ++head) {
            const auto* from = call.floats(1) + (head * n + skipped) * d;
            const auto place = (head * capacity + first + skipped) * d;
            const auto count = (kept - skipped) * d;
            if (type == DType::F16) {
                call.vector.toHalves(from, count, call.outputs[0] + 2 * place);
            } else {
                copyFloats(from, call.result() + place, count);
            }
        }
    };
}

const Registry<CpuKernel>::Entry columnsEntry{
    std::make_unique<CpuKernel>("columns", prepareColumns, placeColumns)};
const Registry<CpuKernel>::Entry splitHeadsEntry{
    std::make_unique<CpuKernel>("split_heads", prepareSplitHeads, placeHeads)};
const Registry<CpuKernel>::Entry mergeHeadsEntry{
    std::make_unique<CpuKernel>("merge_heads", prepareMergeHeads, placeHeads)};
const Registry<CpuKernel>::Entry rowsEntry{
    std::make_unique<CpuKernel>("rows", prepareNothing, placeRows)};
const Registry<CpuKernel>::Entry reshapeEntry{
    std::make_unique<CpuKernel>("reshape", prepareNothing, placeAtStart)};
const Registry<CpuKernel>::Entry writeStateEntry{
    std::make_unique<CpuKernel>("write_state", prepareWriteState, placeAtStart)};

} // namespace

} // namespace saccade
