// Kernels for core/graph/ops/recurrent_gradient.h: selective scans and wkv4. Each goes forward once
// more, keeping what it remembers, then back.
#include "core/cpu/cpu_kernel.h"

#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

struct SelectiveShape {
    std::int64_t n = 0;
    std::int64_t heads = 0;
    std::int64_t perHead = 0; // channels
    std::int64_t states = 0;
    std::int64_t groups = 0;
    std::int64_t rates = 1; // of a head

    std::int64_t width() const { return heads * perHead; }
    std::int64_t rowWidth() const { return groups * states; }
};

/// Sums over channels that several threads would write to: one set for each piece of the heads.
struct SelectiveSums {
    std::vector<float> keys;    // [n, groups · states]
    std::vector<float> queries; // the same
};

class SelectiveBackward
{
public:
    SelectiveBackward(const SelectiveShape& shape, const KernelCall& call)
        : m_shape(shape), m_call(call)
    {
    }

    /// One channel; `scratch` has room for n · states + 2 · states floats.
    void addChannel(std::int64_t channel, SelectiveSums& sums, float* scratch) const
    {
        const auto head = channel / m_shape.perHead;
        float* history = scratch; // [n, states], what is held after each row
        remember(channel, head, history);
        float* held = history + m_shape.n * m_shape.states; // the cotangent of what is held
        std::fill_n(held, m_shape.states, 0.0F);
        for (auto row = m_shape.n - 1; row >= 0; --row) {
            goBack(channel, head, row, history, held, sums);
        }
    }

private:
    float decay(std::int64_t head, std::int64_t row, std::int64_t state) const
    {
        return std::exp(step(head, row) * rate(head, state));
    }
    float step(std::int64_t head, std::int64_t row) const
    {
        return m_call.floats(1)[row * m_shape.heads + head];
    }
    float rate(std::int64_t head, std::int64_t state) const
    {
        return m_call.floats(2)[head * m_shape.rates + (m_shape.rates == 1 ? 0 : state)];
    }
    std::int64_t place(std::int64_t head, std::int64_t row) const // of keys and queries
    {
        return row * m_shape.rowWidth() + head * m_shape.groups / m_shape.heads * m_shape.states;
    }

    void remember(std::int64_t channel, std::int64_t head, float* history) const
    {
        for (std::int64_t row = 0; row < m_shape.n; ++row) {
            const auto* key = m_call.floats(3) + place(head, row);
            const float value = step(head, row) * m_call.floats(0)[row * m_shape.width() + channel];
            for (std::int64_t s = 0; s < m_shape.states; ++s) {
                const float before = row == 0 ? 0.0F : history[(row - 1) * m_shape.states + s];
                history[row * m_shape.states + s] = decay(head, row, s) * before + value * key[s];
            }
        }
    }

    void goBack(std::int64_t channel, std::int64_t head, std::int64_t row, const float* history,
                float* held, SelectiveSums& sums) const
    {
        const auto at = place(head, row);
        const float own = m_call.floats(5)[row * m_shape.width() + channel];
        const float x = m_call.floats(0)[row * m_shape.width() + channel];
        const float delta = step(head, row);
        float ofX = 0.0F;
        float ofStep = 0.0F;
        for (std::int64_t s = 0; s < m_shape.states; ++s) {
            const float before = row == 0 ? 0.0F : history[(row - 1) * m_shape.states + s];
            const float key = m_call.floats(3)[at + s];
            const float decayed = decay(head, row, s);
            held[s] += m_call.floats(4)[at + s] * own;
            sums.queries[static_cast<std::size_t>(at + s)] +=
                own * history[row * m_shape.states + s];
            sums.keys[static_cast<std::size_t>(at + s)] += held[s] * delta * x;
            ofX += held[s] * delta * key;
            ofStep += held[s] * (rate(head, s) * decayed * before + key * x);
            m_call.result(2)[head * m_shape.rates + (m_shape.rates == 1 ? 0 : s)] +=
                held[s] * delta * decayed * before;
            held[s] *= decayed;
        }
        m_call.result(0)[row * m_shape.width() + channel] = ofX;
        m_call.result(1)[row * m_shape.heads + head] += ofStep;
    }

    const SelectiveShape& m_shape;
    const KernelCall& m_call;
};

void runSelective(const SelectiveShape& shape, const KernelCall& call)
{
    const auto pieces = std::min<std::int64_t>(call.pool.threads(), shape.heads);
    const auto count = shape.n * shape.rowWidth();
    std::vector<SelectiveSums> sums(static_cast<std::size_t>(pieces));
    std::fill_n(call.result(1), shape.n * shape.heads, 0.0F);
    std::fill_n(call.result(2), shape.heads * shape.rates, 0.0F);
    std::fill_n(call.result(3), count, 0.0F);
    std::fill_n(call.result(4), count, 0.0F);
    call.pool.run(pieces, [&](std::int64_t piece, int thread) {
        auto& own = sums[static_cast<std::size_t>(piece)];
        own.keys.resize(static_cast<std::size_t>(count));
        own.queries.resize(static_cast<std::size_t>(count));
        const SelectiveBackward backward(shape, call);
        const auto last = shape.heads * (piece + 1) / pieces * shape.perHead;
        for (auto c = shape.heads * piece / pieces * shape.perHead; c < last; ++c) {
            backward.addChannel(c, own, call.pool.scratch(thread));
        }
    });
    for (const auto& own : sums) {
        call.vector.add(call.result(3), own.keys.data(), call.result(3), count);
        call.vector.add(call.result(4), own.queries.data(), call.result(4), count);
    }
}

KernelRun prepareSelective(const KernelRequest& request)
{
    SelectiveShape shape;
    shape.n = request.input(0).shape[0];
    shape.heads = request.input(1).shape[1];
    shape.perHead = request.input(0).shape[1] / shape.heads;
    shape.states = request.node.attributes.integer("states");
    shape.groups = request.input(3).shape[1] / shape.states;
    shape.rates = request.input(2).shape[1];
    request.pool.reserveScratch((shape.n + 1) * shape.states);
    return [shape](const KernelCall& call) { runSelective(shape, call); };
}

/// Σ over later rows t of g_t·e^{…}, of g_t·y_t·e^{…}, and both times the rows between; all times
/// e^{−exponent}.
struct LaterRows {
    double plain = 0.0;
    double mixed = 0.0; // with y
    double plainAgo = 0.0;
    double mixedAgo = 0.0;
    double exponent = -std::numeric_limits<double>::infinity();

    /// One row further back: everything decays, and row t is now one that lies behind.
    void take(double decay, double exponentOfRow, double cotangent, double y)
    {
        const auto past = exponent + decay;
        const auto most = std::max(past, exponentOfRow);
        const auto before = std::exp(past - most);
        const auto now = std::exp(exponentOfRow - most);
        plainAgo = before * (plainAgo + plain);
        mixedAgo = before * (mixedAgo + mixed);
        plain = before * plain + now * cotangent;
        mixed = before * mixed + now * cotangent * y;
        exponent = most;
    }
};

/// wkv4 of one channel. With p[t, i] the share of row i in row t, whose logarithm is that of
/// e^{(t−1−i)w + k_i} / Σ: dv_i = Σ g_t·p, dk_i = Σ g_t·p·(v_i − y_t).
void wkv4Channel(const KernelCall& call, std::int64_t n, std::int64_t channels, std::int64_t c,
                 double* logSums)
{
    const auto at = [&](std::size_t input, std::int64_t row) {
        return static_cast<double>(call.floats(input)[row * channels + c]);
    };
    const auto w = static_cast<double>(call.floats(2)[c]);
    const auto u = static_cast<double>(call.floats(3)[c]);
    double past = -std::numeric_limits<double>::infinity(); // ln Σ of the rows before
    for (std::int64_t row = 0; row < n; ++row) {
        const auto join = [](double a, double b) {
            const auto most = std::max(a, b);
            return most + std::log(std::exp(a - most) + std::exp(b - most));
        };
        logSums[row] = join(past, u + at(0, row));
        past = join(past + w, at(0, row));
    }
    LaterRows later;
    double ofDecay = 0.0;
    double ofBonus = 0.0;
    for (auto row = n - 1; row >= 0; --row) {
        const auto key = at(0, row);
        const auto value = at(1, row);
        const auto y = at(4, row);
        const auto g = at(5, row);
        const auto scale = row == n - 1 ? 0.0 : std::exp(key + later.exponent);
        const auto own = g * std::exp(u + key - logSums[row]);
        call.result(0)[row * channels + c] =
            static_cast<float>(scale * (value * later.plain - later.mixed) + own * (value - y));
        call.result(1)[row * channels + c] = static_cast<float>(scale * later.plain + own);
        ofDecay += scale * (value * later.plainAgo - later.mixedAgo);
        ofBonus += own * (value - y);
        later.take(w, -logSums[row], g, y);
    }
    call.result(2)[c] = static_cast<float>(ofDecay);
    call.result(3)[c] = static_cast<float>(ofBonus);
}

KernelRun prepareWkv4(const KernelRequest& request)
{
    const auto n = request.input(0).shape[0];
    const auto channels = request.input(0).shape[1];
    request.pool.reserveScratch(2 * n);
    return [n, channels](const KernelCall& call) {
        call.pool.run(channels, [&](std::int64_t c, int thread) {
            wkv4Channel(call, n, channels, c, reinterpret_cast<double*>(call.pool.scratch(thread)));
        });
    };
}

const Registry<CpuKernel>::Entry selectiveEntry{
    std::make_unique<CpuKernel>("selective_scan_gradient", prepareSelective)};
const Registry<CpuKernel>::Entry wkv4Entry{
    std::make_unique<CpuKernel>("wkv4_gradient", prepareWkv4)};

} // namespace

} // namespace saccade
