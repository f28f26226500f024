// Lowerings of what lies before activations, norms, softmax and the ops of layout.h.
#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

namespace saccade
{

namespace
{

Binding numbers(Lowering& lowering, std::uint32_t value)
{
    return reads(lowering.read(value), elementKind(lowering, value));
}

void lowerActivation(Lowering& lowering, const Node& node)
{
    const auto count = lowering.elements(node.outputs[0]);
    Dispatch dispatch;
    dispatch.shader = "activation_gradient";
    dispatch.constants = {activationNumber(node.attributes.word("function")), elementsPerLane};
    dispatch.bindings = {numbers(lowering, node.inputs[0]), numbers(lowering, node.inputs[1]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(count)};
    dispatch.groups = elementGroups(lowering, count, elementsPerLane);
    lowering.add(std::move(dispatch));
}

/// As norm_gradient.comp numbers them.
std::uint32_t normNumber(const std::string& kind)
{
    return kind == "length" ? 2 : kind == "layer" ? 1 : 0;
}

void lowerNorm(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto width = shape[-1];
    Dispatch dispatch;
    dispatch.shader = "norm_gradient";
    dispatch.constants = {normNumber(node.attributes.word("kind"))};
    // Where there is no weight, what stands in for it is not read.
    dispatch.bindings = {numbers(lowering, node.inputs[0]), numbers(lowering, node.inputs[1]),
                         numbers(lowering, node.inputs.back()),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(width), word(static_cast<float>(node.attributes.number("epsilon")))};
    dispatch.groups = static_cast<std::uint64_t>(width == 0 ? 0 : shape.rows());
    dispatch.iterations = static_cast<std::uint64_t>(3 * (width / lowering.tuning().lanes + 1));
    lowering.add(std::move(dispatch));
}

void lowerSoftmax(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    Dispatch dispatch;
    dispatch.shader = "softmax_gradient";
    dispatch.bindings = {numbers(lowering, node.inputs[0]), numbers(lowering, node.inputs[1]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape[-1])};
    dispatch.groups = static_cast<std::uint64_t>(shape[-1] == 0 ? 0 : shape.rows());
    dispatch.iterations = static_cast<std::uint64_t>(2 * (shape[-1] / lowering.tuning().lanes + 1));
    lowering.add(std::move(dispatch));
}

void lowerPlaceSlice(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto axis = node.attributes.integer("axis");
    std::int64_t inner = 1;
    for (auto i = axis + 1; i < std::ssize(shape.extents()); ++i) {
        inner *= shape[i];
    }
    const auto count = lowering.elements(node.outputs[0]);
    Dispatch dispatch;
    dispatch.shader = "place_slice";
    dispatch.constants = {elementsPerLane};
    dispatch.bindings = {numbers(lowering, node.inputs[0]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(count), word(inner), word(node.attributes.integer("extent")),
                     word(node.attributes.integer("first")), word(shape[axis])};
    dispatch.groups = elementGroups(lowering, count, elementsPerLane);
    lowering.add(std::move(dispatch));
}

void lowerHeadRows(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [heads, capacity, d]
    const auto count = lowering.elements(node.outputs[0]);
    Dispatch dispatch;
    dispatch.shader = "head_rows";
    dispatch.constants = {elementsPerLane};
    dispatch.bindings = {numbers(lowering, node.inputs[0]),
                         reads(lowering.read(node.inputs[1]), BindingKind::Integer1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(count), word(node.attributes.integer("count")), word(shape[1]),
                     word(shape[2])};
    dispatch.groups = elementGroups(lowering, count, elementsPerLane);
    lowering.add(std::move(dispatch));
}

void lowerFold(Lowering& lowering, const Node& node)
{
    const auto& attributes = node.attributes;
    const auto& shape = lowering.shape(node.outputs[0]); // [channels, height, width]
    const auto height = attributes.integer("height");
    const auto width = attributes.integer("width");
    const auto strideY = attributes.integer("stride_y");
    const auto strideX = attributes.integer("stride_x");
    const auto paddingY = attributes.integer("padding_y");
    const auto paddingX = attributes.integer("padding_x");
    Dispatch dispatch;
    dispatch.shader = "fold";
    dispatch.bindings = {numbers(lowering, node.inputs[0]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements()),
                     word(lowering.shape(node.inputs[0])[1]),
                     word(shape[1]),
                     word(shape[2]),
                     word(height),
                     word(width),
                     word(strideY),
                     word(strideX),
                     word(paddingY),
                     word(paddingX),
                     word((shape[1] + 2 * paddingY - height) / strideY + 1),
                     word((shape[2] + 2 * paddingX - width) / strideX + 1)};
    dispatch.groups = elementGroups(lowering, shape.elements(), 1);
    dispatch.iterations =
        static_cast<std::uint64_t>((height / strideY + 1) * (width / strideX + 2));
    lowering.add(std::move(dispatch));
}

const Registry<OpLowering>::Entry activationEntry(std::make_unique<OpLowering>(OpLowering{
    "activation_gradient", lowerActivation}));
const Registry<OpLowering>::Entry
    normEntry(std::make_unique<OpLowering>(OpLowering{"norm_gradient", lowerNorm}));
const Registry<OpLowering>::Entry
    softmaxEntry(std::make_unique<OpLowering>(OpLowering{"softmax_gradient", lowerSoftmax}));
const Registry<OpLowering>::Entry
    placeSliceEntry(std::make_unique<OpLowering>(OpLowering{"place_slice", lowerPlaceSlice}));
const Registry<OpLowering>::Entry
    headRowsEntry(std::make_unique<OpLowering>(OpLowering{"head_rows", lowerHeadRows}));
const Registry<OpLowering>::Entry
    foldEntry(std::make_unique<OpLowering>(OpLowering{"fold", lowerFold}));

} // namespace

} // namespace saccade
