// Lowerings of core/graph/ops/normalisation.h and rotary.h.
#include "core/graph/ops/normalisation.h"

#include "core/graph/ops/rotary.h"
#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

namespace saccade
{

namespace
{

/// As normalise.comp numbers them.
enum class Norm : std::uint32_t { RootMeanSquare, Layer, Length };

void normalise(Lowering& lowering, const Node& node, Norm norm)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    const auto width = shape[-1];
    const auto x = lowering.read(node.inputs[0]);
    // Where there is no weight or no bias, what stands in for it is not read.
    const auto weightInput = norm == Norm::Length ? node.inputs[0] : node.inputs[1];
    const auto weight = lowering.read(weightInput);
    const auto bias = lowering.read(node.inputs.back());
    const auto weightKind = elementKind(lowering, weightInput);
    const auto weightFour = fourKind(lowering, weightInput);
    const auto biasKind = elementKind(lowering, node.inputs.back());
    const auto biasFour = fourKind(lowering, node.inputs.back());
    Dispatch dispatch;
    dispatch.shader = "normalise";
    dispatch.constants = {static_cast<std::uint32_t>(norm), width % 4 == 0 ? 1U : 0U};
    dispatch.bindings = {reads(x, BindingKind::Float4),
                         reads(x, BindingKind::Float1),
                         reads(weight, weightFour),
                         reads(weight, weightKind),
                         reads(bias, biasFour),
                         reads(bias, biasKind),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(width), word(static_cast<float>(node.attributes.number("epsilon")))};
    dispatch.groups = static_cast<std::uint64_t>(width == 0 ? 0 : shape.rows());
    dispatch.iterations = static_cast<std::uint64_t>(3 * (width / 4 / lowering.tuning().lanes + 1));
    lowering.add(std::move(dispatch));
}

void lowerLayerNorm(Lowering& lowering, const Node& node)
{
    normalise(lowering, node, Norm::Layer);
}

void lowerRmsNorm(Lowering& lowering, const Node& node)
{
    normalise(lowering, node, Norm::RootMeanSquare);
}

void lowerLengthNorm(Lowering& lowering, const Node& node)
{
    normalise(lowering, node, Norm::Length);
}

void lowerSoftmax(Lowering& lowering, const Node& node)
{
    const auto& shape = lowering.shape(node.inputs[0]);
    Dispatch dispatch;
    dispatch.shader = "softmax";
    dispatch.bindings = {reads(lowering.read(node.inputs[0]), BindingKind::Float1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape[-1])};
    dispatch.groups = static_cast<std::uint64_t>(shape[-1] == 0 ? 0 : shape.rows());
    dispatch.iterations = static_cast<std::uint64_t>(3 * (shape[-1] / lowering.tuning().lanes + 1));
    lowering.add(std::move(dispatch));
}

void lowerRotary(Lowering& lowering, const Node& node)
{
    constexpr std::uint32_t perLane = 4;
    const auto& shape = lowering.shape(node.inputs[0]); // [heads, n, d]
    Dispatch dispatch;
    dispatch.shader = "rotary";
    dispatch.constants = {node.attributes.word("pairs") == "halves" ? 1U : 0U, perLane};
    dispatch.bindings = {reads(lowering.read(node.inputs[0]), BindingKind::Float1),
                         reads(lowering.read(node.inputs[1]), BindingKind::Integer1),
                         reads(lowering.read(node.inputs[2]), BindingKind::Float1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements()), word(shape[1]), word(shape[2]),
                     word(lowering.elements(node.inputs[2])),
                     word(static_cast<float>(node.attributes.number("magnitude")))};
    dispatch.groups = elementGroups(lowering, shape.elements(), perLane);
    lowering.add(std::move(dispatch));
}

const Registry<OpLowering>::Entry
    layerNormEntry(std::make_unique<OpLowering>(OpLowering{"layer_norm", lowerLayerNorm}));
const Registry<OpLowering>::Entry
    rmsNormEntry(std::make_unique<OpLowering>(OpLowering{"rms_norm", lowerRmsNorm}));
const Registry<OpLowering>::Entry
    lengthNormEntry(std::make_unique<OpLowering>(OpLowering{"length_norm", lowerLengthNorm}));
const Registry<OpLowering>::Entry
    softmaxEntry(std::make_unique<OpLowering>(OpLowering{"softmax", lowerSoftmax}));
const Registry<OpLowering>::Entry
    rotaryEntry(std::make_unique<OpLowering>(OpLowering{"rotary", lowerRotary}));

} // namespace

} // namespace saccade
