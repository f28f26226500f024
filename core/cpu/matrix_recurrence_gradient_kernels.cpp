// Kernels for core/graph/ops/recurrent_gradient.h: wkv6 and wkv7, head by head. Each goes forward
// once more, keeping the matrix before each row, then back.
#include "core/cpu/cpu_kernel.h"

namespace saccade
{

namespace
{

/// Rows of one head.
struct HeadShape {
    std::int64_t n = 0;
    std::int64_t heads = 0;
    std::int64_t d = 0;

    std::int64_t at(std::int64_t row, std::int64_t head) const { return (row * heads + head) * d; }
    std::int64_t matrix() const { return d * d; }
    /// What is kept before each row and behind the last, and a cotangent.
    std::int64_t scratch() const { return (n + 2) * matrix(); }
};

HeadShape shapeOf(const KernelRequest& request)
{
    const auto& values = request.input(0).shape;
    const auto heads = request.node.attributes.integer("heads");
    return {values[0], heads, values[1] / heads};
}

class Wkv6Backward
{
public:
    Wkv6Backward(const HeadShape& shape, const KernelCall& call, bool isShared, std::int64_t head)
        : m_shape(shape), m_call(call), m_isShared(isShared), m_head(head)
    {
    }

    void run(float* scratch) const
    {
        const auto d = m_shape.d;
        std::fill_n(scratch, m_shape.matrix(), 0.0F); // [key, value]
        for (std::int64_t row = 0; row + 1 < m_shape.n; ++row) {
            const auto* before = scratch + row * m_shape.matrix();
            float* after = scratch + (row + 1) * m_shape.matrix();
            for (std::int64_t i = 0; i < m_shape.matrix(); ++i) {
                after[i] = decay(row, i / d) * before[i] + of(2, row)[i / d] * of(0, row)[i % d];
            }
        }
        std::fill_n(m_call.result(4) + m_head * d, d, 0.0F);
        if (m_isShared) {
            std::fill_n(m_call.result(3) + m_head * d, d, 0.0F);
        }
        float* held = scratch + m_shape.n * m_shape.matrix();
        std::fill_n(held, m_shape.matrix(), 0.0F);
        for (auto row = m_shape.n - 1; row >= 0; --row) {
            std::fill_n(m_call.result(0) + m_shape.at(row, m_head), d, 0.0F);
            for (std::int64_t key = 0; key < d; ++key) {
                goBack(row, key, scratch + row * m_shape.matrix() + key * d, held + key * d);
            }
        }
    }

private:
    const float* of(std::size_t input, std::int64_t row) const
    {
        return m_call.floats(input) + m_shape.at(row, m_head);
    }
    float decay(std::int64_t row, std::int64_t key) const
    {
        return m_call.floats(3)[(m_isShared ? m_head * m_shape.d : m_shape.at(row, m_head)) + key];
    }

    /// One key of one row: `before` and `held` are its values of the matrix and of its cotangent.
    void goBack(std::int64_t row, std::int64_t key, const float* before, float* held) const
    {
        const auto* values = of(0, row);
        const auto* cotangent = of(5, row);
        const float query = of(1, row)[key];
        const float own = of(2, row)[key];
        const float bonus = m_call.floats(4)[m_head * m_shape.d + key];
        const float decayed = decay(row, key);
        float* ofValues = m_call.result(0) + m_shape.at(row, m_head);
        float ofQuery = 0.0F;
        float ofKey = 0.0F;
        float ofDecay = 0.0F;
        float direct = 0.0F; // Σ values · cotangent
        for (std::int64_t i = 0; i < m_shape.d; ++i) {
            ofQuery += cotangent[i] * before[i];
            ofKey += held[i] * values[i];
            ofDecay += held[i] * before[i];
            direct += values[i] * cotangent[i];
            ofValues[i] += held[i] * own + query * bonus * own * cotangent[i];
            held[i] = decayed * held[i] + query * cotangent[i];
        }
        const auto at = m_shape.at(row, m_head) + key;
        m_call.result(1)[at] = ofQuery + bonus * own * direct;
        m_call.result(2)[at] = ofKey + query * bonus * direct;
        m_call.result(4)[m_head * m_shape.d + key] += query * own * direct;
        if (m_isShared) {
            m_call.result(3)[m_head * m_shape.d + key] += ofDecay;
        } else {
            m_call.result(3)[at] = ofDecay;
        }
    }

    const HeadShape& m_shape;
    const KernelCall& m_call;
    bool m_isShared;
    std::int64_t m_head;
};

KernelRun prepareWkv6(const KernelRequest& request)
{
    const auto shape = shapeOf(request);
    const bool isShared = request.input(3).shape.rank() == 1;
    request.pool.reserveScratch(shape.scratch());
    return [shape, isShared](const KernelCall& call) {
        call.pool.run(shape.heads, [&](std::int64_t head, int thread) {
            Wkv6Backward(shape, call, isShared, head).run(call.pool.scratch(thread));
        });
    };
}

class Wkv7Backward
{
public:
    Wkv7Backward(const HeadShape& shape, const KernelCall& call, std::int64_t head)
        : m_shape(shape), m_call(call), m_head(head)
    {
    }

    void run(float* scratch) const
    {
        const auto d = m_shape.d;
        std::fill_n(scratch, m_shape.matrix(), 0.0F); // [value, key]
        for (std::int64_t row = 0; row < m_shape.n; ++row) {
            for (std::int64_t value = 0; value < d; ++value) {
                const auto* before = scratch + row * m_shape.matrix() + value * d;
                goOn(row, value, before, scratch + (row + 1) * m_shape.matrix() + value * d);
            }
        }
        float* held = scratch + (m_shape.n + 1) * m_shape.matrix();
        std::fill_n(held, m_shape.matrix(), 0.0F);
        for (auto row = m_shape.n - 1; row >= 0; --row) {
            for (std::size_t output = 1; output < 6; ++output) {
                std::fill_n(gradient(output, row), d, 0.0F);
            }
            for (std::int64_t value = 0; value < d; ++value) {
                const auto* before = scratch + row * m_shape.matrix() + value * d;
                goBack(row, value, before, held + value * d);
            }
        }
    }

private:
    const float* of(std::size_t input, std::int64_t row) const
    {
        return m_call.floats(input) + m_shape.at(row, m_head);
    }
    float* gradient(std::size_t output, std::int64_t row) const
    {
        return m_call.result(output) + m_shape.at(row, m_head);
    }

    static float dot(const float* a, const float* b, std::int64_t count)
    {
        float sum = 0.0F;
        for (std::int64_t i = 0; i < count; ++i) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    void goOn(std::int64_t row, std::int64_t value, const float* before, float* after) const
    {
        const float removed = dot(before, of(4, row), m_shape.d);
        const float own = of(0, row)[value];
        for (std::int64_t k = 0; k < m_shape.d; ++k) {
            after[k] = before[k] * of(3, row)[k] + removed * of(5, row)[k] + own * of(2, row)[k];
        }
    }

    /// One value of one row; what is held after it lies one matrix further.
    void goBack(std::int64_t row, std::int64_t value, const float* before, float* held) const
    {
        const auto d = m_shape.d;
        const auto* after = before + m_shape.matrix();
        const auto* queries = of(1, row);
        const auto* decays = of(3, row);
        const auto* removals = of(4, row);
        const float cotangent = of(6, row)[value];
        const float own = of(0, row)[value];
        for (std::int64_t k = 0; k < d; ++k) {
            held[k] += cotangent * queries[k];
        }
        const float removed = dot(before, removals, d);
        const float returned = dot(held, of(5, row), d);
        gradient(0, row)[value] = dot(held, of(2, row), d);
        for (std::int64_t k = 0; k < d; ++k) {
            gradient(1, row)[k] += cotangent * after[k];
            gradient(2, row)[k] += held[k] * own;
            gradient(3, row)[k] += held[k] * before[k];
            gradient(4, row)[k] += returned * before[k];
            gradient(5, row)[k] += held[k] * removed;
            held[k] = held[k] * decays[k] + returned * removals[k];
        }
    }

    const HeadShape& m_shape;
    const KernelCall& m_call;
    std::int64_t m_head;
};

KernelRun prepareWkv7(const KernelRequest& request)
{
    const auto shape = shapeOf(request);
    request.pool.reserveScratch(shape.scratch());
    return [shape](const KernelCall& call) {
        call.pool.run(shape.heads, [&](std::int64_t head, int thread) {
            Wkv7Backward(shape, call, head).run(call.pool.scratch(thread));
        });
    };
}

const Registry<CpuKernel>::Entry wkv6Entry{
    std::make_unique<CpuKernel>("wkv6_gradient", prepareWkv6)};
const Registry<CpuKernel>::Entry wkv7Entry{
    std::make_unique<CpuKernel>("wkv7_gradient", prepareWkv7)};

} // namespace

} // namespace saccade
