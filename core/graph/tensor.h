// Host data: an element type, a shape and row-major bytes, owned or memory-mapped, shared by copies.
#pragma once

#include "core/graph/dtype.h"
#include "core/graph/shape.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace saccade {

/// Copies share the bytes. A tensor made by `allocate` or `of` is writable through `mutableBytes`;
/// one made by `view` belongs to its owner (a mapped file, say) and is read-only.
class Tensor {
public:
    Tensor() = default;

    /// Zero-filled. Throws Error if the size is not representable or memory is short.
    static Tensor allocate(DType type, Shape shape);
    static Tensor of(Shape shape, std::span<const float> values);
    static Tensor of(Shape shape, std::span<const std::int32_t> values);
    /// Bytes that `owner` keeps alive. Throws Error if their number does not fit type and shape.
    static Tensor view(DType type, Shape shape, std::span<const std::byte> bytes,
                       std::shared_ptr<const void> owner);

    bool isEmpty() const { return m_bytes.empty(); }
    DType dtype() const { return m_dtype; }
    const Shape& shape() const { return m_shape; }
    std::int64_t elements() const { return m_shape.elements(); }
    std::span<const std::byte> bytes() const { return m_bytes; }
    std::span<std::byte> mutableBytes();
    /// What keeps the bytes alive. Backends use its address with `bytes().data()` to recognise a
    /// tensor that they hold already.
    const std::shared_ptr<const void>& owner() const { return m_owner; }

    /// Elements as T; throws Error if T is not the stored type.
    std::span<const float> floats() const;
    std::span<const std::int32_t> integers() const;
    std::span<float> mutableFloats();
    std::span<std::int32_t> mutableIntegers();

    /// The same bytes seen with another shape of as many elements.
    Tensor reshaped(Shape shape) const;
    /// Part of the outermost axis: rows first … first + count, sharing the bytes.
    Tensor rows(std::int64_t first, std::int64_t count) const;

    /// Bytes that `elements` in rows of `type` take; throws Error where the last axis is no multiple
    /// of the block, or the size overflows.
    static std::int64_t bytesFor(DType type, const Shape& shape);

private:
    DType m_dtype = DType::F32;
    Shape m_shape{0};
    std::shared_ptr<const void> m_owner;
    std::span<const std::byte> m_bytes;
    bool m_writable = false;
};

/// Any stored type, quantised ones included, as F32 of the same shape (what the file means, exactly).
Tensor toF32(const Tensor& tensor);

} // namespace saccade
