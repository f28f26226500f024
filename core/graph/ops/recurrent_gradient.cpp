#include "core/graph/ops/recurrent_gradient.h"

#include "core/base/error.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/gradient_parts.h"
#include "core/graph/ops/layout.h"

#include <QtGlobal>
#include <algorithm>
#include <tuple>

namespace saccade
{

namespace
{

/// Gradients of all inputs but the last `given`, which the backward alone reads.
std::vector<OutputType> gradientRule(std::span<const Value> inputs, std::size_t count,
                                     std::size_t given)
{
    constexpr const char* misfit =
        QT_TRANSLATE_NOOP("Error", "The inputs of the recurrence do not fit together.");
    requireShapes(inputs.size() == count, misfit);
    requireShapes(
        std::ranges::all_of(inputs, [](const Value& x) { return x.dtype() == DType::F32; }),
        QT_TRANSLATE_NOOP("Error", "A recurrence needs F32 inputs."));
    const auto& y = inputs[0].shape();
    requireShapes(
        std::ranges::all_of(inputs.last(given), [&](const Value& x) { return x.shape() == y; }),
        misfit);
    std::vector<OutputType> outputs;
    for (const auto& input : inputs.first(count - given)) {
        outputs.push_back({DType::F32, input.shape()});
    }
    return outputs;
}

template <std::size_t count, std::size_t given>
std::vector<OutputType> ruleOf(std::span<const Value> inputs, const Attributes&)
{
    return gradientRule(inputs, count, given);
}

void refuseState(const BackwardStep& step, const char* op)
{
    if (step.wanted[0]) {
        refuseGradient(op, "state");
    }
}

/// Row t is row t − shift of x, with zeros before.
Value shifted(Value x, std::int64_t shift)
{
    const auto n = x.shape()[0];
    if (shift == 0) {
        return x;
    }
    return shift < n ? placeSlice(rows(x, 0, n - shift), 0, shift, n) : zeros(*x.graph, x.shape());
}

/// Row t is row t + shift of x, with zeros behind.
Value shiftedBack(Value x, std::int64_t shift)
{
    const auto n = x.shape()[0];
    if (shift == 0) {
        return x;
    }
    return shift < n ? placeSlice(rows(x, shift, n - shift), 0, 0, n) : zeros(*x.graph, x.shape());
}

} // namespace

const Op selectiveScanGradientOp{"selective_scan_gradient", "what lies before selective_scan",
                                 ruleOf<6, 1>};
const Op wkv4GradientOp{"wkv4_gradient", "what lies before wkv4", ruleOf<6, 2>};
const Op wkv6GradientOp{"wkv6_gradient", "what lies before wkv6", ruleOf<6, 1>};
const Op wkv7GradientOp{"wkv7_gradient", "what lies before wkv7", ruleOf<7, 1>};

std::vector<std::optional<Value>> recurrentBackward(const BackwardStep& step, const Op& op,
                                                    Attributes attributes)
{
    refuseState(step, op.name.data());
    std::vector<Value> inputs(step.inputs.begin() + 1, step.inputs.end());
    inputs.push_back(cotangentOf(step));
    const auto found = inputs.front().graph->apply(op, inputs, std::move(attributes));
    std::vector<std::optional<Value>> result{std::nullopt};
    std::ranges::copy(found, std::back_inserter(result));
    return result;
}

std::vector<std::optional<Value>> wkv4Backward(const BackwardStep& step)
{
    refuseState(step, "wkv4");
    std::vector<Value> inputs(step.inputs.begin() + 1, step.inputs.end());
    inputs.push_back(step.outputs[0]);
    inputs.push_back(cotangentOf(step));
    const auto found = inputs.front().graph->apply(wkv4GradientOp, inputs);
    std::vector<std::optional<Value>> result{std::nullopt};
    std::ranges::copy(found, std::back_inserter(result));
    return result;
}

std::vector<std::optional<Value>> previousRowsBackward(const BackwardStep& step)
{
    refuseState(step, "previous_rows");
    return {std::nullopt, shiftedBack(cotangentOf(step), 1)};
}

/// Each of the K weights of a channel reads x with a shift of its own.
std::vector<std::optional<Value>> convolutionBackward(const BackwardStep& step)
{
    refuseState(step, "causal_convolution");
    auto found = noGradients(step);
    const auto y = cotangentOf(step);
    const auto& [x, weight] = std::tie(step.inputs[1], step.inputs[2]);
    const auto channels = weight.shape()[0];
    const auto size = weight.shape()[1];
    std::vector<Value> ofWeight; // [1, channels] each
    for (std::int64_t k = 0; k < size; ++k) {
        const auto shift = size - 1 - k;
        if (step.wanted[1]) {
            const auto own = reshape(columns(weight, k, 1), {channels});
            const auto part = multiply(shiftedBack(y, shift), own);
            found[1] = found[1] ? add(*found[1], part) : part;
        }
        if (step.wanted[2]) {
            ofWeight.push_back(sumLeading(multiply(y, shifted(x, shift)), {1, channels}));
        }
    }
    if (step.wanted[2]) {
        found[2] = transpose(concatenate(ofWeight));
    }
    if (step.inputs.size() == 4 && step.wanted[3]) {
        found[3] = sumLeading(y, {channels});
    }
    return found;
}

} // namespace saccade
