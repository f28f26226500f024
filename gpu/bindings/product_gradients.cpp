// Lowerings of what lies before attention and products with weights.
#include "gpu/bindings/elements.h"
#include "gpu/bindings/products.h"
#include "gpu/lowering.h"

#include <algorithm>

namespace saccade
{

namespace
{

Binding numbers(Lowering& lowering, std::uint32_t value)
{
    return reads(lowering.read(value), elementKind(lowering, value));
}

void lowerMixTransposed(Lowering& lowering, const Node& node)
{
    constexpr std::int64_t keysAtOnce = 4;                // as in attention_mix_transposed.comp
    const auto& pattern = lowering.shape(node.inputs[0]); // [heads, n, capacity]
    const auto width = lowering.shape(node.inputs[1])[2];
    const auto keyHeads = node.attributes.integer("key_heads");
    const auto sharing = pattern[0] / keyHeads;
    Dispatch dispatch;
    dispatch.shader = "attention_mix_transposed";
    dispatch.bindings = {numbers(lowering, node.inputs[0]), numbers(lowering, node.inputs[1]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(sharing), word(pattern[1]), word(pattern[2]), word(width)};
    dispatch.groups = static_cast<std::uint64_t>(keyHeads) * ceiling(pattern[2], keysAtOnce) *
                      ceiling(width, lowering.tuning().lanes);
    dispatch.iterations = static_cast<std::uint64_t>(sharing * pattern[1]);
    lowering.add(std::move(dispatch));
}

void lowerSoftCap(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.outputs[0]); // [heads, n, capacity]
    const bool hasBias = node.inputs.size() > 2;
    const auto bias = hasBias ? lowering.shape(node.inputs[2]) : Shape{1, 1, 1};
    Dispatch dispatch;
    dispatch.shader = "soft_cap_gradient";
    dispatch.constants = {hasBias ? 1U : 0U, elementsPerLane};
    dispatch.bindings = {numbers(lowering, node.inputs[0]), numbers(lowering, node.inputs[1]),
                         numbers(lowering, node.inputs.back()),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements()),
                     word(shape[1]),
                     word(shape[2]),
                     bias[0] == 1 ? 0 : word(bias[1] * bias[2]),
                     bias[1] == 1 ? 0 : word(bias[2]),
                     word(static_cast<float>(node.attributes.number("cap")))};
    dispatch.groups = elementGroups(lowering, shape.elements(), elementsPerLane);
    lowering.add(std::move(dispatch));
}

/// Rows of a weight that one dispatch may read: a multiple that keeps views aligned.
std::int64_t rowsOfDispatch(const Lowering& lowering)
{
    const auto most = lowering.tuning().largestIterations;
    return most == 0 ? std::int64_t{1} << 30 : static_cast<std::int64_t>(most) / 16 * 16;
}

struct TransposedProduct {
    View x;
    View y;
    std::int64_t n = 0;
    std::int64_t inputs = 0;
    std::int64_t width = 0;
    WeightLayoutOnDevice layout;
};

/// Rows firstRow … firstRow + rows − 1 of y, from `count` rows of the weight that begin within the
/// part.
void multiply(Lowering& lowering, const TransposedProduct& product, const WeightPart& part,
              std::int64_t start, std::int64_t count, std::int64_t firstRow, std::int64_t rows)
{
    const auto& layout = product.layout;
    const auto tileRows = std::min<std::int64_t>(rows, 8);
    const auto first = part.first + start;
    const auto rowBytes = static_cast<std::uint64_t>(product.width) * 4;
    const auto weightBytes = static_cast<std::uint64_t>(layout.rowBytes());
    const auto y = product.y.part(static_cast<std::uint64_t>(firstRow) * rowBytes,
                                  static_cast<std::uint64_t>(rows) * rowBytes);
    Dispatch dispatch;
    dispatch.shader = "linear_transposed";
    dispatch.constants = {static_cast<std::uint32_t>(layout.type),
                          product.inputs % 4 == 0 ? 1U : 0U, first == 0 ? 0U : 1U, word(tileRows)};
    dispatch.bindings = {reads(product.x, BindingKind::Float4),
                         reads(product.x, BindingKind::Float1),
                         reads(part.view.part(static_cast<std::uint64_t>(start) * weightBytes,
                                              static_cast<std::uint64_t>(count) * weightBytes),
                               BindingKind::Word4),
                         writes(y, first == 0 ? Access::Write : Access::ReadWrite)};
    dispatch.push = {
        word(firstRow + rows),   word(product.inputs), word(product.width), word(layout.rowTexels),
        word(layout.scaleTexel), word(first),          word(count),         word(firstRow)};
    const auto columns = ceiling(product.width, 4);
    dispatch.groups = ceiling(static_cast<std::int64_t>(columns), lowering.tuning().lanes) *
                      ceiling(rows, tileRows);
    dispatch.iterations = ceiling(count, 4);
    lowering.add(std::move(dispatch));
}

void lowerLinearTransposed(Lowering& lowering, const Node& node)
{
    const auto weight = lowering.weight(node.inputs[1], ConstantForm::Rows);
    TransposedProduct product;
    product.x = lowering.read(node.inputs[0]);
    product.y = lowering.write(node.outputs[0]);
    product.n = lowering.shape(node.outputs[0])[0];
    product.inputs = lowering.shape(node.inputs[0])[1];
    product.width = lowering.shape(node.outputs[0])[1];
    product.layout = weight.layout;
    const auto rows = rowsPerBinding(lowering, product.width);
    const auto most = rowsOfDispatch(lowering);
    for (std::int64_t first = 0; first < product.n; first += rows) {
        for (const auto& part : weight.parts) {
            for (std::int64_t start = 0; start < part.rows; start += most) {
                multiply(lowering, product, part, start, std::min(most, part.rows - start), first,
                         std::min(rows, product.n - first));
            }
        }
    }
}

void fillZeros(Lowering& lowering, const View& view, std::int64_t count)
{
    Dispatch dispatch;
    dispatch.shader = "fill_zeros";
    dispatch.constants = {elementsPerLane};
    dispatch.bindings = {writes(view)};
    dispatch.push = {word(count)};
    dispatch.groups = elementGroups(lowering, count, elementsPerLane);
    lowering.add(std::move(dispatch));
}

void lowerScatterRows(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [n, width]
    const auto& table = lowering.shape(node.outputs[0]);
    const auto y = lowering.write(node.outputs[0]);
    fillZeros(lowering, y, table.elements());
    Dispatch dispatch;
    dispatch.shader = "scatter_rows";
    dispatch.constants = {word(node.attributes.integer("range"))};
    dispatch.bindings = {numbers(lowering, node.inputs[0]),
                         reads(lowering.read(node.inputs[1]), BindingKind::Integer1),
                         writes(y, Access::ReadWrite)};
    dispatch.push = {word(shape[0]), word(shape[1]), word(table[0])};
    dispatch.groups = elementGroups(lowering, shape[1], 1);
    dispatch.iterations = static_cast<std::uint64_t>(shape[0]);
    lowering.add(std::move(dispatch));
}

void lowerChooseGradient(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]); // [n, experts]
    const auto k = lowering.shape(node.inputs[1])[1];
    Dispatch dispatch;
    dispatch.shader = "choose_experts_gradient";
    dispatch.bindings = {numbers(lowering, node.inputs[0]),
                         reads(lowering.read(node.inputs[1]), BindingKind::Integer1),
                         numbers(lowering, node.inputs[2]), numbers(lowering, node.inputs[3]),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape[0]), word(shape[1]), word(k),
                     word(node.attributes.integer("renormalise"))};
    dispatch.groups = elementGroups(lowering, shape[0], 1);
    dispatch.iterations = static_cast<std::uint64_t>(shape[1] + 2 * k);
    lowering.add(std::move(dispatch));
}

void lowerExpertsTransposed(Lowering& lowering, const Node& node)
{
    const auto& x = lowering.shape(node.inputs[0]);  // [n·k, out]
    const auto& y = lowering.shape(node.outputs[0]); // [n or n·k, in]
    const auto view = lowering.write(node.outputs[0]);
    fillZeros(lowering, view, y.elements());
    for (std::size_t input = 2; input < node.inputs.size(); ++input) {
        const auto weight = lowering.weight(node.inputs[input], ConstantForm::Rows);
        const auto& layout = weight.layout;
        for (const auto& part : weight.parts) {
            Dispatch dispatch;
            dispatch.shader = "expert_linear_transposed";
            dispatch.constants = {static_cast<std::uint32_t>(layout.type)};
            dispatch.bindings = {numbers(lowering, node.inputs[0]),
                                 reads(part.view, BindingKind::Word4),
                                 reads(lowering.read(node.inputs[1]), BindingKind::Integer1),
                                 writes(view, Access::ReadWrite)};
            dispatch.push = {word(x[1]),
                             word(y[1]),
                             word(layout.rowTexels),
                             word(layout.scaleTexel),
                             word(part.first),
                             word(part.rows),
                             static_cast<std::uint32_t>(input - 2),
                             word(x[0] / y[0])};
            dispatch.groups =
                ceiling(static_cast<std::int64_t>(ceiling(y[1], 4)), lowering.tuning().lanes) *
                static_cast<std::uint64_t>(y[0]);
            dispatch.iterations = static_cast<std::uint64_t>(x[0] / y[0] * (part.rows + 1));
            lowering.add(std::move(dispatch));
        }
    }
}

const Registry<OpLowering>::Entry mixTransposedEntry(std::make_unique<OpLowering>(OpLowering{
    "attention_mix_transposed", lowerMixTransposed}));
const Registry<OpLowering>::Entry
    softCapEntry(std::make_unique<OpLowering>(OpLowering{"soft_cap_gradient", lowerSoftCap}));
const Registry<OpLowering>::Entry linearTransposedEntry(std::make_unique<OpLowering>(OpLowering{
    "linear_transposed", lowerLinearTransposed}));
const Registry<OpLowering>::Entry
    scatterRowsEntry(std::make_unique<OpLowering>(OpLowering{"scatter_rows", lowerScatterRows}));
const Registry<OpLowering>::Entry chooseGradientEntry(std::make_unique<OpLowering>(OpLowering{
    "choose_experts_gradient", lowerChooseGradient}));
const Registry<OpLowering>::Entry expertsTransposedEntry(std::make_unique<OpLowering>(OpLowering{
    "expert_linear_transposed", lowerExpertsTransposed}));

} // namespace

} // namespace saccade
