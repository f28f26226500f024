// Kernels for core/graph/ops/recurrent.h, but for the matrices.
#include "core/cpu/cpu_kernel.h"

#include <cmath>

namespace saccade
{

namespace
{

/// function(head, scratch) for all heads, in parallel where there is enough to do.
template <typename Function>
void forHeads(const KernelCall& call, std::int64_t heads, std::int64_t cost,
              const Function& function)
{
    constexpr std::int64_t worthwhile = 32768;
    const auto most = std::min<std::int64_t>(4 * call.pool.threads(), heads);
    const auto pieces = heads * cost < worthwhile ? std::min<std::int64_t>(1, heads) : most;
    call.pool.run(pieces, [&](std::int64_t piece, int thread) {
        const auto last = heads * (piece + 1) / pieces;
        for (auto head = heads * piece / pieces; head < last; ++head) {
            function(head, call.pool.scratch(thread));
        }
    });
}

/// Leaves in `state` the last `kept` rows of what it held followed by x.
void keepLastRows(float* state, std::int64_t kept, const float* x, std::int64_t n,
                  std::int64_t width)
{
    for (std::int64_t row = 0; row < kept; ++row) {
        const auto source = row + n - kept;
        const auto* from = source < 0 ? state + (row + n) * width : x + source * width;
        std::copy_n(from, width, state + row * width);
    }
}

KernelRun preparePreviousRows(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto width = request.output().shape[1];
    return [n, width](const KernelCall& call) {
        const auto* x = call.floats(1);
        std::copy_n(call.floats(0), width, call.result());
        std::copy_n(x, (n - 1) * width, call.result() + width);
        keepLastRows(reinterpret_cast<float*>(call.inputs[0]), 1, x, n, width);
    };
}

KernelRun prepareConvolution(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto channels = request.output().shape[1];
    const auto size = request.input(2).shape[1];
    std::optional<FloatOperand> bias;
    if (request.node.inputs.size() == 4) {
        bias.emplace(request, 3);
    }
    return [=, weight = FloatOperand(request, 2)](const KernelCall& call) {
        const auto* x = call.floats(1);
        auto* state = reinterpret_cast<float*>(call.inputs[0]);
        const auto* weights = weight.read(call);
        const auto* offsets = bias ? bias->read(call) : nullptr;
        forRanges(call.pool, n, 2 * channels * size, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                auto* y = call.result() + row * channels;
                for (std::int64_t c = 0; c < channels; ++c) {
                    y[c] = offsets == nullptr ? 0.0F : offsets[c];
                }
                for (std::int64_t k = 0; k < size; ++k) {
                    const auto source = row - size + 1 + k;
                    const auto* from =
                        source < 0 ? state + (source + size - 1) * channels : x + source * channels;
                    for (std::int64_t c = 0; c < channels; ++c) {
                        y[c] += weights[c * size + k] * from[c];
                    }
                }
            }
        });
        keepLastRows(state, size - 1, x, n, channels);
    };
}

struct SelectiveShape {
    std::int64_t n = 0;
    std::int64_t heads = 0;
    std::int64_t perHead = 0; // channels
    std::int64_t states = 0;
    std::int64_t groups = 0;
    bool isShared = false; // one rate for all states of a head

    std::int64_t width() const { return heads * perHead; }
};

/// decays[s] = exp(Δ·A[s])
void setDecays(const SelectiveShape& shape, float step, const float* rates, float* decays)
{
    if (shape.isShared) {
        std::fill_n(decays, shape.states, std::exp(step * rates[0]));
        return;
    }
    for (std::int64_t s = 0; s < shape.states; ++s) {
        decays[s] = std::exp(step * rates[s]);
    }
}

void scanHead(const SelectiveShape& shape, const KernelCall& call, const float* rates,
              std::int64_t head, float* decays)
{
    const auto* keys = call.floats(4);
    const auto* queries = call.floats(5);
    const auto rowWidth = shape.groups * shape.states;
    const auto group = head * shape.groups / shape.heads * shape.states;
    for (std::int64_t row = 0; row < shape.n; ++row) {
        const auto step = call.floats(2)[row * shape.heads + head];
        setDecays(shape, step, rates, decays);
        const auto* key = keys + row * rowWidth + group;
        const auto* query = queries + row * rowWidth + group;
        for (auto c = head * shape.perHead; c < (head + 1) * shape.perHead; ++c) {
            auto* state = reinterpret_cast<float*>(call.inputs[0]) + c * shape.states;
            const auto scaled = step * call.floats(1)[row * shape.width() + c];
            float sum = 0.0F;
            for (std::int64_t s = 0; s < shape.states; ++s) {
                state[s] = decays[s] * state[s] + scaled * key[s];
                sum += query[s] * state[s];
            }
            call.result()[row * shape.width() + c] = sum;
        }
    }
}

KernelRun prepareSelectiveScan(const KernelRequest& request)
{
    SelectiveShape shape;
    shape.n = request.output().shape[0];
    shape.heads = request.input(2).shape[1];
    shape.perHead = request.output().shape[1] / shape.heads;
    shape.states = request.node.attributes.integer("states");
    shape.groups = request.input(4).shape[1] / shape.states;
    const auto ratesPerHead = request.input(3).shape[1];
    shape.isShared = ratesPerHead == 1;
    request.pool.reserveScratch(shape.states);
    return [shape, ratesPerHead, rates = FloatOperand(request, 3)](const KernelCall& call) {
        const auto* all = rates.read(call);
        const auto cost = shape.n * shape.states * (4 * shape.perHead + 20);
        forHeads(call, shape.heads, cost, [&](std::int64_t head, float* scratch) {
            scanHead(shape, call, all + head * ratesPerHead, head, scratch);
        });
    };
}

/// What wkv4 remembers of a channel: sums of e^{…}·v and of e^{…}, both times e^{−largest}.
/// A sum of 0 says that there was no token yet.
struct Wkv4 {
    float values;
    float weights;
    float largest;

    /// Adds a token that weighs e^{exponent}, after the past has lost e^{decay}.
    void take(float decay, float exponent, float value)
    {
        const bool isEmpty = weights == 0.0F;
        const auto past = largest + decay;
        const auto most = isEmpty ? exponent : std::max(past, exponent);
        const auto before = isEmpty ? 0.0F : std::exp(past - most);
        const auto now = std::exp(exponent - most);
        values = before * values + now * value;
        weights = before * weights + now;
        largest = most;
    }
};

KernelRun prepareWkv4(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto channels = request.output().shape[1];
    return [=, decay = FloatOperand(request, 3),
            bonus = FloatOperand(request, 4)](const KernelCall& call) {
        const auto* w = decay.read(call);
        const auto* u = bonus.read(call);
        auto* state = reinterpret_cast<float*>(call.inputs[0]);
        forRanges(call.pool, channels, 60 * n, [&](std::int64_t c, std::int64_t last) {
            for (; c < last; ++c) {
                Wkv4 past{state[c], state[channels + c], state[2 * channels + c]};
                for (auto at = c; at < n * channels; at += channels) {
                    const auto key = call.floats(1)[at];
                    const auto value = call.floats(2)[at];
                    Wkv4 now = past;
                    now.take(0.0F, u[c] + key, value);
                    call.result()[at] = now.values / now.weights;
                    past.take(w[c], key, value);
                }
                state[c] = past.values;
                state[channels + c] = past.weights;
                state[2 * channels + c] = past.largest;
            }
        });
    };
}

KernelRun prepareWkv6(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto width = request.output().shape[1];
    const auto heads = request.node.attributes.integer("heads");
    const auto d = width / heads;
    const auto decayStep = request.input(4).shape.rank() == 2 ? width : 0; // from row to row
    return [=, decays = FloatOperand(request, 4),
            bonus = FloatOperand(request, 5)](const KernelCall& call) {
        const auto* w = decays.read(call);
        const auto* u = bonus.read(call);
        forHeads(call, heads, 4 * n * d * d, [&](std::int64_t head, float*) {
            auto* state = reinterpret_cast<float*>(call.inputs[0]) + head * d * d;
            for (std::int64_t row = 0; row < n; ++row) {
                const auto at = row * width + head * d;
                const auto* value = call.floats(1) + at;
                auto* y = call.result() + at;
                std::fill_n(y, d, 0.0F);
                for (std::int64_t k = 0; k < d; ++k) {
                    const auto query = call.floats(2)[at + k];
                    const auto key = call.floats(3)[at + k];
                    const auto own = query * u[head * d + k] * key;
                    const auto decay = w[row * decayStep + head * d + k];
                    auto* past = state + k * d;
                    for (std::int64_t v = 0; v < d; ++v) {
                        y[v] += query * past[v] + own * value[v];
                        past[v] = decay * past[v] + key * value[v];
                    }
                }
            }
        });
    };
}

KernelRun prepareWkv7(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto width = request.output().shape[1];
    const auto heads = request.node.attributes.integer("heads");
    const auto d = width / heads;
    request.pool.reserveScratch(d);
    return [=](const KernelCall& call) {
        forHeads(call, heads, 6 * n * d * d, [&](std::int64_t head, float* removed) {
            auto* state = reinterpret_cast<float*>(call.inputs[0]) + head * d * d;
            for (std::int64_t row = 0; row < n; ++row) {
                const auto at = row * width + head * d;
                const auto* value = call.floats(1) + at;
                auto* y = call.result() + at;
                std::fill_n(y, d, 0.0F);
                std::fill_n(removed, d, 0.0F);
                for (std::int64_t k = 0; k < d; ++k) {
                    const auto removal = call.floats(5)[at + k];
                    for (std::int64_t v = 0; v < d; ++v) {
                        removed[v] += removal * state[k * d + v];
                    }
                }
                for (std::int64_t k = 0; k < d; ++k) {
                    const auto query = call.floats(2)[at + k];
                    const auto key = call.floats(3)[at + k];
                    const auto decay = call.floats(4)[at + k];
                    const auto back = call.floats(6)[at + k];
                    auto* past = state + k * d;
                    for (std::int64_t v = 0; v < d; ++v) {
                        past[v] = decay * past[v] + back * removed[v] + key * value[v];
                        y[v] += query * past[v];
                    }
                }
            }
        });
    };
}

KernelRun prepareNormFactors(const KernelRequest& request)
{
    const auto n = request.output().shape[0];
    const auto groups = request.output().shape[1];
    const auto width = request.input(0).shape[1] / groups;
    const bool isCentred = request.node.attributes.integer("centred") != 0;
    const auto epsilon = static_cast<float>(request.node.attributes.number("epsilon"));
    return [=](const KernelCall& call) {
        forRanges(call.pool, n * groups, 4 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                const auto* x = call.floats(0) + row * width;
                float mean = 0.0F;
                for (std::int64_t i = 0; isCentred && i < width; ++i) {
                    mean += x[i] / static_cast<float>(width);
                }
                float squares = 0.0F;
                for (std::int64_t i = 0; i < width; ++i) {
                    squares += (x[i] - mean) * (x[i] - mean);
                }
                call.result()[row] =
                    1.0F / std::sqrt(squares / static_cast<float>(width) + epsilon);
            }
        });
    };
}

const Registry<CpuKernel>::Entry previousRowsEntry{
    std::make_unique<CpuKernel>("previous_rows", preparePreviousRows)};
const Registry<CpuKernel>::Entry convolutionEntry{
    std::make_unique<CpuKernel>("causal_convolution", prepareConvolution)};
const Registry<CpuKernel>::Entry selectiveScanEntry{
    std::make_unique<CpuKernel>("selective_scan", prepareSelectiveScan)};
const Registry<CpuKernel>::Entry wkv4Entry{std::make_unique<CpuKernel>("wkv4", prepareWkv4)};
const Registry<CpuKernel>::Entry wkv6Entry{std::make_unique<CpuKernel>("wkv6", prepareWkv6)};
const Registry<CpuKernel>::Entry wkv7Entry{std::make_unique<CpuKernel>("wkv7", prepareWkv7)};
const Registry<CpuKernel>::Entry normFactorsEntry{
    std::make_unique<CpuKernel>("norm_factors", prepareNormFactors)};

} // namespace

} // namespace saccade
