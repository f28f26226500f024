#include "core/files/torch_records.h"

#include "core/base/error.h"
#include "core/files/aligned_view.h"
#include "core/files/in_quotes.h"
#include "core/files/strided.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

/// Whether the elements lie one after the other, outermost axis first.
bool isRowMajor(const PickleTensor& pickled)
{
    if (Shape(pickled.extents).elements() == 0) {
        return true;
    }
    std::int64_t expected = 1;
    for (auto axis = std::ssize(pickled.extents) - 1; axis >= 0; --axis) {
        const auto place = static_cast<std::size_t>(axis);
        if (pickled.extents[place] != 1 && pickled.strides[place] != expected) {
            return false;
        }
        expected *= pickled.extents[place];
    }
    return true;
}

} // namespace

TorchRecords::TorchRecords(
    std::filesystem::path path,
    std::function<TorchRecord(const std::string& key, std::int64_t bytes)> find)
    : m_path(std::move(path)), m_find(std::move(find))
{
}

Tensor TorchRecords::tensor(const PickleTensor& pickled, const std::string& name)
{
    requireInside(pickled, name);
    const auto& whole = record(pickled.storage);
    if (whole.dtype() != pickled.storage.type || whole.elements() != pickled.storage.elements) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 reads the record %3 as another "
                                               "type or size than the tensors before it."),
                    {m_path.string(), inQuotes(name), inQuotes(pickled.storage.key)});
    }
    if (!isRowMajor(pickled)) {
        return copy(pickled, whole, name);
    }
    const Shape shape(pickled.extents);
    const auto unit = layout(pickled.storage.type).blockBytes;
    const auto start = shape.elements() == 0 ? 0 : pickled.storage.first + pickled.offset;
    return Tensor::view(pickled.storage.type, shape,
                        whole.bytes().subspan(static_cast<std::size_t>(start * unit),
                                              static_cast<std::size_t>(shape.elements() * unit)),
                        whole.owner());
}

void TorchRecords::requireInside(const PickleTensor& pickled, const std::string& name) const
{
    const auto available = pickled.storage.elements - pickled.storage.first;
    bool isInside = pickled.offset >= 0 && pickled.offset <= available;
    std::int64_t elements = 1;
    auto last = pickled.offset;
    for (std::size_t axis = 0; isInside && axis < pickled.extents.size(); ++axis) {
        const auto extent = pickled.extents[axis];
        const auto stride = pickled.strides[axis];
        std::int64_t reach = 0;
        isInside = extent >= 0 && stride >= 0 &&
                   !__builtin_mul_overflow(elements, extent, &elements) &&
                   !__builtin_mul_overflow(std::max<std::int64_t>(extent - 1, 0), stride, &reach) &&
                   !__builtin_add_overflow(last, reach, &last);
    }
    if (!isInside || (elements > 0 && last >= available)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1, of the shape %3, reaches "
                                               "beyond its record of %4 elements."),
                    {m_path.string(), inQuotes(name), Shape(pickled.extents).text(),
                     std::to_string(pickled.storage.elements)});
    }
}

const Tensor& TorchRecords::record(const PickleStorage& storage)
{
    const auto found = m_records.find(storage.key);
    if (found != m_records.end()) {
        return found->second;
    }
    const Shape shape{storage.elements};
    const auto bytes = Tensor::bytesFor(storage.type, shape);
    const auto stored = m_find(storage.key, bytes);
    if (std::ssize(stored.bytes) != bytes) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The record %2 of %1 has %3 bytes, but its tensors "
                                               "need %4."),
                    {m_path.string(), inQuotes(storage.key), std::to_string(stored.bytes.size()),
                     std::to_string(bytes)});
    }
    m_storedBytes += bytes;
    return m_records
        .emplace(storage.key, alignedView(storage.type, shape, stored.bytes, stored.owner))
        .first->second;
}

Tensor TorchRecords::copy(const PickleTensor& pickled, const Tensor& record,
                          const std::string& name)
{
    // A stride of 0 makes many elements of one; real checkpoints do so for small buffers alone.
    constexpr std::int64_t spare = 256'000'000;
    const Shape shape(pickled.extents);
    std::int64_t limit = 0;
    if (__builtin_mul_overflow(m_storedBytes, 4, &limit) ||
        __builtin_add_overflow(limit, spare, &limit) ||
        Tensor::bytesFor(record.dtype(), shape) > limit - m_copiedBytes) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "The tensor %2 in %1, of the shape %3, is far larger "
                                      "than the record that it repeats."),
                    {m_path.string(), inQuotes(name), shape.text()});
    }
    const auto unit = layout(record.dtype()).blockBytes;
    const auto start = (pickled.storage.first + pickled.offset) * unit;
    auto result = gatherStrided(record.dtype(), shape, pickled.strides,
                                record.bytes().subspan(static_cast<std::size_t>(start)));
    m_copiedBytes += std::ssize(result.bytes());
    return result;
}

} // namespace saccade
