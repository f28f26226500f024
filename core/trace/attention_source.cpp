#include "core/trace/attention_source.h"

#include "core/base/error.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>
#include <span>
#include <utility>

namespace saccade
{

namespace
{

using Row = std::span<const float>;

// Element by element, so that the compiler may vectorise: sums keep their order.
void accumulate(std::span<float> total, Row row, bool maximum)
{
    float* to = total.data();
    const float* from = row.data();
    const auto count = total.size();
    if (maximum) {
        for (std::size_t i = 0; i < count; ++i) {
            to[i] = to[i] < from[i] ? from[i] : to[i];
        }
    } else {
        for (std::size_t i = 0; i < count; ++i) {
            to[i] += from[i];
        }
    }
}

// Positions first … last − 1 of a range that cell `index` of `cells` covers: at least one.
struct Part {
    std::int64_t first, last;
};

Part part(std::int64_t index, std::int64_t cells, std::int64_t length)
{
    const auto first = index * length / cells;
    return {first, std::max(first + 1, (index + 1) * length / cells)};
}

std::vector<Part> parts(int cells, std::int64_t length)
{
    std::vector<Part> result;
    result.reserve(static_cast<std::size_t>(cells));
    for (int i = 0; i < cells; ++i) {
        result.push_back(part(i, cells, length));
    }
    return result;
}

void poolColumns(Row total, std::span<const Part> columns, Pooling pooling, float scale,
                 float* cells)
{
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const auto [first, last] = columns[column];
        const float* values = total.data();
        float cell = values[first];
        for (auto key = first + 1; key < last; ++key) {
            cell = pooling == Pooling::Maximum ? std::max(cell, values[key]) : cell + values[key];
        }
        cells[column] = pooling == Pooling::Maximum
                            ? cell * scale
                            : cell * scale / static_cast<float>(last - first);
    }
}

class CapturedAttention : public AttentionSource
{
public:
    CapturedAttention(std::shared_ptr<const Trace> trace, std::vector<const Tensor*> patterns)
        : m_trace(std::move(trace)), m_patterns(std::move(patterns))
    {
        for (const auto* pattern : m_patterns) {
            if (pattern != nullptr) {
                const auto& shape = pattern->shape(); // a mean over channels may have two axes
                m_heads = shape.rank() == 3 ? static_cast<int>(shape[0]) : 1;
                m_queries = shape[-2];
                m_keys = shape[-1];
            }
        }
    }

    int layers() const override { return static_cast<int>(m_patterns.size()); }
    int heads() const override { return m_heads; }
    std::int64_t queries() const override { return m_queries; }
    std::int64_t keys() const override { return m_keys; }

    bool has(const HeadChoice& choice) const override
    {
        return AttentionSource::has(choice) &&
               (choice.layer < 0 || m_patterns[static_cast<std::size_t>(choice.layer)] != nullptr);
    }

    Tile tile(const TileRequest& request) const override
    {
        check(request);
        const auto maps = chosen(request.choice);
        const auto length = static_cast<std::size_t>(request.lastKey - request.firstKey);
        const auto columns = parts(request.columns, request.lastKey - request.firstKey);
        const bool combineMaximum = request.choice.combine == Combine::Maximum;
        const float combineScale = combineMaximum ? 1.0F : 1.0F / static_cast<float>(maps.size());

        Tile tile{request.rows, request.columns, {}, 0.0F};
        tile.cells.resize(static_cast<std::size_t>(request.rows) *
                          static_cast<std::size_t>(request.columns));
        std::vector<float> total(length);
        std::vector<float> combined(length);
        for (int row = 0; row < request.rows; ++row) {
            const auto [first, last] =
                part(row, request.rows, request.lastQuery - request.firstQuery);
            for (auto query = first; query < last; ++query) {
                const Row next = combine(maps, request, request.firstQuery + query, combined);
                if (query == first) {
                    std::ranges::copy(next, total.begin());
                } else {
                    accumulate(total, next, request.pooling == Pooling::Maximum);
                }
            }
            const float rowScale = request.pooling == Pooling::Maximum
                                       ? 1.0F
                                       : 1.0F / static_cast<float>(last - first);
            poolColumns(total, columns, request.pooling, combineScale * rowScale,
                        tile.cells.data() + static_cast<std::ptrdiff_t>(row) * request.columns);
        }
        tile.maximum = std::ranges::max(tile.cells);
        return tile;
    }

private:
    void check(const TileRequest& request) const
    {
        const auto inside = [](std::int64_t first, std::int64_t last, std::int64_t end) {
            return first >= 0 && first < last && last <= end;
        };
        if (!inside(request.firstQuery, request.lastQuery, m_queries) ||
            !inside(request.firstKey, request.lastKey, m_keys) || request.rows < 1 ||
            request.columns < 1) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "Queries %1 to %2 and keys %3 to %4 are no part of an "
                                          "attention map of %5 queries and %6 keys."),
                        {std::to_string(request.firstQuery), std::to_string(request.lastQuery),
                         std::to_string(request.firstKey), std::to_string(request.lastKey),
                         std::to_string(m_queries), std::to_string(m_keys)});
        }
        const auto& choice = request.choice;
        if (choice.layer < -1 || choice.layer >= layers() || choice.head < -1 ||
            choice.head >= m_heads) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "There is no head %1 of layer %2: the run has %3 layers "
                                          "of %4 heads, counted from 0."),
                        {std::to_string(choice.head), std::to_string(choice.layer),
                         std::to_string(layers()), std::to_string(m_heads)});
        }
        if (choice.layer >= 0 && m_patterns[static_cast<std::size_t>(choice.layer)] == nullptr) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The attention of layer %1 was not captured."),
                        {std::to_string(choice.layer)});
        }
    }

    // First element of every map that the choice names.
    std::vector<const float*> chosen(const HeadChoice& choice) const
    {
        std::vector<const float*> maps;
        for (int layer = 0; layer < layers(); ++layer) {
            const auto* pattern = m_patterns[static_cast<std::size_t>(layer)];
            if (pattern == nullptr || (choice.layer >= 0 && choice.layer != layer)) {
                continue;
            }
            for (int head = 0; head < m_heads; ++head) {
                if (choice.head < 0 || choice.head == head) {
                    maps.push_back(pattern->floats().data() + head * m_queries * m_keys);
                }
            }
        }
        return maps;
    }

    // One query of all chosen maps taken together (sums where the mean is wanted); a single map is
    // not copied.
    Row combine(std::span<const float* const> maps, const TileRequest& request, std::int64_t query,
                std::vector<float>& combined) const
    {
        const auto offset = query * m_keys + request.firstKey;
        const auto rowOf = [&](const float* map) { return Row(map + offset, combined.size()); };
        if (maps.size() == 1) {
            return rowOf(maps.front());
        }
        std::ranges::copy(rowOf(maps.front()), combined.begin());
        for (const auto* map : maps.subspan(1)) {
            accumulate(combined, rowOf(map), request.choice.combine == Combine::Maximum);
        }
        return combined;
    }

    std::shared_ptr<const Trace> m_trace;
    std::vector<const Tensor*> m_patterns; // by layer; null where not captured
    int m_heads = 0;
    std::int64_t m_queries = 0;
    std::int64_t m_keys = 0;
};

// By layer, null where nothing was captured (or a damaged file holds something else). Of implicit
// matrices the mean over channels where not all were kept.
std::vector<const Tensor*> patternsOf(const Trace& trace, const AttentionPart& part)
{
    constexpr std::int64_t mostLayers = 65536; // the count may come from a damaged file
    const auto layers = std::clamp<std::int64_t>(part.layers, 0, mostLayers);
    const auto find = [&](std::string_view value) {
        std::vector<const Tensor*> patterns;
        const Tensor* any = nullptr;
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            const auto* pattern = trace.find(layerName(part, layer) + "." + std::string(value));
            const bool fits = pattern != nullptr && pattern->dtype() == DType::F32 &&
                              (pattern->shape().rank() == 3 || pattern->shape().rank() == 2) &&
                              !pattern->isEmpty() &&
                              (any == nullptr || any->shape() == pattern->shape());
            patterns.push_back(fits ? pattern : nullptr);
            any = fits ? pattern : any;
        }
        return any == nullptr ? std::vector<const Tensor*>() : patterns;
    };
    auto patterns = find("pattern");
    return patterns.empty() && part.implicit ? find("mean_pattern") : patterns;
}

} // namespace

std::vector<AttentionPart> capturedParts(const Trace& trace)
{
    auto parts = attentionParts(trace.modelInfo);
    std::erase_if(parts, [&](const auto& part) { return patternsOf(trace, part).empty(); });
    return parts;
}

std::shared_ptr<const AttentionSource> attentionSource(std::shared_ptr<const Trace> trace,
                                                       const AttentionPart& part)
{
    auto patterns = patternsOf(*trace, part);
    if (patterns.empty()) {
        return nullptr;
    }
    return std::make_shared<CapturedAttention>(std::move(trace), std::move(patterns));
}

std::shared_ptr<const AttentionSource> attentionSource(std::shared_ptr<const Trace> trace)
{
    const auto parts = capturedParts(*trace);
    return parts.empty() ? nullptr : attentionSource(std::move(trace), parts.front());
}

} // namespace saccade
