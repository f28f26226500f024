// Kernels for the matrices of core/graph/ops/recurrent.h. A row of a recurrence's matrix is found
// by walking back from its position: what the query has become on the way meets each key.
#include "core/cpu/cpu_kernel.h"

#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

struct MatrixShape {
    std::int64_t heads = 0;
    std::int64_t n = 0;
    std::int64_t capacity = 0;
    bool isMean = false;
};

MatrixShape shapeOf(const KernelRequest& request, std::int64_t heads)
{
    const auto& shape = request.output().shape;
    return {heads, shape[1], shape[2], request.node.attributes.integer("mean") != 0};
}

/// Rows of one head that are computed together.
struct RowRange {
    std::int64_t head = 0;
    std::int64_t first = 0, last = 0;
    std::int64_t position = 0; // of row 0
    std::int64_t capacity = 0;
    float* scratch = nullptr;

    /// The last key that a row sees.
    std::int64_t lastKey(std::int64_t row) const { return std::min(position + row, capacity - 1); }
    /// Keys that any of the rows sees.
    std::int64_t visible() const { return std::min(position + last, capacity); }
};

/// walk(range, put) computes rows, calling put(row, key, value) for each number. The position of
/// row 0 is input 0.
template <typename Walk>
void computeMatrices(const KernelCall& call, const MatrixShape& shape, const Walk& walk)
{
    const auto& [heads, n, capacity, isMean] = shape;
    auto* y = call.result();
    RowRange whole{.last = n, .position = call.position(0), .capacity = capacity};
    std::fill_n(y, (isMean ? 1 : heads) * n * capacity, 0.0F);
    if (!isMean) {
        call.pool.run(heads, [&](std::int64_t head, int thread) {
            RowRange range = whole;
            range.head = head;
            range.scratch = call.pool.scratch(thread);
            auto* own = y + head * shape.n * shape.capacity;
            walk(range, [own, &shape](std::int64_t row, std::int64_t key, float value) {
                own[row * shape.capacity + key] = value;
            });
        });
        return;
    }
    const auto pieces = std::min<std::int64_t>(4 * call.pool.threads(), n);
    const auto share = 1.0F / static_cast<float>(heads);
    call.pool.run(pieces, [&](std::int64_t piece, int thread) {
        RowRange range = whole;
        // The last rows see most and go first, so that the threads end together.
        range.first = shape.n * (pieces - 1 - piece) / pieces;
        range.last = shape.n * (pieces - piece) / pieces;
        range.scratch = call.pool.scratch(thread);
        for (range.head = 0; range.head < shape.heads; ++range.head) {
            walk(range, [&](std::int64_t row, std::int64_t key, float value) {
                y[row * shape.capacity + key] += share * std::abs(value);
            });
        }
    });
}

float dot(const float* a, const float* b, std::int64_t count)
{
    float sum = 0.0F;
    for (std::int64_t i = 0; i < count; ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

KernelRun prepareSelective(const KernelRequest& request)
{
    const auto heads = request.input(1).shape[2];
    const auto shape = shapeOf(request, heads);
    const auto states = request.node.attributes.integer("states");
    const auto rowWidth = request.input(3).shape[2];
    const auto groups = rowWidth / states;
    const auto ratesPerHead = request.input(2).shape[1];
    request.pool.reserveScratch(shape.capacity * ratesPerHead + states);
    return [=, rates = FloatOperand(request, 2)](const KernelCall& call) {
        const auto* allRates = rates.read(call);
        const auto walk = [&](const RowRange& range, const auto& put) {
            const auto* steps = call.floats(1) + range.head; // one every `heads`
            const auto group = range.head * groups / heads * states;
            auto* decays = range.scratch; // [key, ratesPerHead]
            auto* query = decays + range.visible() * ratesPerHead;
            for (std::int64_t key = 0; key < range.visible(); ++key) {
                for (std::int64_t s = 0; s < ratesPerHead; ++s) {
                    decays[key * ratesPerHead + s] =
                        std::exp(steps[key * heads] * allRates[range.head * ratesPerHead + s]);
                }
            }
            for (auto row = range.first; row < range.last; ++row) {
                std::copy_n(call.floats(4) + row * rowWidth + group, states, query);
                for (auto key = range.lastKey(row); key >= 0; --key) {
                    const auto* keys = call.floats(3) + key * rowWidth + group;
                    put(row, key, steps[key * heads] * dot(query, keys, states));
                    const auto* decay = decays + key * ratesPerHead;
                    for (std::int64_t s = 0; s < states; ++s) {
                        query[s] *= decay[ratesPerHead == 1 ? 0 : s];
                    }
                }
            }
        };
        computeMatrices(call, shape, walk);
    };
}

KernelRun prepareWkv4(const KernelRequest& request)
{
    const auto channels = request.input(1).shape[2];
    const auto shape = shapeOf(request, channels);
    return [=, decay = FloatOperand(request, 2),
            bonus = FloatOperand(request, 3)](const KernelCall& call) {
        const auto* w = decay.read(call);
        const auto* u = bonus.read(call);
        const auto walk = [&](const RowRange& range, const auto& put) {
            const auto c = range.head;
            for (auto row = range.first; row < range.last; ++row) {
                const auto own = range.lastKey(row);
                const auto exponent = [&](std::int64_t key) {
                    const auto k = call.floats(1)[key * channels + c];
                    return key == own ? u[c] + k : static_cast<float>(own - 1 - key) * w[c] + k;
                };
                auto largest = -std::numeric_limits<float>::infinity();
                for (std::int64_t key = 0; key <= own; ++key) {
                    largest = std::max(largest, exponent(key));
                }
                float sum = 0.0F;
                for (std::int64_t key = 0; key <= own; ++key) {
                    sum += std::exp(exponent(key) - largest);
                }
                for (std::int64_t key = 0; key <= own; ++key) {
                    put(row, key, std::exp(exponent(key) - largest) / sum);
                }
            }
        };
        computeMatrices(call, shape, walk);
    };
}

KernelRun prepareWkv6(const KernelRequest& request)
{
    const auto heads = request.node.attributes.integer("heads");
    const auto shape = shapeOf(request, heads);
    const auto width = request.input(1).shape[1];
    const auto d = width / heads;
    const auto decayStep = request.input(3).shape.rank() == 3 ? width : 0; // from key to key
    request.pool.reserveScratch(d);
    return [=, decays = FloatOperand(request, 3),
            bonus = FloatOperand(request, 4)](const KernelCall& call) {
        const auto* w = decays.read(call);
        const auto* u = bonus.read(call);
        const auto walk = [&](const RowRange& range, const auto& put) {
            const auto at = range.head * d;
            auto* query = range.scratch;
            for (auto row = range.first; row < range.last; ++row) {
                std::copy_n(call.floats(1) + row * width + at, d, query);
                const auto own = range.lastKey(row);
                float sum = 0.0F;
                for (std::int64_t i = 0; i < d; ++i) {
                    sum += query[i] * u[at + i] * call.floats(2)[own * width + at + i];
                }
                put(row, own, sum);
                for (auto key = own - 1; key >= 0; --key) {
                    put(row, key, dot(query, call.floats(2) + key * width + at, d));
                    for (std::int64_t i = 0; i < d; ++i) {
                        query[i] *= w[key * decayStep + at + i];
                    }
                }
            }
        };
        computeMatrices(call, shape, walk);
    };
}

KernelRun prepareWkv7(const KernelRequest& request)
{
    const auto heads = request.node.attributes.integer("heads");
    const auto shape = shapeOf(request, heads);
    const auto width = request.input(1).shape[1];
    const auto d = width / heads;
    request.pool.reserveScratch(d);
    return [=](const KernelCall& call) {
        const auto walk = [&](const RowRange& range, const auto& put) {
            auto* query = range.scratch;
            for (auto row = range.first; row < range.last; ++row) {
                std::copy_n(call.floats(1) + row * width + range.head * d, d, query);
                for (auto key = range.lastKey(row); key >= 0; --key) {
                    const auto at = key * width + range.head * d;
                    put(row, key, dot(query, call.floats(2) + at, d));
                    const auto returned = dot(query, call.floats(5) + at, d);
                    for (std::int64_t i = 0; i < d; ++i) {
                        query[i] =
                            query[i] * call.floats(3)[at + i] + returned * call.floats(4)[at + i];
                    }
                }
            }
        };
        computeMatrices(call, shape, walk);
    };
}

KernelRun prepareUnified(const KernelRequest& request)
{
    const auto channels = request.input(2).shape[1];
    const auto shape = shapeOf(request, channels);
    const auto perHead = channels / request.input(1).shape[0];
    const auto skipStep = request.input(3).shape.rank() == 2 ? channels : 0; // from row to row
    const bool hasBefore = request.node.inputs.size() == 7;
    const auto size = hasBefore ? request.input(5).shape[1] : 1;
    std::optional<FloatOperand> weight;
    if (hasBefore) {
        weight.emplace(request, 5);
    }
    return [=, skips = FloatOperand(request, 3)](const KernelCall& call) {
        const auto* skip = skips.read(call);
        const auto* weights = hasBefore ? weight->read(call) : nullptr;
        const auto walk = [&](const RowRange& range, const auto& put) {
            const auto c = range.head;
            for (auto row = range.first; row < range.last; ++row) {
                const auto own = range.lastKey(row);
                const auto* pattern =
                    call.floats(1) + (c / perHead * shape.n + row) * shape.capacity;
                const auto gate = call.floats(2)[row * channels + c];
                const auto direct = skip[row * skipStep + c];
                for (std::int64_t key = 0; key <= own; ++key) {
                    float sum = 0.0F;
                    for (auto via = key; via <= std::min(own, key + size - 1); ++via) {
                        const auto mixed = pattern[via] + (via == own ? direct : 0.0F);
                        sum += hasBefore ? mixed * call.floats(6)[via * channels + c] *
                                               weights[c * size + size - 1 - (via - key)]
                                         : mixed;
                    }
                    put(row, key, gate * sum * (hasBefore ? call.floats(4)[key] : 1.0F));
                }
            }
        };
        computeMatrices(call, shape, walk);
    };
}

const Registry<CpuKernel>::Entry selectiveEntry{
    std::make_unique<CpuKernel>("selective_matrix", prepareSelective)};
const Registry<CpuKernel>::Entry wkv4Entry{std::make_unique<CpuKernel>("wkv4_matrix", prepareWkv4)};
const Registry<CpuKernel>::Entry wkv6Entry{std::make_unique<CpuKernel>("wkv6_matrix", prepareWkv6)};
const Registry<CpuKernel>::Entry wkv7Entry{std::make_unique<CpuKernel>("wkv7_matrix", prepareWkv7)};
const Registry<CpuKernel>::Entry unifiedEntry{
    std::make_unique<CpuKernel>("unified_matrix", prepareUnified)};

} // namespace

} // namespace saccade
