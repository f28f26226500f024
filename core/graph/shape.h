// The extents of a tensor, outermost first.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace saccade {

class Shape {
public:
    Shape() = default;
    Shape(std::initializer_list<std::int64_t> extents) : m_extents(extents) {}
    explicit Shape(std::vector<std::int64_t> extents) : m_extents(std::move(extents)) {}

    std::size_t rank() const { return m_extents.size(); }
    /// Extent of an axis; negative axes count from the last. Throws Error if there is no such axis.
    std::int64_t operator[](std::ptrdiff_t axis) const;
    /// Number of elements. Throws Error if an extent is negative or the product overflows.
    std::int64_t elements() const;
    /// Elements of all axes but the last (1 for a vector), as kernels that work row by row see it.
    std::int64_t rows() const;
    const std::vector<std::int64_t>& extents() const { return m_extents; }
    /// "[2, 3, 4]"
    std::string text() const;

    bool operator==(const Shape&) const = default;

private:
    std::vector<std::int64_t> m_extents;
};

} // namespace saccade
