#include "core/trace/capture.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/graph/name_pattern.h"
#include "core/trace/run.h"

#include <QtGlobal>
#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>

namespace saccade
{

namespace
{

bool isSquare(std::string_view name)
{
    return name.ends_with(".pattern") || name.ends_with(".scores");
}

// Axis of the positions: the outermost of a matrix, the one after the heads otherwise.
std::size_t positionAxis(const Shape& shape)
{
    return shape.rank() >= 3 ? 1 : 0;
}

// [outer, positions, inner]: every value seen with three axes.
struct Layout {
    std::int64_t outer = 1, positions = 1, inner = 1;
};

Layout layoutOf(const Shape& shape)
{
    const auto axis = positionAxis(shape);
    Layout result;
    for (std::size_t i = 0; i < shape.rank(); ++i) {
        (i < axis    ? result.outer
         : i == axis ? result.positions
                     : result.inner) *= shape.extents()[i];
    }
    return result;
}

Shape withExtents(const Shape& shape, std::int64_t positions, std::optional<std::int64_t> last)
{
    auto extents = shape.extents();
    extents[positionAxis(shape)] = positions;
    if (last) {
        extents.back() = *last;
    }
    return Shape(std::move(extents));
}

// Copies the rows of `from` to position `first` of `to`, as many inner elements as both have.
void copyRows(const Tensor& from, Tensor& to, std::int64_t first)
{
    const auto source = layoutOf(from.shape());
    const auto target = layoutOf(to.shape());
    const auto count =
        static_cast<std::size_t>(std::min(source.inner, target.inner)) * sizeof(float);
    const auto* values = from.floats().data();
    auto* result = to.mutableFloats().data();
    for (std::int64_t outer = 0; outer < source.outer; ++outer) {
        for (std::int64_t row = 0; row < source.positions; ++row) {
            std::memcpy(result + (outer * target.positions + first + row) * target.inner,
                        values + (outer * source.positions + row) * source.inner, count);
        }
    }
}

std::optional<std::int64_t> availableMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::int64_t kibibytes = 0;
    std::string unit;
    while (file >> key >> kibibytes >> unit) {
        if (key == "MemAvailable:") {
            return kibibytes * 1024;
        }
    }
    return std::nullopt;
}

std::string mebibytes(std::int64_t bytes)
{
    constexpr std::int64_t mebibyte = 1 << 20;
    return std::to_string(bytes / mebibyte + (bytes % mebibyte == 0 ? 0 : 1));
}

} // namespace

const std::vector<std::pair<std::string, std::vector<std::string>>>& captureGroups()
{
    static const std::vector<std::pair<std::string, std::vector<std::string>>> groups{
        {"pattern", {"blocks.*.attention.pattern"}},
        {"scores", {"blocks.*.attention.scores"}},
        {"queries", {"blocks.*.attention.queries"}},
        {"keys", {"blocks.*.attention.keys"}},
        {"values", {"blocks.*.attention.values"}},
        {"heads", {"blocks.*.attention.heads"}},
        {"output", {"blocks.*.attention.output"}},
        {"residual", {"embedding", "blocks.*.residual.after"}},
        {"mlp", {"blocks.*.mlp.hidden", "blocks.*.mlp.output"}},
        {"embedding", {"embedding"}},
        {"final_norm", {"final_norm"}},
        {"logits", {"logits"}},
    };
    return groups;
}

std::vector<std::string> captureNames(const std::vector<std::string>& capture)
{
    std::vector<std::string> names;
    std::vector<std::string> known;
    for (const auto& [group, members] : captureGroups()) {
        known.push_back(group);
    }
    for (const auto& word : capture) {
        const auto& groups = captureGroups();
        const auto group =
            std::ranges::find(groups, word, [](const auto& item) { return item.first; });
        if (group != groups.end()) {
            names.insert(names.end(), group->second.begin(), group->second.end());
        } else if (word.find('.') != std::string::npos) {
            names.push_back(word);
        } else {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "“%1” cannot be captured. Did you mean “%2”?"),
                {word, nearest(word, known)});
        }
    }
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
}

std::int64_t captureBytes(const Model& model, const std::vector<std::string>& names,
                          std::int64_t length)
{
    // One row of every value, the caches as long as the run: what each position adds.
    const auto built = model.build({1, length, 1});
    std::int64_t bytes = 0;
    for (const auto& name : built->graph.names()) {
        if (std::ranges::none_of(names,
                                 [&](const auto& pattern) { return matchesName(pattern, name); })) {
            continue;
        }
        std::int64_t whole = 0;
        const auto row = Tensor::bytesFor(DType::F32, built->graph.find(name)->shape());
        if (__builtin_mul_overflow(row, length, &whole) ||
            __builtin_add_overflow(bytes, whole, &bytes)) {
            return std::numeric_limits<std::int64_t>::max();
        }
    }
    return bytes;
}

void requireMemoryFor(const Model& model, const std::vector<std::string>& names,
                      std::int64_t length)
{
    if (names.empty()) {
        return;
    }
    const auto needed = captureBytes(model, names, length);
    const auto available = availableMemory();
    if (available && needed > *available) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "Capturing this run of %1 tokens takes %2 MiB of memory, but "
                                      "only %3 MiB are available: capture less, or shorten the "
                                      "text or the steps."),
                    {std::to_string(length), mebibytes(needed), mebibytes(*available)});
    }
}

void CaptureRecorder::add(const std::string& name, std::int64_t first, const Tensor& rows)
{
    Tensor kept = rows;
    const auto visible = first + layoutOf(rows.shape()).positions;
    if (isSquare(name) && rows.shape()[-1] > visible) {
        kept = Tensor::allocate(DType::F32, withExtents(rows.shape(), visible - first, visible));
        copyRows(rows, kept, 0);
    }
    m_pieces[name].push_back({first, std::move(kept)});
}

std::map<std::string, Tensor, std::less<>> CaptureRecorder::take(std::int64_t length)
{
    std::map<std::string, Tensor, std::less<>> tensors;
    while (!m_pieces.empty()) {
        // One value at a time, so that no more than one is held twice.
        auto node = m_pieces.extract(m_pieces.begin());
        const auto& name = node.key();
        const auto& pieces = node.mapped();
        std::int64_t covered = 0;
        for (const auto& [first, rows] : pieces) {
            covered = first <= covered ? std::max(covered, first + layoutOf(rows.shape()).positions)
                                       : covered;
        }
        if (covered != length) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1 was captured for %2 of %3 positions."),
                        {name, std::to_string(covered), std::to_string(length)});
        }
        const auto last = isSquare(name) ? std::optional(length) : std::nullopt;
        const auto shape = withExtents(pieces.front().rows.shape(), length, last);
        if (pieces.front().rows.shape() == shape) {
            tensors.emplace(name, pieces.front().rows);
            continue;
        }
        auto whole = Tensor::allocate(DType::F32, shape);
        if (name.ends_with(".scores")) {
            std::ranges::fill(whole.mutableFloats(), -std::numeric_limits<float>::infinity());
        }
        for (const auto& [first, rows] : pieces) {
            copyRows(rows, whole, first);
        }
        tensors.emplace(name, std::move(whole));
    }
    return tensors;
}

} // namespace saccade
