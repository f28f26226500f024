// Lowerings of core/graph/ops/arithmetic.h.
#include "core/graph/ops/arithmetic.h"

#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

namespace saccade
{

namespace
{

enum class Operation : std::uint32_t { Add, Multiply, Activate, EditSlice };

struct Slicing {
    std::int64_t inner = 1;
    std::int64_t extent = 1;
    std::int64_t first = 0;
    std::int64_t end = 0;
    double scale = 1.0;
    double offset = 0.0;
};

void lowerElements(Lowering& lowering, const Node& node, Operation operation,
                   std::uint32_t activation, const Slicing& slicing)
{
    const auto x = node.inputs.front();
    const auto other = node.inputs.back();
    const auto count = lowering.elements(node.outputs[0]);
    const auto otherKind = elementKind(lowering, other);
    Dispatch dispatch;
    dispatch.shader = "elementwise";
    dispatch.constants = {static_cast<std::uint32_t>(operation), activation, elementsPerLane};
    dispatch.bindings = {reads(lowering.read(x), BindingKind::Float1),
                         reads(lowering.read(other), otherKind),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(count),
                     word(lowering.elements(other)),
                     word(slicing.inner),
                     word(slicing.extent),
                     word(slicing.first),
                     word(slicing.end),
                     word(static_cast<float>(slicing.scale)),
                     word(static_cast<float>(slicing.offset))};
    dispatch.groups = elementGroups(lowering, count, elementsPerLane);
    lowering.add(std::move(dispatch));
}

void lowerAdd(Lowering& lowering, const Node& node)
{
    lowerElements(lowering, node, Operation::Add, noActivation, {});
}

void lowerMultiply(Lowering& lowering, const Node& node)
{
    lowerElements(lowering, node, Operation::Multiply, noActivation, {});
}

void lowerActivate(Lowering& lowering, const Node& node)
{
    const auto function = activationNumber(node.attributes.word("function"));
    lowerElements(lowering, node, Operation::Activate, function, {});
}

void lowerEditSlice(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto axis = node.attributes.integer("axis");
    Slicing slicing;
    for (auto i = static_cast<std::size_t>(axis) + 1; i < shape.rank(); ++i) {
        slicing.inner *= shape.extents()[i];
    }
    slicing.extent = shape[axis];
    slicing.first = node.attributes.integer("first");
    slicing.end = slicing.first + node.attributes.integer("count");
    slicing.scale = node.attributes.number("scale");
    slicing.offset = node.attributes.number("offset");
    lowerElements(lowering, node, Operation::EditSlice, noActivation, slicing);
}

const Registry<OpLowering>::Entry
    addEntry(std::make_unique<OpLowering>(OpLowering{"add", lowerAdd}));
const Registry<OpLowering>::Entry
    multiplyEntry(std::make_unique<OpLowering>(OpLowering{"multiply", lowerMultiply}));
const Registry<OpLowering>::Entry
    activateEntry(std::make_unique<OpLowering>(OpLowering{"activate", lowerActivate}));
const Registry<OpLowering>::Entry
    editSliceEntry(std::make_unique<OpLowering>(OpLowering{"edit_slice", lowerEditSlice}));

} // namespace

} // namespace saccade
