// What the lowerings of several families need to say about elements.
#pragma once

#include "gpu/lowering.h"

#include <cstdint>
#include <string_view>

namespace saccade
{

/// Elements that one lane of an element-wise kernel computes.
constexpr std::uint32_t elementsPerLane = 16;

/// The number of the identity in activation.glsl.
constexpr std::uint32_t noActivation = 255;

/// The number of an activation in activation.glsl. Throws Error for a word that it does not know.
std::uint32_t activationNumber(std::string_view function);

/// The view that shows elements of a value one by one. Throws Error for types that have none.
BindingKind elementKind(Lowering& lowering, std::uint32_t value);
/// The same, four elements at a time.
BindingKind fourKind(Lowering& lowering, std::uint32_t value);

std::uint64_t elementGroups(const Lowering& lowering, std::int64_t count, std::uint32_t perLane);

} // namespace saccade
