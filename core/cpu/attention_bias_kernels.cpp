// Kernels for the biases of core/graph/ops/attention.h.
#include "core/cpu/cpu_kernel.h"
#include "core/graph/ops/attention.h"

namespace saccade
{

namespace
{

struct BiasShape {
    std::int64_t heads;
    std::int64_t n;
    std::int64_t capacity;

    explicit BiasShape(const Shape& shape) : heads(shape[0]), n(shape[1]), capacity(shape[2]) {}
};

/// fill(head, position of the query, row of the bias) for all rows.
template <typename Fill>
void forRows(const KernelCall& call, const BiasShape& shape, const Fill& fill)
{
    const auto first = call.position(1);
    forRanges(
        call.pool, shape.heads * shape.n, shape.capacity, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                fill(row / shape.n, first + row % shape.n, call.result() + row * shape.capacity);
            }
        });
}

KernelRun prepareLinearBias(const KernelRequest& request)
{
    const BiasShape shape(request.output().shape);
    return [shape, slopes = FloatOperand(request, 0)](const KernelCall& call) {
        forRows(call, shape, [&](std::int64_t head, std::int64_t position, float* row) {
            const float slope = slopes.read(call)[head];
            for (std::int64_t key = 0; key < shape.capacity; ++key) {
                row[key] = slope * static_cast<float>(key - position);
            }
        });
    };
}

KernelRun prepareRelativeBias(const KernelRequest& request)
{
    const BiasShape shape(request.output().shape);
    const auto& attributes = request.node.attributes;
    const RelativeBuckets rule{.bidirectional = attributes.integer("bidirectional") != 0,
                               .maximumDistance = attributes.integer("maximum_distance")};
    const auto buckets = request.input(0).shape[0];
    // Beyond the maximum distance, on either side, nothing changes.
    const auto most = rule.maximumDistance;
    std::vector<std::int64_t> bucketOf; // of distances −most … most
    for (auto distance = -most; distance <= most; ++distance) {
        bucketOf.push_back(relativeBucket(distance, buckets, rule));
    }
    return [shape, bucketOf, most, table = FloatOperand(request, 0)](const KernelCall& call) {
        forRows(call, shape, [&](std::int64_t head, std::int64_t position, float* row) {
            const float* values = table.read(call) + head;
            for (std::int64_t key = 0; key < shape.capacity; ++key) {
                const auto distance = std::clamp(key - position, -most, most) + most;
                row[key] = values[bucketOf[static_cast<std::size_t>(distance)] * shape.heads];
            }
        });
    };
}

const Registry<CpuKernel>::Entry linearBiasEntry{
    std::make_unique<CpuKernel>("linear_bias", prepareLinearBias)};
const Registry<CpuKernel>::Entry relativeBiasEntry{
    std::make_unique<CpuKernel>("relative_bias", prepareRelativeBias)};

} // namespace

} // namespace saccade
