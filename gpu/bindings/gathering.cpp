// Lowerings of what core/graph/ops/layout.h averages and unfolds.
#include "core/graph/ops/layout.h"
#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

namespace saccade
{

namespace
{

void lowerMeanRows(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [n, width]
    Dispatch dispatch;
    dispatch.shader = "mean_rows";
    dispatch.bindings = {reads(lowering.read(node.inputs[0]), BindingKind::Float1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape[0]), word(shape[1])};
    dispatch.groups = elementGroups(lowering, shape[1], 1);
    dispatch.iterations = static_cast<std::uint64_t>(shape[0]);
    lowering.add(std::move(dispatch));
}

void lowerUnfold(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [channels, height, width]
    const auto& y = lowering.shape(node.outputs[0]);    // [places, elements]
    const auto& attributes = node.attributes;
    const auto width = attributes.integer("width");
    const auto strideX = attributes.integer("stride_x");
    const auto paddingX = attributes.integer("padding_x");
    Dispatch dispatch;
    dispatch.shader = "unfold";
    dispatch.constants = {elementsPerLane};
    dispatch.bindings = {reads(lowering.read(node.inputs[0]), BindingKind::Float1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(y.elements()),
                     word(y[1]),
                     word(shape[1]),
                     word(shape[2]),
                     word(attributes.integer("height")),
                     word(width),
                     word(attributes.integer("stride_y")),
                     word(strideX),
                     word(attributes.integer("padding_y")),
                     word(paddingX),
                     word((shape[2] + 2 * paddingX - width) / strideX + 1)};
    dispatch.groups = elementGroups(lowering, y.elements(), elementsPerLane);
    lowering.add(std::move(dispatch));
}

const Registry<OpLowering>::Entry
    meanRowsEntry(std::make_unique<OpLowering>(OpLowering{"mean_rows", lowerMeanRows}));
const Registry<OpLowering>::Entry
    unfoldEntry(std::make_unique<OpLowering>(OpLowering{"unfold", lowerUnfold}));

} // namespace

} // namespace saccade
