#include "core/trace/capture_recorder.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

namespace saccade
{

namespace
{

// Whether the last axis counts keys that are the decoder's own positions: cross-attention looks at
// the encoder's, which are all there from the start.
bool hasGrowingKeys(std::string_view name)
{
    const bool hasKeys = name.ends_with("pattern") || name.ends_with(".scores"); // mean_pattern too
    return hasKeys && name.find(".cross_attention.") == std::string_view::npos;
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
    const auto count = static_cast<std::size_t>(std::min(source.inner, target.inner)) *
                       static_cast<std::size_t>(layout(from.dtype()).blockBytes);
    const auto width = static_cast<std::size_t>(layout(from.dtype()).blockBytes);
    const auto* values = from.bytes().data();
    auto* result = to.mutableBytes().data();
    for (std::int64_t outer = 0; outer < source.outer; ++outer) {
        for (std::int64_t row = 0; row < source.positions; ++row) {
            const auto place = (outer * target.positions + first + row) * target.inner;
            const auto origin = (outer * source.positions + row) * source.inner;
            std::memcpy(result + static_cast<std::size_t>(place) * width,
                        values + static_cast<std::size_t>(origin) * width, count);
        }
    }
}

} // namespace

void CaptureRecorder::addWhole(const std::string& name, const Tensor& value)
{
    m_whole.insert_or_assign(name, value);
}

void CaptureRecorder::add(const std::string& name, std::int64_t first, const Tensor& rows)
{
    Tensor kept = rows;
    const auto visible = first + layoutOf(rows.shape()).positions;
    if (hasGrowingKeys(name) && rows.shape()[-1] > visible) {
        kept = Tensor::allocate(rows.dtype(), withExtents(rows.shape(), visible - first, visible));
        copyRows(rows, kept, 0);
    }
    m_pieces[name].push_back({first, std::move(kept)});
}

std::map<std::string, Tensor, std::less<>> CaptureRecorder::take(std::int64_t length)
{
    auto tensors = std::move(m_whole);
    m_whole.clear();
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
        const auto& sample = pieces.front().rows;
        const auto last = hasGrowingKeys(name) ? std::optional(length) : std::nullopt;
        const auto shape = withExtents(sample.shape(), length, last);
        if (sample.shape() == shape) {
            tensors.insert_or_assign(name, sample);
            continue;
        }
        auto whole = Tensor::allocate(sample.dtype(), shape);
        if (name.ends_with(".scores")) {
            std::ranges::fill(whole.mutableFloats(), -std::numeric_limits<float>::infinity());
        }
        for (const auto& [first, rows] : pieces) {
            copyRows(rows, whole, first);
        }
        tensors.insert_or_assign(name, std::move(whole));
    }
    return tensors;
}

} // namespace saccade
