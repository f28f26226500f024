#include "core/graph/shape.h"

#include "core/base/error.h"

#include <QtGlobal>

namespace saccade
{

std::int64_t Shape::operator[](std::ptrdiff_t axis) const
{
    const auto rank = std::ssize(m_extents);
    const auto index = axis < 0 ? axis + rank : axis;
    if (index < 0 || index >= rank) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The shape %1 has no axis %2."),
                    {text(), std::to_string(axis)});
    }
    return m_extents[static_cast<std::size_t>(index)];
}

std::int64_t Shape::elements() const
{
    std::int64_t product = 1;
    for (const auto extent : m_extents) {
        if (extent < 0 || __builtin_mul_overflow(product, extent, &product)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The shape %1 is not possible."), {text()});
        }
    }
    return product;
}

std::int64_t Shape::rows() const
{
    return Shape(std::vector(m_extents.begin(),
                             m_extents.empty() ? m_extents.end() : m_extents.end() - 1))
        .elements();
}

std::string Shape::text() const
{
    std::string result = "[";
    for (std::size_t i = 0; i < m_extents.size(); ++i) {
        result += (i == 0 ? "" : ", ") + std::to_string(m_extents[i]);
    }
    return result + "]";
}

} // namespace saccade
