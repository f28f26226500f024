#include "core/files/aligned_view.h"

#include <cstdint>
#include <cstring>

namespace saccade
{

Tensor alignedView(DType type, Shape shape, std::span<const std::byte> bytes,
                   std::shared_ptr<const void> owner)
{
    // The blocks of quantised types start with 16-bit scales and are read in words of up to 4
    // bytes.
    const auto unit = static_cast<std::uintptr_t>(isQuantised(type) ? 4 : layout(type).blockBytes);
    auto view = Tensor::view(type, std::move(shape), bytes, std::move(owner));
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % unit == 0) {
        return view;
    }
    auto copy = Tensor::allocate(type, view.shape());
    if (!bytes.empty()) {
        std::memcpy(copy.mutableBytes().data(), bytes.data(), bytes.size());
    }
    return copy;
}

} // namespace saccade
