// Lowerings of core/graph/ops/layout.h.
#include "core/graph/ops/layout.h"

#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

namespace saccade
{

namespace
{

/// y[target + (a, b, c)] = x[offset + a·strideA + b·strideB + c], counted in elements
struct Gathering {
    std::int64_t extentB = 1;
    std::int64_t extentC = 1;
    std::int64_t offset = 0;
    std::int64_t strideA = 0;
    std::int64_t strideB = 0;
    std::int64_t target = 0;
};

void gather(Lowering& lowering, const View& from, const Binding& to, std::int64_t count,
            const Gathering& gathering)
{
    Dispatch dispatch;
    dispatch.shader = "gather";
    dispatch.constants = {elementsPerLane};
    dispatch.bindings = {reads(from, BindingKind::Word1), to};
    dispatch.push = {word(count),
                     word(gathering.extentB),
                     word(gathering.extentC),
                     word(gathering.offset),
                     word(gathering.strideA),
                     word(gathering.strideB),
                     word(gathering.target)};
    dispatch.groups = elementGroups(lowering, count, elementsPerLane);
    lowering.add(std::move(dispatch));
}

void gather(Lowering& lowering, const Node& node, const Gathering& gathering)
{
    const auto from = lowering.read(node.inputs[0]);
    gather(lowering, from, writes(lowering.write(node.outputs[0])),
           lowering.elements(node.outputs[0]), gathering);
}

/// The output is elements first … of the input, one after another: no copy where a view may begin
/// there.
void contiguous(Lowering& lowering, const Node& node, std::int64_t first)
{
    const auto count = lowering.elements(node.outputs[0]);
    const auto view =
        lowering.read(node.inputs[0])
            .part(static_cast<std::uint64_t>(first) * 4, static_cast<std::uint64_t>(count) * 4);
    if (lowering.isAligned(view.offset)) {
        lowering.alias(node.outputs[0], view);
    } else {
        gather(lowering, node, {.extentC = count, .offset = first});
    }
}

void lowerColumns(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto first = node.attributes.integer("first");
    if (shape[0] == 1) {
        contiguous(lowering, node, first);
        return;
    }
    gather(lowering, node,
           {.extentB = shape[0],
            .extentC = node.attributes.integer("count"),
            .offset = first,
            .strideB = shape[1]});
}

void lowerSplitHeads(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.outputs[0]); // [heads, n, d]
    if (shape[0] == 1 || shape[1] == 1) {
        contiguous(lowering, node, 0);
        return;
    }
    gather(lowering, node,
           {.extentB = shape[1],
            .extentC = shape[2],
            .strideA = shape[2],
            .strideB = shape[0] * shape[2]});
}

void lowerMergeHeads(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [heads, n, d]
    if (shape[0] == 1 || shape[1] == 1) {
        contiguous(lowering, node, 0);
        return;
    }
    gather(lowering, node,
           {.extentB = shape[0],
            .extentC = shape[2],
            .strideA = shape[2],
            .strideB = shape[1] * shape[2]});
}

void lowerRows(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto inner = shape[0] == 0 ? 0 : shape.elements() / shape[0];
    contiguous(lowering, node, node.attributes.integer("first") * inner);
}

void lowerReshape(Lowering& lowering, const Node& node)
{
    lowering.alias(node.outputs[0], lowering.read(node.inputs[0]));
}

void lowerWriteState(Lowering& lowering, const Node& node)
{
    constexpr std::uint32_t perLane = 4;
    const auto& state = lowering.shape(node.inputs[0]); // [heads, capacity, d]
    const auto& rows = lowering.shape(node.inputs[1]);  // [heads, n, d]
    const bool isHalf = lowering.dtype(node.inputs[0]) == DType::F16;
    const bool inPairs = isHalf && state[2] % 2 == 0;
    const auto view = lowering.read(node.inputs[0]);
    Dispatch dispatch;
    dispatch.shader = "write_state";
    dispatch.constants = {isHalf ? 1U : 0U, inPairs ? 1U : 0U, perLane};
    dispatch.bindings = {reads(lowering.read(node.inputs[1]), BindingKind::Float1),
                         reads(lowering.read(node.inputs[2]), BindingKind::Integer1),
                         writes(view, Access::ReadWrite)};
    dispatch.push = {word(rows[0]),  word(rows[1]),           word(rows[2]),
                     word(state[1]), word(rows[1] * rows[2]), word(rows[2])};
    dispatch.groups = elementGroups(lowering, rows.elements() / (inPairs ? 2 : 1), perLane);
    lowering.add(std::move(dispatch));
    lowering.alias(node.outputs[0], view);
}

void lowerConcatenate(Lowering& lowering, const Node& node)
{
    const auto to = writes(lowering.write(node.outputs[0]), Access::Share);
    std::int64_t target = 0;
    for (const auto input : node.inputs) {
        const auto count = lowering.elements(input);
        gather(lowering, lowering.read(input), to, count, {.extentC = count, .target = target});
        target += count;
    }
}

void lowerTranspose(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    gather(lowering, node, {.extentB = shape[0], .strideA = 1, .strideB = shape[1]});
}

const Registry<OpLowering>::Entry
    columnsEntry(std::make_unique<OpLowering>(OpLowering{"columns", lowerColumns}));
const Registry<OpLowering>::Entry
    splitHeadsEntry(std::make_unique<OpLowering>(OpLowering{"split_heads", lowerSplitHeads}));
const Registry<OpLowering>::Entry
    mergeHeadsEntry(std::make_unique<OpLowering>(OpLowering{"merge_heads", lowerMergeHeads}));
const Registry<OpLowering>::Entry
    rowsEntry(std::make_unique<OpLowering>(OpLowering{"rows", lowerRows}));
const Registry<OpLowering>::Entry
    reshapeEntry(std::make_unique<OpLowering>(OpLowering{"reshape", lowerReshape}));
const Registry<OpLowering>::Entry
    writeStateEntry(std::make_unique<OpLowering>(OpLowering{"write_state", lowerWriteState}));

const Registry<OpLowering>::Entry
    concatenateEntry(std::make_unique<OpLowering>(OpLowering{"concatenate", lowerConcatenate}));
const Registry<OpLowering>::Entry
    transposeEntry(std::make_unique<OpLowering>(OpLowering{"transpose", lowerTranspose}));

} // namespace

} // namespace saccade
