#include "core/models/recurrent_parts.h"

#include <algorithm>

namespace saccade
{

Tensor flat(Weights& weights, const Checkpoint& checkpoint, const std::string& name,
            std::int64_t extent)
{
    const auto& tensor = checkpoint.tensor(name);
    if (tensor.elements() != extent) {
        return weights.vector(name, extent); // refuses it by name
    }
    return toF32(weights.array(name, tensor.shape())).reshaped({extent});
}

Tensor mapped(const Tensor& tensor, const std::function<float(float)>& function)
{
    const auto wide = toF32(tensor);
    auto result = Tensor::allocate(DType::F32, tensor.shape());
    std::ranges::transform(wide.floats(), result.mutableFloats().begin(), function);
    return result;
}

Tensor repeated(const Tensor& tensor, std::int64_t times)
{
    const auto wide = toF32(tensor);
    auto result = Tensor::allocate(DType::F32, {tensor.elements() * times});
    auto to = result.mutableFloats().begin();
    for (const auto value : wide.floats()) {
        to = std::fill_n(to, times, value);
    }
    return result;
}

Tensor filled(std::int64_t extent, float value)
{
    auto result = Tensor::allocate(DType::F32, {extent});
    std::ranges::fill(result.mutableFloats(), value);
    return result;
}

HeadParts headParts(std::int64_t width, std::int64_t heads)
{
    const auto d = width / heads;
    auto members = Tensor::allocate(DType::F32, {heads, width});
    for (std::int64_t channel = 0; channel < width; ++channel) {
        members.mutableFloats()[static_cast<std::size_t>(channel / d * width + channel)] = 1.0F;
    }
    return {heads, filled(d, 1.0F), filled(d, 0.0F), members};
}

Mix mixOf(const Tensor& share, MixShare kind)
{
    const auto rest = mapped(share, [](float value) { return 1.0F - value; });
    return kind == MixShare::OfCurrent ? Mix{share, rest} : Mix{rest, share};
}

Value RecurrentBlock::name(Value value, std::string_view part) const
{
    m_model.graph.setName(value, blockName(m_layer, part));
    return value;
}

Value RecurrentBlock::find(std::int64_t layer, std::string_view part) const
{
    return *m_model.graph.find(blockName(layer, part));
}

Value RecurrentBlock::state(std::string_view part, Shape shape) const
{
    return m_model.graph.state(blockName(m_layer, "state." + std::string(part)), DType::F32,
                               std::move(shape));
}

Value RecurrentBlock::kept(Value x, std::string_view part) const
{
    const auto width = x.shape()[1];
    const auto all = state(part, {1, m_shape.capacity, width});
    return writeState(all, reshape(x, {1, x.shape()[0], width}), m_model.first);
}

Value RecurrentBlock::norm(Value x, const RecurrentNorm& weights, double epsilon) const
{
    return layerNorm(x, constant(weights.weight), constant(weights.bias), epsilon);
}

Value RecurrentBlock::headNorm(Value x, const HeadParts& parts, const RecurrentNorm& weights,
                               double epsilon) const
{
    const auto n = x.shape()[0];
    const auto width = x.shape()[1];
    const auto normed = layerNorm(reshape(x, {n * parts.heads, width / parts.heads}),
                                  constant(parts.ones), constant(parts.zeros), epsilon);
    return add(multiply(reshape(normed, {n, width}), constant(weights.weight)),
               constant(weights.bias));
}

Value RecurrentBlock::spread(Value x, const HeadParts& parts) const
{
    return linear(x, constant(parts.members), WeightLayout::InputOutput);
}

Value RecurrentBlock::sums(Value x, const HeadParts& parts) const
{
    return linear(x, constant(parts.members));
}

Value RecurrentBlock::shifted(Value x, std::string_view part) const
{
    return previousRows(state(part, {1, x.shape()[1]}), x);
}

Value RecurrentBlock::mix(Value x, Value previous, const Mix& shares) const
{
    return add(multiply(x, constant(shares.current)),
               multiply(previous, constant(shares.previous)));
}

MatrixPlace RecurrentBlock::place(MatrixForm form) const
{
    return {m_model.first, m_shape.rows, m_shape.capacity, form};
}

void RecurrentBlock::addPatterns(const MatrixOf& matrix) const
{
    name(matrix(place(MatrixForm::PerHead)), "ssm.pattern");
    name(matrix(place(MatrixForm::MeanOfMagnitudes)), "ssm.mean_pattern");
}

void RecurrentBlock::addUnified(UnifiedParts parts) const
{
    parts.pattern = find(m_layer, "ssm.pattern");
    name(unifiedMatrix(parts, place(MatrixForm::PerHead)), "ssm.unified_pattern");
    name(unifiedMatrix(parts, place(MatrixForm::MeanOfMagnitudes)), "ssm.mean_unified_pattern");
}

void addSelectiveMatrices(const RecurrentBlock& block, Value x, double epsilon,
                          const SelectiveScan& scan, UnifiedParts unified)
{
    SelectiveScan kept = scan;
    kept.steps = block.kept(scan.steps, "steps");
    kept.keys = block.kept(scan.keys, "keys");
    block.addPatterns([&](const MatrixPlace& place) { return selectiveMatrix(kept, place); });
    auto& before = *unified.before;
    before.activations =
        block.kept(activate(before.activations, Activation::Sigmoid), "activations");
    before.norms = block.kept(normFactors(x, 1, Centring::None, epsilon), "norms");
    block.addUnified(std::move(unified));
}

Value addChannelMixing(const RecurrentBlock& block, Value x, const ChannelMixing& weights,
                       double scale)
{
    const auto previous = block.shifted(x, "mlp");
    const auto key = project(block.mix(x, previous, weights.keyMix), weights.key);
    const auto hidden = block.name(activate(key, Activation::ReluSquared), "mlp.hidden");
    auto result = project(hidden, weights.value);
    if (weights.gate) {
        const auto received =
            project(block.mix(x, previous, weights.gate->mix), weights.gate->receptance);
        result = multiply(activate(received, Activation::Sigmoid), result);
    }
    result = scale == 1.0 ? result : affine(result, scale);
    return block.name(result, "mlp.output");
}

AttentionPart recurrentPart(std::int64_t layers, std::int64_t heads)
{
    return {.values = "blocks.*.ssm", .layers = layers, .heads = heads, .implicit = true};
}

} // namespace saccade
