// Lowering of core/graph/ops/fixed_point.h.
#include "core/graph/ops/fixed_point.h"

#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

void lowerFixedPoint(Lowering& lowering, const Node& node)
{
    // In the order of FixedPoint.
    constexpr std::array<std::string_view, 5> words{"round", "floor", "table", "softmax", "norm"};
    const auto function =
        std::ranges::find(words, node.attributes.word("function")) - words.begin();
    constexpr std::ptrdiff_t firstOfRows = 3;
    const auto& shape = lowering.shape(node.outputs[0]);
    const auto width = function < firstOfRows ? 1 : shape[-1];
    const auto table = node.inputs.back(); // x where there is none: it is not read
    const auto bound = [&](std::uint32_t value) {
        return reads(lowering.read(value), elementKind(lowering, value));
    };
    Dispatch dispatch;
    dispatch.shader = "fixed_point";
    dispatch.constants = {static_cast<std::uint32_t>(function)};
    dispatch.bindings = {bound(node.inputs[0]), bound(table),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements() / width), word(width), word(lowering.shape(table)[0]),
                     word(static_cast<float>(node.attributes.number("scale")))};
    dispatch.iterations = static_cast<std::uint64_t>(3 * width);
    dispatch.groups = elementGroups(lowering, shape.elements() / width, 1);
    lowering.add(std::move(dispatch));
}

const Registry<OpLowering>::Entry
    fixedPointEntry(std::make_unique<OpLowering>(OpLowering{"fixed_point", lowerFixedPoint}));

} // namespace

} // namespace saccade
