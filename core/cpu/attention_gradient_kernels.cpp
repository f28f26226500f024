// Kernels for core/graph/ops/attention_gradient.h.
#include "core/cpu/cpu_kernel.h"

#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

struct TransposedMix {
    static constexpr std::int64_t keysAtOnce = 32;
    std::int64_t heads = 0;
    std::int64_t keyHeads = 0;
    std::int64_t n = 0;
    std::int64_t capacity = 0;
    std::int64_t width = 0;

    /// The mix of x's rows, as if they were values, by columns of the pattern.
    AttentionSlice slice() const
    {
        AttentionSlice part;
        part.capacity = n;
        part.visible = n;
        part.valueWidth = width;
        part.rows = std::min(keysAtOnce, capacity);
        return part;
    }

    std::int64_t patternFloats() const { return keysAtOnce * n; }
    std::int64_t scratch(const VectorKernels& vector) const
    {
        return patternFloats() + keysAtOnce * width + vector.attentionScratch(slice());
    }
    void compute(const KernelCall& call, std::int64_t keyHead, std::int64_t key,
                 float* scratch) const;
};

/// Keys key … key + keysAtOnce − 1 of one key head.
void TransposedMix::compute(const KernelCall& call, std::int64_t keyHead, std::int64_t key,
                            float* scratch) const
{
    const auto count = std::min(keysAtOnce, capacity - key);
    const auto shared = heads / keyHeads;
    float* columns = scratch; // [keys, n]
    float* mixed = columns + patternFloats();
    float* to = call.result() + (keyHead * capacity + key) * width;
    std::fill_n(to, count * width, 0.0F);
    for (auto head = keyHead * shared; head < (keyHead + 1) * shared; ++head) {
        const auto* pattern = call.floats(0) + head * n * capacity + key;
        for (std::int64_t row = 0; row < n; ++row) {
            for (std::int64_t i = 0; i < count; ++i) {
                columns[i * n + row] = pattern[row * capacity + i];
            }
        }
        AttentionSlice part = slice();
        part.rows = count;
        part.pattern = columns;
        part.values = call.inputs[1] + head * n * width * static_cast<std::int64_t>(sizeof(float));
        part.heads = mixed;
        part.scratch = mixed + keysAtOnce * width;
        call.vector.mix(part);
        call.vector.add(to, mixed, to, count * width);
    }
}

KernelRun prepareMixTransposed(const KernelRequest& request)
{
    TransposedMix mix;
    mix.heads = request.input(0).shape[0];
    mix.n = request.input(0).shape[1];
    mix.capacity = request.input(0).shape[2];
    mix.width = request.input(1).shape[2];
    mix.keyHeads = request.node.attributes.integer("key_heads");
    request.pool.reserveScratch(mix.scratch(request.vector));
    return [mix](const KernelCall& call) {
        const auto pieces = (mix.capacity + mix.keysAtOnce - 1) / mix.keysAtOnce;
        call.pool.run(mix.keyHeads * pieces, [&](std::int64_t piece, int thread) {
            mix.compute(call, piece / pieces, piece % pieces * mix.keysAtOnce,
                        call.pool.scratch(thread));
        });
    };
}

KernelRun prepareSoftCap(const KernelRequest& request)
{
    const auto& shape = request.output().shape; // [heads, n, capacity]
    const auto n = shape[1];
    const auto capacity = shape[2];
    const auto rows = shape.rows();
    const bool hasBias = request.node.inputs.size() > 2;
    const auto biasShape = hasBias ? request.input(2).shape : Shape{1, 1, capacity};
    const auto headStride = biasShape[0] == 1 ? 0 : biasShape[1] * capacity;
    const auto rowStride = biasShape[1] == 1 ? 0 : capacity;
    const auto cap = static_cast<float>(request.node.attributes.number("cap"));
    return [=](const KernelCall& call) {
        forRanges(call.pool, rows, 4 * capacity, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                const auto* scores = call.floats(1) + row * capacity;
                const auto* bias =
                    hasBias ? call.floats(2) + row / n * headStride + row % n * rowStride : nullptr;
                for (std::int64_t i = 0; i < capacity; ++i) {
                    const auto capped = (scores[i] - (hasBias ? bias[i] : 0.0F)) / cap;
                    call.result()[row * capacity + i] =
                        scores[i] == -std::numeric_limits<float>::infinity()
                            ? 0.0F
                            : call.floats(0)[row * capacity + i] * (1.0F - capped * capped);
                }
            }
        });
    };
}

const Registry<CpuKernel>::Entry mixTransposedEntry{
    std::make_unique<CpuKernel>("attention_mix_transposed", prepareMixTransposed)};
const Registry<CpuKernel>::Entry softCapEntry{
    std::make_unique<CpuKernel>("soft_cap_gradient", prepareSoftCap)};

} // namespace

} // namespace saccade
