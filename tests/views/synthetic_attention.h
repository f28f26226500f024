// Attention made by a formula, of any size: what the tests of views look at.
#pragma once

#include "core/base/error.h"
#include "core/trace/attention_source.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace saccade
{

/// A value for each layer, head, query and key; −1 combines by mean, pooling as the contract says.
class SyntheticAttention : public AttentionSource
{
public:
    using Formula = std::function<float(int layer, int head, std::int64_t query, std::int64_t key)>;

    SyntheticAttention(int layers, int heads, std::int64_t positions, Formula formula)
        : m_layers(layers), m_heads(heads), m_positions(positions), m_formula(std::move(formula))
    {
    }

    int layers() const override { return m_layers; }
    int heads() const override { return m_heads; }
    std::int64_t queries() const override { return m_positions; }
    std::int64_t keys() const override { return m_positions; }

    Tile tile(const TileRequest& request) const override
    {
        if (request.firstQuery < 0 || request.lastQuery > m_positions || request.firstKey < 0 ||
            request.lastKey > m_positions || request.choice.layer >= m_layers ||
            request.choice.head >= m_heads) {
            throw Error("The tile lies outside the map.");
        }
        Tile tile;
        tile.rows = request.rows;
        tile.columns = request.columns;
        for (int row = 0; row < request.rows; ++row) {
            const auto [top, bottom] =
                part(request.firstQuery, request.lastQuery, row, request.rows);
            for (int column = 0; column < request.columns; ++column) {
                const auto [left, right] =
                    part(request.firstKey, request.lastKey, column, request.columns);
                tile.cells.push_back(pooled(request, top, bottom, left, right));
                tile.maximum = std::max(tile.maximum, tile.cells.back());
            }
        }
        return tile;
    }

private:
    static std::pair<std::int64_t, std::int64_t> part(std::int64_t first, std::int64_t last,
                                                      int index, int count)
    {
        const auto size = last - first;
        const auto begin = first + size * index / count;
        return {begin, std::max(begin + 1, first + size * (index + 1) / count)};
    }

    float pooled(const TileRequest& request, std::int64_t top, std::int64_t bottom,
                 std::int64_t left, std::int64_t right) const
    {
        double sum = 0;
        float maximum = 0;
        for (auto query = top; query < bottom; ++query) {
            for (auto key = left; key < right; ++key) {
                const float value = m_formula(std::max(0, request.choice.layer),
                                              std::max(0, request.choice.head), query, key);
                sum += static_cast<double>(value);
                maximum = std::max(maximum, value);
            }
        }
        const auto cells = static_cast<double>((bottom - top) * (right - left));
        return request.pooling == Pooling::Maximum ? maximum : static_cast<float>(sum / cells);
    }

    int m_layers, m_heads;
    std::int64_t m_positions;
    Formula m_formula;
};

/// Looks like trained heads: causal, attending to the first, the previous or a periodic position.
inline std::shared_ptr<const AttentionSource> causalAttention(int layers, int heads,
                                                              std::int64_t positions)
{
    return std::make_shared<SyntheticAttention>(
        layers, heads, positions, [](int layer, int head, std::int64_t query, std::int64_t key) {
            if (key > query) {
                return 0.0F;
            }
            if (query == 0) {
                return 1.0F;
            }
            const double distance = static_cast<double>(query - key);
            const int period = 2 + (layer * 3 + head * 5) % 9;
            const double sink = key == 0 ? 0.35 / (1 + 0.3 * head) : 0;
            const double local = std::exp(-distance / (1.0 + layer)) * 0.5;
            const double periodic = (query - key) % period == 0 ? 0.3 / (1 + distance / 20) : 0.004;
            return static_cast<float>(std::min(1.0, (sink + local + periodic) / 1.6));
        });
}

} // namespace saccade
