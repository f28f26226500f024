// Lowerings of core/graph/ops/linear.h.
#include "core/graph/ops/linear.h"

#include "gpu/bindings/elements.h"
#include "gpu/bindings/products.h"
#include "gpu/lowering.h"

#include <algorithm>

namespace saccade
{

namespace
{

/// As weights.glsl counts them: parts of four weights.
std::int64_t partsOfUnit(WeightType type)
{
    switch (type) {
    case WeightType::F32:
        return 1;
    case WeightType::F16:
    case WeightType::BF16:
        return 2;
    default:
        return 8;
    }
}

struct Product {
    View x;
    View y;
    View bias;     // x where there is none
    View residual; // x where there is none
    std::int64_t n = 0;
    std::int64_t outputs = 0;
    Weight weight;
    std::vector<std::uint32_t> constants; // hasBias, activation, hasResidual
};

/// Rows firstRow … firstRow + rows − 1 with one part of the weight.
void multiply(Lowering& lowering, const Product& product, const WeightPart& part,
              std::int64_t firstRow, std::int64_t rows)
{
    const auto& tuning = lowering.tuning();
    const auto& layout = product.weight.layout;
    const bool isVector = rows <= tuning.vectorRows;
    const auto tileRows = isVector ? static_cast<std::uint32_t>(rows) : tuning.matrixRows;
    const auto tileColumns =
        isVector ? std::min(tuning.vectorColumns, tuning.lanes) : tuning.matrixColumns;
    const auto rowBytes = static_cast<std::uint64_t>(product.outputs) * 4;
    Dispatch dispatch;
    dispatch.shader = isVector ? "mat_vec" : "mat_mul";
    dispatch.constants = {static_cast<std::uint32_t>(layout.type), endsWithUnits(layout) ? 1U : 0U};
    dispatch.constants.insert(dispatch.constants.end(), product.constants.begin(),
                              product.constants.end());
    dispatch.constants.insert(dispatch.constants.end(), {tileRows, tileColumns});
    dispatch.bindings = {reads(product.x, BindingKind::Float4),
                         reads(product.x, BindingKind::Float1),
                         reads(part.view, BindingKind::Word4),
                         reads(product.bias, BindingKind::Float1),
                         reads(product.residual, BindingKind::Float1),
                         writes(product.y.part(static_cast<std::uint64_t>(firstRow) * rowBytes,
                                               static_cast<std::uint64_t>(rows) * rowBytes))};
    dispatch.push = {word(firstRow + rows),  word(layout.width),      word(layout.units),
                     word(layout.rowTexels), word(layout.scaleTexel), word(part.rows),
                     word(part.first),       word(product.outputs),   word(firstRow)};
    if (isVector) {
        dispatch.groups = ceiling(part.rows, tileColumns);
        dispatch.iterations = ceiling(layout.units, tuning.lanes);
    } else {
        dispatch.groups =
            ceiling(rows, tileRows) * ceiling(part.rows, std::int64_t{tuning.lanes} * tileColumns);
        dispatch.iterations = static_cast<std::uint64_t>(layout.units * partsOfUnit(layout.type));
    }
    lowering.add(std::move(dispatch));
}

void lowerLinear(Lowering& lowering, const Node& node)
{
    const bool isTransposed = node.attributes.word("layout") == "input_output";
    const auto epilogue = lowering.epilogue(node);
    const bool hasBias = node.inputs.size() == 3;
    Product product;
    product.x = lowering.read(node.inputs[0]);
    product.weight = lowering.weight(node.inputs[1],
                                     isTransposed ? ConstantForm::Transposed : ConstantForm::Rows);
    product.bias = hasBias ? lowering.read(node.inputs[2]) : product.x;
    product.residual = epilogue.residual ? lowering.read(*epilogue.residual) : product.x;
    product.y = lowering.write(epilogue.result);
    product.n = lowering.shape(epilogue.result)[0];
    product.outputs = lowering.shape(epilogue.result)[1];
    product.constants = {hasBias ? 1U : 0U,
                         epilogue.function.empty() ? noActivation
                                                   : activationNumber(epilogue.function),
                         epilogue.residual ? 1U : 0U};
    const auto rows = rowsPerBinding(lowering, product.outputs);
    for (std::int64_t first = 0; first < product.n; first += rows) {
        for (const auto& part : product.weight.parts) {
            multiply(lowering, product, part, first, std::min(rows, product.n - first));
        }
    }
}

void lookUpRows(Lowering& lowering, const Node& node, std::uint32_t isRange)
{
    const auto& shape = lowering.shape(node.outputs[0]); // [n, width]
    const auto table = lowering.weight(node.inputs[0], ConstantForm::Rows);
    const auto ids = lowering.read(node.inputs[1]);
    const auto y = lowering.write(node.outputs[0]);
    const auto& layout = table.layout;
    for (const auto& part : table.parts) {
        Dispatch dispatch;
        dispatch.shader = "look_up";
        dispatch.constants = {static_cast<std::uint32_t>(layout.type), isRange};
        dispatch.bindings = {reads(ids, BindingKind::Word1), reads(part.view, BindingKind::Word4),
                             writes(y)};
        dispatch.push = {word(shape[1]),          word(layout.units), word(layout.rowTexels),
                         word(layout.scaleTexel), word(layout.rows),  word(part.first),
                         word(part.rows)};
        dispatch.groups = static_cast<std::uint64_t>(shape[0]);
        dispatch.iterations = ceiling(layout.units, lowering.tuning().lanes);
        lowering.add(std::move(dispatch));
    }
}

void lowerLookUp(Lowering& lowering, const Node& node)
{
    lookUpRows(lowering, node, 0);
}

void lowerLookUpRange(Lowering& lowering, const Node& node)
{
    lookUpRows(lowering, node, 1);
}

const Registry<OpLowering>::Entry
    linearEntry(std::make_unique<OpLowering>(OpLowering{"linear", lowerLinear}));
const Registry<OpLowering>::Entry
    lookUpEntry(std::make_unique<OpLowering>(OpLowering{"look_up", lowerLookUp}));
const Registry<OpLowering>::Entry lookUpRangeEntry(std::make_unique<OpLowering>(OpLowering{
    lookUpRangeOp.name, lowerLookUpRange}));

} // namespace

} // namespace saccade
