// Lowerings of core/graph/ops/recurrent.h, but for the matrices.
#include "core/graph/ops/recurrent.h"

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

/// The State that the node changes in place.
Binding state(Lowering& lowering, const Node& node)
{
    return writes(lowering.read(node.inputs[0]), Access::ReadWrite);
}

void addByChannels(Lowering& lowering, Dispatch dispatch, std::int64_t channels)
{
    dispatch.groups = elementGroups(lowering, channels, 1);
    lowering.add(std::move(dispatch));
}

enum class Rows : std::uint32_t { Convolved, Shifted };

void lowerRows(Lowering& lowering, const Node& node, Rows rows, std::int64_t size)
{
    const auto& shape = lowering.shape(node.outputs[0]); // [n, channels]
    const bool hasBias = node.inputs.size() == 4;
    // What a shift does not read is bound to x.
    const auto weight = rows == Rows::Shifted ? node.inputs[1] : node.inputs[2];
    Dispatch dispatch;
    dispatch.shader = "causal_rows";
    dispatch.constants = {static_cast<std::uint32_t>(rows), hasBias ? 1U : 0U, elementsPerLane};
    dispatch.bindings = {numbers(lowering, node.inputs[0]), numbers(lowering, node.inputs[1]),
                         numbers(lowering, weight),
                         numbers(lowering, hasBias ? node.inputs[3] : weight),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements()), word(shape[1]), word(size)};
    dispatch.groups = elementGroups(lowering, shape.elements(), elementsPerLane);
    dispatch.iterations = elementsPerLane * static_cast<std::uint64_t>(size + 1);
    lowering.add(std::move(dispatch));

    Dispatch keep;
    keep.shader = "keep_rows";
    keep.bindings = {numbers(lowering, node.inputs[1]), state(lowering, node)};
    keep.push = {word(shape[0]), word(shape[1]), word(size - 1)};
    keep.iterations = static_cast<std::uint64_t>(size);
    addByChannels(lowering, std::move(keep), shape[1]);
}

void lowerPreviousRows(Lowering& lowering, const Node& node)
{
    lowerRows(lowering, node, Rows::Shifted, 2);
}

void lowerConvolution(Lowering& lowering, const Node& node)
{
    lowerRows(lowering, node, Rows::Convolved, lowering.shape(node.inputs[2])[1]);
}

void lowerSelectiveScan(Lowering& lowering, const Node& node)
{
    const auto& x = lowering.shape(node.inputs[1]);
    const auto heads = lowering.shape(node.inputs[2])[1];
    const auto states = node.attributes.integer("states");
    Dispatch dispatch;
    dispatch.shader = "linear_scan";
    dispatch.constants = {1};
    dispatch.bindings = {numbers(lowering, node.inputs[1]),
                         numbers(lowering, node.inputs[2]),
                         numbers(lowering, node.inputs[3]),
                         numbers(lowering, node.inputs[4]),
                         numbers(lowering, node.inputs[5]),
                         state(lowering, node),
                         writes(lowering.write(node.outputs[0]), Access::ReadWrite)};
    dispatch.push = {word(x[0]),
                     word(heads),
                     word(x[1] / heads),
                     word(states),
                     word(lowering.shape(node.inputs[4])[1] / states),
                     word(lowering.shape(node.inputs[3])[1])};
    dispatch.iterations = static_cast<std::uint64_t>((states + 3) / 4 * (x[0] + 1));
    addByChannels(lowering, std::move(dispatch), x[1]);
}

void lowerWkv4(Lowering& lowering, const Node& node)
{
    const auto& keys = lowering.shape(node.inputs[1]);
    Dispatch dispatch;
    dispatch.shader = "wkv4";
    dispatch.bindings = {numbers(lowering, node.inputs[1]),
                         numbers(lowering, node.inputs[2]),
                         numbers(lowering, node.inputs[3]),
                         numbers(lowering, node.inputs[4]),
                         state(lowering, node),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(keys[0]), word(keys[1])};
    dispatch.iterations = static_cast<std::uint64_t>(keys[0]);
    addByChannels(lowering, std::move(dispatch), keys[1]);
}

void lowerWkv6(Lowering& lowering, const Node& node)
{
    const auto& values = lowering.shape(node.inputs[1]);
    const auto heads = node.attributes.integer("heads");
    const auto d = values[1] / heads;
    const bool isShared = lowering.shape(node.inputs[4]).rank() == 1;
    Dispatch dispatch;
    dispatch.shader = "linear_scan";
    dispatch.constants = {0};
    dispatch.bindings = {numbers(lowering, node.inputs[1]),
                         numbers(lowering, node.inputs[4]),
                         numbers(lowering, node.inputs[5]),
                         numbers(lowering, node.inputs[3]),
                         numbers(lowering, node.inputs[2]),
                         state(lowering, node),
                         writes(lowering.write(node.outputs[0]), Access::ReadWrite)};
    dispatch.push = {word(values[0]), word(heads), word(d),
                     word(d),         word(heads), word(isShared ? 0 : values[1])};
    dispatch.iterations = static_cast<std::uint64_t>((d + 3) / 4 * (values[0] + 1));
    addByChannels(lowering, std::move(dispatch), values[1]);
}

void lowerWkv7(Lowering& lowering, const Node& node)
{
    const auto& values = lowering.shape(node.inputs[1]);
    const auto heads = node.attributes.integer("heads");
    const auto d = values[1] / heads;
    const auto quads = (d + 3) / 4;
    Dispatch dispatch;
    dispatch.shader = "wkv7";
    dispatch.constants = {word(quads)};
    for (std::size_t input = 1; input < node.inputs.size(); ++input) {
        dispatch.bindings.push_back(numbers(lowering, node.inputs[input]));
    }
    dispatch.bindings.push_back(state(lowering, node));
    dispatch.bindings.push_back(writes(lowering.write(node.outputs[0])));
    dispatch.push = {word(values[0]), word(heads), word(d)};
    dispatch.iterations = static_cast<std::uint64_t>(2 * quads * (values[0] + 1));
    addByChannels(lowering, std::move(dispatch), values[1]);
}

void lowerNormFactors(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto groups = node.attributes.integer("groups");
    Dispatch dispatch;
    dispatch.shader = "norm_factors";
    dispatch.constants = {word(node.attributes.integer("centred"))};
    dispatch.bindings = {numbers(lowering, node.inputs[0]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape[0] * groups), word(shape[1] / groups),
                     word(static_cast<float>(node.attributes.number("epsilon")))};
    dispatch.iterations = static_cast<std::uint64_t>(2 * (shape[1] / groups));
    addByChannels(lowering, std::move(dispatch), shape[0] * groups);
}

const Registry<OpLowering>::Entry
    previousRowsEntry(std::make_unique<OpLowering>(OpLowering{"previous_rows", lowerPreviousRows}));
const Registry<OpLowering>::Entry convolutionEntry(std::make_unique<OpLowering>(OpLowering{
    "causal_convolution", lowerConvolution}));
const Registry<OpLowering>::Entry selectiveScanEntry(std::make_unique<OpLowering>(OpLowering{
    "selective_scan", lowerSelectiveScan}));
const Registry<OpLowering>::Entry
    wkv4Entry(std::make_unique<OpLowering>(OpLowering{"wkv4", lowerWkv4}));
const Registry<OpLowering>::Entry
    wkv6Entry(std::make_unique<OpLowering>(OpLowering{"wkv6", lowerWkv6}));
const Registry<OpLowering>::Entry
    wkv7Entry(std::make_unique<OpLowering>(OpLowering{"wkv7", lowerWkv7}));
const Registry<OpLowering>::Entry
    normFactorsEntry(std::make_unique<OpLowering>(OpLowering{"norm_factors", lowerNormFactors}));

} // namespace

} // namespace saccade
