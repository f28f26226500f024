#include "core/graph/tensor.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <cstring>
#include <new>

namespace saccade
{

namespace
{

template <typename T>
Tensor copied(DType type, Shape shape, std::span<const T> values)
{
    Tensor result = Tensor::allocate(type, std::move(shape));
    if (result.mutableBytes().size() != values.size_bytes()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 values do not fill the shape %2."),
                    {std::to_string(values.size()), result.shape().text()});
    }
    if (!values.empty()) {
        std::memcpy(result.mutableBytes().data(), values.data(), values.size_bytes());
    }
    return result;
}

void require(DType stored, DType wanted)
{
    if (stored != wanted) {
        throw Error(QT_TRANSLATE_NOOP("Error", "A tensor of type %1 was read as %2."),
                    {std::string(layout(stored).name), std::string(layout(wanted).name)});
    }
}

} // namespace

std::int64_t Tensor::bytesFor(DType type, const Shape& shape)
{
    const auto& [name, blockElements, blockBytes] = layout(type);
    const auto count = shape.elements();
    const auto last = shape.rank() == 0 ? 1 : shape[-1];
    std::int64_t bytes = 0;
    if (last % blockElements != 0 ||
        __builtin_mul_overflow(count / blockElements, blockBytes, &bytes)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The shape %1 cannot be stored as %2."),
                    {shape.text(), std::string(name)});
    }
    return bytes;
}

Tensor Tensor::allocate(DType type, Shape shape)
{
    // 64 bytes: a cache line, and the widest vector that a kernel loads.
    constexpr std::size_t alignment = 64;
    const auto size = static_cast<std::size_t>(bytesFor(type, shape));
    const auto padded = (size + alignment) / alignment * alignment;
    auto* memory = static_cast<std::byte*>(std::aligned_alloc(alignment, padded));
    if (memory == nullptr) {
        throw Error(QT_TRANSLATE_NOOP("Error", "There is no memory for a tensor of %1 bytes."),
                    {std::to_string(size)});
    }
    std::memset(memory, 0, padded);
    Tensor result;
    result.m_dtype = type;
    result.m_shape = std::move(shape);
    result.m_owner = std::shared_ptr<void>(memory, std::free);
    result.m_bytes = {memory, size};
    result.m_writable = true;
    return result;
}

Tensor Tensor::of(Shape shape, std::span<const float> values)
{
    return copied(DType::F32, std::move(shape), values);
}

Tensor Tensor::of(Shape shape, std::span<const std::int32_t> values)
{
    return copied(DType::I32, std::move(shape), values);
}

Tensor Tensor::view(DType type, Shape shape, std::span<const std::byte> bytes,
                    std::shared_ptr<const void> owner)
{
    const auto needed = bytesFor(type, shape);
    if (std::ssize(bytes) != needed) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "A tensor of shape %1 and type %2 needs %3 bytes, not %4."),
            {shape.text(), std::string(layout(type).name), std::to_string(needed),
             std::to_string(bytes.size())});
    }
    Tensor result;
    result.m_dtype = type;
    result.m_shape = std::move(shape);
    result.m_owner = std::move(owner);
    result.m_bytes = bytes;
    return result;
}

std::span<std::byte> Tensor::mutableBytes()
{
    if (!m_writable) {
        throw Error(QT_TRANSLATE_NOOP("Error", "A read-only tensor was written to."));
    }
    return {const_cast<std::byte*>(m_bytes.data()), m_bytes.size()};
}

std::span<const float> Tensor::floats() const
{
    require(m_dtype, DType::F32);
    return {reinterpret_cast<const float*>(m_bytes.data()), m_bytes.size() / sizeof(float)};
}

std::span<const std::int32_t> Tensor::integers() const
{
    require(m_dtype, DType::I32);
    return {reinterpret_cast<const std::int32_t*>(m_bytes.data()),
            m_bytes.size() / sizeof(std::int32_t)};
}

std::span<float> Tensor::mutableFloats()
{
    require(m_dtype, DType::F32);
    const auto bytes = mutableBytes();
    return {reinterpret_cast<float*>(bytes.data()), bytes.size() / sizeof(float)};
}

std::span<std::int32_t> Tensor::mutableIntegers()
{
    require(m_dtype, DType::I32);
    const auto bytes = mutableBytes();
    return {reinterpret_cast<std::int32_t*>(bytes.data()), bytes.size() / sizeof(std::int32_t)};
}

Tensor Tensor::reshaped(Shape shape) const
{
    if (shape.elements() != elements()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The shape %1 cannot become %2."),
                    {m_shape.text(), shape.text()});
    }
    Tensor result = *this;
    result.m_shape = std::move(shape);
    return result;
}

Tensor Tensor::rows(std::int64_t first, std::int64_t count) const
{
    const auto total = m_shape[0];
    if (first < 0 || count < 0 || first > total - count) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The shape %1 has no rows %2 to %3."),
                    {m_shape.text(), std::to_string(first), std::to_string(first + count)});
    }
    auto extents = m_shape.extents();
    extents[0] = count;
    Tensor result = *this;
    result.m_shape = Shape(std::move(extents));
    const auto rowBytes = total == 0 ? 0 : m_bytes.size() / static_cast<std::size_t>(total);
    result.m_bytes = m_bytes.subspan(static_cast<std::size_t>(first) * rowBytes,
                                     static_cast<std::size_t>(count) * rowBytes);
    return result;
}

} // namespace saccade
