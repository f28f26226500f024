#include "core/graph/ops/rotary.h"

#include "core/base/error.h"
#include "core/graph/ops/gradient_parts.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <functional>

namespace saccade
{

namespace
{

std::vector<OutputType> rotaryRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 3, QT_TRANSLATE_NOOP("Error", "Three inputs are needed."));
    const auto& x = inputs[0];
    const auto& frequencies = inputs[2];
    requireShapes(x.dtype() == DType::F32 && x.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [heads, n, head_width]."));
    requireShapes(inputs[1].dtype() == DType::I32 && inputs[1].shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
    requireShapes(
        frequencies.graph->info(frequencies).source == ValueSource::Constant &&
            frequencies.dtype() == DType::F32 && frequencies.shape().rank() == 1,
        QT_TRANSLATE_NOOP("Error", "The frequencies must be a constant F32 [rotated / 2]."));
    requireShapes(frequencies.shape()[0] > 0 && frequencies.shape()[0] <= x.shape()[2] / 2,
                  QT_TRANSLATE_NOOP("Error", "There are more frequencies than pairs of channels."));
    return {{DType::F32, x.shape()}};
}

/// Turned back: the transpose of a rotation.
std::vector<std::optional<Value>> rotaryBackward(const BackwardStep& step)
{
    if (step.wanted[2]) {
        refuseGradient("rotary", "frequencies");
    }
    auto& graph = *step.inputs[2].graph;
    const auto& frequencies = graph.info(step.inputs[2]).constant;
    Tensor backward = Tensor::allocate(DType::F32, frequencies.shape());
    std::ranges::transform(frequencies.floats(), backward.mutableFloats().begin(), std::negate<>());
    const bool halves = step.attributes.word("pairs") == "halves";
    auto found = noGradients(step);
    found[0] = rotary(cotangentOf(step), step.inputs[1], graph.constant(std::move(backward)),
                      halves ? RotaryPairs::Halves : RotaryPairs::Neighbours,
                      step.attributes.number("magnitude"));
    return found;
}

} // namespace

const Op rotaryOp{"rotary", "pairs of channels turned by position · frequency", rotaryRule,
                  rotaryBackward};

Value rotary(Value x, Value first, Value frequencies, RotaryPairs pairs, double magnitude)
{
    const std::string word = pairs == RotaryPairs::Halves ? "halves" : "neighbours";
    return x.graph
        ->apply(rotaryOp, std::array{x, first, frequencies},
                {{"pairs", word}, {"magnitude", magnitude}})
        .front();
}

} // namespace saccade
