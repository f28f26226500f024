// Lowerings of core/graph/ops/experts.h.
#include "core/graph/ops/experts.h"

#include "gpu/bindings/elements.h"
#include "gpu/bindings/products.h"
#include "gpu/lowering.h"

#include <algorithm>

namespace saccade
{

namespace
{

void lowerChoose(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [n, experts]
    const auto k = node.attributes.integer("k");
    Dispatch dispatch;
    dispatch.shader = "choose_experts";
    dispatch.bindings = {reads(lowering.read(node.inputs[0]), BindingKind::Float1),
                         writes(lowering.write(node.outputs[0])),
                         writes(lowering.write(node.outputs[1]))};
    dispatch.push = {word(shape[0]), word(shape[1]), word(k),
                     word(node.attributes.integer("renormalise"))};
    dispatch.groups = elementGroups(lowering, shape[0], 1);
    dispatch.iterations = static_cast<std::uint64_t>(2 * k * (shape[1] + 1));
    lowering.add(std::move(dispatch));
}

struct ExpertProduct {
    View x;
    View experts;
    View y;
    std::int64_t rows = 0; // of y: n·k
    std::int64_t outputs = 0;
    std::int64_t rowShare = 1; // rows of y that read one row of x
    std::int64_t count = 0;    // experts
};

/// Rows firstRow … firstRow + rows − 1, as far as they have chosen this expert.
void multiply(Lowering& lowering, const ExpertProduct& product, const Weight& weight,
              std::int64_t expert, std::int64_t firstRow, std::int64_t rows)
{
    // A workgroup that finds no row of its expert has come for nothing: it looks at several.
    constexpr std::int64_t severalRows = 16;
    const auto& tuning = lowering.tuning();
    const auto& layout = weight.layout;
    const auto tileRows = rows <= severalRows ? std::int64_t{1} : severalRows;
    const auto tileColumns = std::min(tuning.vectorColumns, tuning.lanes);
    const auto rowBytes = static_cast<std::uint64_t>(product.outputs) * 4;
    for (const auto& part : weight.parts) {
        Dispatch dispatch;
        dispatch.shader = "expert_linear";
        dispatch.constants = {static_cast<std::uint32_t>(layout.type),
                              endsWithUnits(layout) ? 1U : 0U,
                              0,
                              noActivation,
                              0,
                              word(tileRows),
                              tileColumns};
        dispatch.bindings = {reads(product.x, BindingKind::Float4),
                             reads(product.x, BindingKind::Float1),
                             reads(part.view, BindingKind::Word4),
                             reads(product.x, BindingKind::Float1),
                             reads(product.x, BindingKind::Float1),
                             writes(product.y.part(static_cast<std::uint64_t>(firstRow) * rowBytes,
                                                   static_cast<std::uint64_t>(rows) * rowBytes),
                                    Access::Share),
                             reads(product.experts, BindingKind::Integer1)};
        dispatch.push = {word(firstRow + rows),  word(layout.width),      word(layout.units),
                         word(layout.rowTexels), word(layout.scaleTexel), word(part.rows),
                         word(part.first),       word(product.outputs),   word(firstRow),
                         word(expert),           word(product.count),     word(product.rowShare)};
        dispatch.groups = ceiling(part.rows, tileColumns) * ceiling(rows, tileRows);
        dispatch.iterations =
            static_cast<std::uint64_t>(tileRows) * (1 + ceiling(layout.units, tuning.lanes));
        lowering.add(std::move(dispatch));
    }
}

void lowerExpertLinear(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.outputs[0]); // [n·k, out]
    const auto rowsOfX = lowering.shape(node.inputs[0])[0];
    ExpertProduct product;
    product.x = lowering.read(node.inputs[0]);
    product.experts = lowering.read(node.inputs[1]);
    product.y = lowering.write(node.outputs[0]);
    product.rows = shape[0];
    product.outputs = shape[1];
    product.rowShare = rowsOfX == 0 ? 1 : shape[0] / rowsOfX;
    product.count = std::ssize(node.inputs) - 2;
    const auto most = rowsPerBinding(lowering, product.outputs);
    for (std::int64_t expert = 0; expert < product.count; ++expert) {
        const auto weight =
            lowering.weight(node.inputs[static_cast<std::size_t>(expert) + 2], ConstantForm::Rows);
        for (std::int64_t first = 0; first < product.rows; first += most) {
            multiply(lowering, product, weight, expert, first,
                     std::min(most, product.rows - first));
        }
    }
}

void lowerMix(Lowering& lowering, const Node& node)
{
    const auto k = lowering.shape(node.inputs[1])[1];
    const auto& shape = lowering.shape(node.outputs[0]); // [n, width]
    Dispatch dispatch;
    dispatch.shader = "mix_experts";
    dispatch.constants = {elementsPerLane};
    dispatch.bindings = {reads(lowering.read(node.inputs[0]), BindingKind::Float1),
                         reads(lowering.read(node.inputs[1]), BindingKind::Float1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements()), word(shape[1]), word(k)};
    dispatch.groups = elementGroups(lowering, shape.elements(), elementsPerLane);
    dispatch.iterations = static_cast<std::uint64_t>(k) * elementsPerLane;
    lowering.add(std::move(dispatch));
}

const Registry<OpLowering>::Entry
    chooseEntry(std::make_unique<OpLowering>(OpLowering{"choose_experts", lowerChoose}));
const Registry<OpLowering>::Entry
    expertLinearEntry(std::make_unique<OpLowering>(OpLowering{"expert_linear", lowerExpertLinear}));
const Registry<OpLowering>::Entry
    mixEntry(std::make_unique<OpLowering>(OpLowering{"mix_experts", lowerMix}));

} // namespace

} // namespace saccade
