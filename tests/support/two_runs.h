// Op examples of two runs of rows, the second of which continues the first; what they must give
// comes from plain loops over the whole sequence. A matrix is what the recurrence answers to
// impulses.
#pragma once

#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

namespace saccade
{

/// How many runs share the rows: 1 where differences are taken, because gradients are those of one.
inline std::int64_t runCount()
{
    return CaseMovement::isActive() ? 1 : 2;
}

/// The rows of one input in both runs.
struct Rows {
    Value value; // [n, width]
    std::vector<double> all;
    std::int64_t width = 0;

    double at(std::int64_t row, std::int64_t channel) const
    {
        return all[static_cast<std::size_t>(row * width + channel)];
    }
};

/// An example of two runs, put together input by input.
class TwoRuns
{
public:
    TwoRuns(std::int64_t n, std::uint64_t seed)
        : m_runs(runCount()), m_n(2 * n / m_runs), m_random(seed)
    {
        m_example.runs.assign(static_cast<std::size_t>(m_runs), {});
        m_first = m_example.graph->input("first", DType::I32, {1});
        for (std::int64_t run = 0; run < m_runs; ++run) {
            m_example.runs[static_cast<std::size_t>(run)].push_back(
                {m_first, integerTensor({static_cast<std::int32_t>(run * n)})});
        }
    }

    Rows rows(const std::string& name, std::int64_t width, double low, double high)
    {
        Rows result{m_example.graph->input(name, DType::F32, {m_n, width}), {}, width};
        for (auto& run : m_example.runs) {
            const Tensor tensor = randomTensor(m_random, {m_n, width}, low, high);
            std::ranges::copy(doubles(tensor), std::back_inserter(result.all));
            run.push_back({result.value, tensor});
        }
        return result;
    }
    Rows constant(Shape shape, double low, double high)
    {
        const Tensor tensor = randomTensor(m_random, shape, low, high);
        return {m_example.graph->constant(tensor), doubles(tensor), shape[-1]};
    }
    Value state(const std::string& name, Shape shape)
    {
        return m_example.graph->state(name, DType::F32, std::move(shape));
    }
    /// [1, capacity, width]: the rows of both runs, as a model keeps them.
    Value kept(const Rows& x)
    {
        const auto name = "kept " + x.value.name();
        return writeState(state(name, {1, capacity(), x.width}),
                          reshape(x.value, {1, m_n, x.width}), m_first);
    }
    MatrixPlace place(MatrixForm form) const { return {m_first, m_n, capacity(), form}; }
    std::int64_t capacity() const { return total() + 2; }
    std::int64_t total() const { return m_runs * m_n; }
    std::int64_t before() const { return total() - m_n; } // rows before the last run
    std::int64_t n() const { return m_n; }

    OpExample expecting(Value output, std::vector<double> values)
    {
        m_example.expect(output, std::move(values));
        return std::move(m_example);
    }

private:
    std::int64_t m_runs;
    std::int64_t m_n; // rows of a run
    CaseRandom m_random;
    OpExample m_example;
    Value m_first;
};

/// What a recurrence makes of numbers for one head or channel, one for each row of both runs.
using Answer = std::function<std::vector<double>(std::int64_t channel, const std::vector<double>&)>;

/// [n, channels] of the last run.
inline std::vector<double> secondRun(const TwoRuns& runs, const Rows& x, const Answer& answer)
{
    std::vector<double> result(static_cast<std::size_t>(runs.n() * x.width));
    for (std::int64_t channel = 0; channel < x.width; ++channel) {
        std::vector<double> numbers;
        for (std::int64_t row = 0; row < runs.total(); ++row) {
            numbers.push_back(x.at(row, channel));
        }
        const auto y = answer(channel, numbers);
        for (std::int64_t row = 0; row < runs.n(); ++row) {
            result[static_cast<std::size_t>(row * x.width + channel)] =
                y[static_cast<std::size_t>(runs.before() + row)];
        }
    }
    return result;
}

/// [heads, n, capacity], or [1, n, capacity] of the mean magnitude, of the last run.
inline std::vector<double> impulses(const TwoRuns& runs, std::int64_t heads, MatrixForm form,
                                    const Answer& answer)
{
    const bool isMean = form == MatrixForm::MeanOfMagnitudes;
    const auto ofHead = runs.n() * runs.capacity();
    std::vector<double> result(static_cast<std::size_t>((isMean ? 1 : heads) * ofHead));
    for (std::int64_t head = 0; head < heads; ++head) {
        for (std::int64_t key = 0; key < runs.total(); ++key) {
            std::vector<double> impulse(static_cast<std::size_t>(runs.total()));
            impulse[static_cast<std::size_t>(key)] = 1.0;
            const auto y = answer(head, impulse);
            for (std::int64_t row = 0; row < runs.n(); ++row) {
                const auto value = y[static_cast<std::size_t>(runs.before() + row)];
                const auto at = (isMean ? 0 : head * ofHead) + row * runs.capacity() + key;
                result[static_cast<std::size_t>(at)] +=
                    isMean ? std::abs(value) / static_cast<double>(heads) : value;
            }
        }
    }
    return result;
}

inline std::size_t place(std::int64_t index)
{
    return static_cast<std::size_t>(index);
}

enum class Wanted { Scan, Matrix, Mean };

inline MatrixForm formOf(Wanted wanted)
{
    return wanted == Wanted::Mean ? MatrixForm::MeanOfMagnitudes : MatrixForm::PerHead;
}

} // namespace saccade
