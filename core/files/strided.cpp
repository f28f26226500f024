#include "core/files/strided.h"

#include <cstring>

namespace saccade
{

Tensor gatherStrided(DType type, const Shape& shape, const std::vector<std::int64_t>& strides,
                     std::span<const std::byte> bytes)
{
    auto result = Tensor::allocate(type, shape);
    const auto unit = static_cast<std::size_t>(layout(type).blockBytes);
    const auto& extents = shape.extents();
    const auto elements = shape.elements();
    std::vector<std::int64_t> index(extents.size(), 0);
    std::int64_t place = 0;
    auto* to = result.mutableBytes().data();
    for (std::int64_t i = 0; i < elements; ++i, to += unit) {
        std::memcpy(to, bytes.data() + static_cast<std::size_t>(place) * unit, unit);
        for (auto axis = extents.size(); axis-- > 0;) {
            place += strides[axis];
            if (++index[axis] < extents[axis]) {
                break;
            }
            place -= strides[axis] * extents[axis];
            index[axis] = 0;
        }
    }
    return result;
}

} // namespace saccade
