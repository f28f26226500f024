#include "gpu/bindings/elements.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

std::uint32_t activationNumber(std::string_view function)
{
    constexpr std::array<std::string_view, 10> names{
        "relu",    "gelu_erf", "gelu_tanh",    "gelu_quick", "silu",
        "sigmoid", "tanh",     "relu_squared", "exp",        "softplus"};
    const auto found = std::ranges::find(names, function);
    if (found == names.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The GPU has no activation %1; choose the CPU "
                                               "(--device cpu)."),
                    {std::string(function)});
    }
    return static_cast<std::uint32_t>(found - names.begin());
}

BindingKind elementKind(Lowering& lowering, std::uint32_t value)
{
    const auto type = lowering.dtype(value);
    if (lowering.isConstant(value) || type == DType::F32) {
        return BindingKind::Float1;
    }
    if (type == DType::F16) {
        return BindingKind::Half1;
    }
    throw Error(QT_TRANSLATE_NOOP("Error",
                                  "The GPU does not compute with values of type %1; choose "
                                  "the CPU (--device cpu)."),
                {std::string(layout(type).name)});
}

BindingKind fourKind(Lowering& lowering, std::uint32_t value)
{
    return elementKind(lowering, value) == BindingKind::Half1 ? BindingKind::Half4
                                                              : BindingKind::Float4;
}

std::uint64_t elementGroups(const Lowering& lowering, std::int64_t count, std::uint32_t perLane)
{
    const auto perGroup = std::int64_t{lowering.tuning().lanes} * perLane;
    return static_cast<std::uint64_t>((count + perGroup - 1) / perGroup);
}

} // namespace saccade
