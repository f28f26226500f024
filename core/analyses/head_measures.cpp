#include "core/analyses/head_measures.h"

#include "core/base/error.h"
#include "core/cpu/vector/vector_kernels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade
{

namespace
{

/// A grid of patches behind `leading` other positions.
struct Grid {
    std::int64_t leading, rows, columns;

    std::int64_t cells() const { return rows * columns; }
};

Grid gridOf(const LayerPatterns& patterns)
{
    const auto& shape = patterns.keySequence;
    return {shape.leading, shape.rows, shape.columns};
}

// The attention of one patch to the patches, and its sum.
struct GridRow {
    std::span<const float> cells;
    double sum = 0;
};

GridRow gridRow(const LayerPatterns& patterns, std::span<const float> head, const Grid& grid,
                std::int64_t cell)
{
    const auto begin = (grid.leading + cell) * patterns.keys + grid.leading;
    const auto cells =
        head.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(grid.cells()));
    return {cells, std::accumulate(cells.begin(), cells.end(), 0.0)};
}

std::span<const float> rowOf(const LayerPatterns& patterns, std::span<const float> head,
                             std::int64_t query)
{
    return head.subspan(static_cast<std::size_t>(query * patterns.keys),
                        static_cast<std::size_t>(patterns.keys));
}

} // namespace

std::int64_t visibleKeys(const LayerPatterns& patterns, std::int64_t query)
{
    return patterns.part.causal && patterns.isSelfAttention() ? query + 1 : patterns.keys;
}

std::vector<float> eachHead(const LayerPatterns& patterns, const std::stop_token& stop,
                            const std::function<float(std::span<const float>, std::int64_t layer,
                                                      std::int64_t head)>& measure)
{
    const auto layers = std::ssize(patterns.layers);
    std::vector<float> values(static_cast<std::size_t>(layers * patterns.heads));
    ThreadPool pool;
    pool.run(std::ssize(values), [&](std::int64_t part, int) {
        if (!stop.stop_requested()) {
            const auto layer = part / patterns.heads;
            const auto head = part % patterns.heads;
            values[static_cast<std::size_t>(part)] =
                measure(headOf(patterns, layer, head), layer, head);
        }
    });
    if (stop.stop_requested()) {
        throw Cancelled();
    }
    return values;
}

float headEntropy(const LayerPatterns& patterns, std::span<const float> head, EntropyForm form)
{
    const auto entropy = vectorLevels().front().entropy;
    double sum = 0.0;
    std::int64_t count = 0;
    for (std::int64_t query = 0; query < patterns.queries; ++query) {
        const auto visible = visibleKeys(patterns, query);
        if (form == EntropyForm::Normalised && visible < 2) {
            continue;
        }
        const auto nats = static_cast<double>(
            entropy(&head[static_cast<std::size_t>(query * patterns.keys)], visible));
        sum +=
            form == EntropyForm::Normalised ? nats / std::log(static_cast<double>(visible)) : nats;
        ++count;
    }
    return count == 0 ? 0.0F : static_cast<float>(sum / static_cast<double>(count));
}

float positionDistance(const LayerPatterns& patterns, std::span<const float> head)
{
    double sum = 0.0;
    for (std::int64_t query = 0; query < patterns.queries; ++query) {
        const auto row = rowOf(patterns, head, query);
        double weighted = 0.0;
        for (std::int64_t key = 0; key < patterns.keys; ++key) {
            weighted += static_cast<double>(row[static_cast<std::size_t>(key)]) *
                        static_cast<double>(std::abs(query - key));
        }
        sum += weighted;
    }
    return static_cast<float>(sum / static_cast<double>(patterns.queries));
}

bool isOnGrid(const LayerPatterns& patterns)
{
    const auto& keys = patterns.keySequence;
    return patterns.isSelfAttention() && keys.rows > 0 && keys.columns > 0 &&
           keys.leading + keys.rows * keys.columns == patterns.keys;
}

std::optional<float> gridDistance(const LayerPatterns& patterns, std::span<const float> head)
{
    if (!isOnGrid(patterns)) {
        return std::nullopt;
    }
    const auto grid = gridOf(patterns);
    const auto side = [](std::int64_t count) {
        return static_cast<double>(std::max<std::int64_t>(count - 1, 1));
    };
    double total = 0.0;
    for (std::int64_t cell = 0; cell < grid.cells(); ++cell) {
        const auto [cells, sum] = gridRow(patterns, head, grid, cell);
        double weighted = 0.0;
        for (std::int64_t key = 0; key < grid.cells(); ++key) {
            const auto down =
                static_cast<double>(cell / grid.columns - key / grid.columns) / side(grid.rows);
            const auto across =
                static_cast<double>(cell % grid.columns - key % grid.columns) / side(grid.columns);
            weighted += static_cast<double>(cells[static_cast<std::size_t>(key)]) *
                        std::hypot(down, across);
        }
        total += sum > 0.0 ? weighted / sum : 0.0;
    }
    return static_cast<float>(total / static_cast<double>(grid.cells()));
}

namespace
{

/// Means of attention by distance, of the queries that have keys that far.
class Profile
{
public:
    explicit Profile(std::int64_t distances)
        : m_sums(static_cast<std::size_t>(distances)), m_counts(m_sums.size()),
          m_row(m_sums.size()), m_keys(m_sums.size())
    {
    }
    void add(std::int64_t distance, float attention)
    {
        const auto place = static_cast<std::size_t>(distance);
        m_row[place] += static_cast<double>(attention);
        m_keys[place] += 1.0;
    }
    void endRow()
    {
        for (std::size_t i = 0; i < m_row.size(); ++i) {
            if (m_keys[i] > 0.0) {
                m_sums[i] += m_row[i] / m_keys[i];
                m_counts[i] += 1.0;
            }
            m_row[i] = m_keys[i] = 0.0;
        }
    }
    std::vector<float> means() const
    {
        std::vector<float> means;
        for (std::size_t i = 0; i < m_sums.size(); ++i) {
            means.push_back(m_counts[i] > 0.0 ? static_cast<float>(m_sums[i] / m_counts[i]) : 0.0F);
        }
        return means;
    }

private:
    std::vector<double> m_sums, m_counts; // over queries
    std::vector<double> m_row, m_keys;    // of the present one
};

} // namespace

std::vector<float> distanceProfile(const LayerPatterns& patterns, std::span<const float> head)
{
    if (!isOnGrid(patterns)) {
        Profile profile(std::max(patterns.queries, patterns.keys));
        for (std::int64_t query = 0; query < patterns.queries; ++query) {
            const auto row = rowOf(patterns, head, query);
            for (std::int64_t key = 0; key < visibleKeys(patterns, query); ++key) {
                profile.add(std::abs(query - key), row[static_cast<std::size_t>(key)]);
            }
            profile.endRow();
        }
        return profile.means();
    }
    const auto grid = gridOf(patterns);
    Profile profile(std::max(grid.rows, grid.columns));
    for (std::int64_t cell = 0; cell < grid.cells(); ++cell) {
        const auto [cells, sum] = gridRow(patterns, head, grid, cell);
        for (std::int64_t key = 0; key < grid.cells(); ++key) {
            profile.add(std::max(std::abs(cell / grid.columns - key / grid.columns),
                                 std::abs(cell % grid.columns - key % grid.columns)),
                        cells[static_cast<std::size_t>(key)]);
        }
        profile.endRow();
    }
    return profile.means();
}

std::vector<float> alignedMap(const LayerPatterns& patterns, std::span<const float> head)
{
    if (!isOnGrid(patterns)) {
        return {};
    }
    const auto grid = gridOf(patterns);
    const auto width = 2 * grid.columns - 1;
    std::vector<double> sums(static_cast<std::size_t>((2 * grid.rows - 1) * width));
    for (std::int64_t cell = 0; cell < grid.cells(); ++cell) {
        const auto [cells, sum] = gridRow(patterns, head, grid, cell);
        if (sum <= 0.0) {
            continue;
        }
        const auto scale = 1.0 / (sum * static_cast<double>(grid.cells()));
        for (std::int64_t key = 0; key < grid.cells(); ++key) {
            const auto down = key / grid.columns - cell / grid.columns + grid.rows - 1;
            const auto across = key % grid.columns - cell % grid.columns + grid.columns - 1;
            sums[static_cast<std::size_t>(down * width + across)] +=
                static_cast<double>(cells[static_cast<std::size_t>(key)]) * scale;
        }
    }
    return {sums.begin(), sums.end()};
}

} // namespace saccade
