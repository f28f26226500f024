#include "core/graph/ops/layout.h"

#include "core/base/error.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/gradient_parts.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

void requireFloat(std::span<const Value> inputs, std::size_t rank)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "One F32 input is needed."));
    requireShapes(inputs[0].shape().rank() == rank,
                  QT_TRANSLATE_NOOP("Error", "The input has the wrong number of axes."));
}

void requireSlice(const Attributes& attributes, std::int64_t extent)
{
    const auto first = attributes.integer("first");
    const auto count = attributes.integer("count");
    requireShapes(first >= 0 && count > 0 && first <= extent && count <= extent - first,
                  QT_TRANSLATE_NOOP("Error", "The slice lies outside."));
}

std::vector<OutputType> columnsRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireFloat(inputs, 2);
    requireSlice(attributes, inputs[0].shape()[1]);
    return {{DType::F32, Shape{inputs[0].shape()[0], attributes.integer("count")}}};
}

std::vector<OutputType> splitHeadsRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireFloat(inputs, 2);
    const auto& shape = inputs[0].shape();
    const auto heads = attributes.integer("heads");
    requireShapes(heads > 0 && shape[1] % heads == 0,
                  QT_TRANSLATE_NOOP("Error", "The heads must divide the width."));
    return {{DType::F32, Shape{heads, shape[0], shape[1] / heads}}};
}

std::vector<OutputType> mergeHeadsRule(std::span<const Value> inputs, const Attributes&)
{
    requireFloat(inputs, 3);
    const auto& shape = inputs[0].shape();
    return {{DType::F32, Shape{shape[1], shape[0] * shape[2]}}};
}

std::vector<OutputType> rowsRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32 &&
                      inputs[0].shape().rank() > 0,
                  QT_TRANSLATE_NOOP("Error", "One F32 input with rows is needed."));
    requireSlice(attributes, inputs[0].shape()[0]);
    auto extents = inputs[0].shape().extents();
    extents[0] = attributes.integer("count");
    return {{DType::F32, Shape(std::move(extents))}};
}

std::vector<OutputType> reshapeRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1, QT_TRANSLATE_NOOP("Error", "One input is needed."));
    std::vector<std::int64_t> extents;
    for (std::int64_t i = 0; i < attributes.integer("rank"); ++i) {
        extents.push_back(attributes.integer("extent" + std::to_string(i)));
    }
    Shape shape(std::move(extents));
    requireShapes(shape.elements() == inputs[0].shape().elements(),
                  QT_TRANSLATE_NOOP("Error", "The number of elements differs."));
    return {{inputs[0].dtype(), std::move(shape)}};
}

std::vector<OutputType> writeStateRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(inputs.size() == 3, QT_TRANSLATE_NOOP("Error", "Three inputs are needed."));
    const auto& state = inputs[0];
    const auto& newRows = inputs[1];
    requireShapes(state.graph->info(state).source == ValueSource::State,
                  QT_TRANSLATE_NOOP("Error", "The first input must be a state."));
    requireShapes((state.dtype() == DType::F32 || state.dtype() == DType::F16) &&
                      state.shape().rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "The state must be F32 or F16 [heads, capacity, d]."));
    requireShapes(
        newRows.dtype() == DType::F32 && newRows.shape().rank() == 3 &&
            newRows.shape()[0] == state.shape()[0] && newRows.shape()[2] == state.shape()[2],
        QT_TRANSLATE_NOOP("Error", "The rows must be F32 of the state's heads and width."));
    requireShapes(newRows.shape()[1] <= state.shape()[1],
                  QT_TRANSLATE_NOOP("Error", "There are more rows than the state holds."));
    requireShapes(inputs[2].dtype() == DType::I32 && inputs[2].shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
    return {{state.dtype(), state.shape()}};
}

std::vector<OutputType> concatenateRule(std::span<const Value> inputs, const Attributes&)
{
    requireShapes(!inputs.empty(), QT_TRANSLATE_NOOP("Error", "At least one input is needed."));
    auto extents = inputs[0].shape().extents();
    requireShapes(!extents.empty(), QT_TRANSLATE_NOOP("Error", "The parts must have rows."));
    extents[0] = 0;
    for (const auto& part : inputs) {
        requireShapes(part.dtype() == DType::F32,
                      QT_TRANSLATE_NOOP("Error", "The parts must be F32."));
        const auto& own = part.shape().extents();
        requireShapes(own.size() == extents.size() &&
                          std::equal(own.begin() + 1, own.end(), extents.begin() + 1),
                      QT_TRANSLATE_NOOP("Error", "The parts may differ in the first extent only."));
        requireShapes(!__builtin_add_overflow(extents[0], own[0], extents.data()),
                      QT_TRANSLATE_NOOP("Error", "The parts have too many rows."));
    }
    return {{DType::F32, Shape(std::move(extents))}};
}

std::vector<OutputType> transposeRule(std::span<const Value> inputs, const Attributes&)
{
    requireFloat(inputs, 2);
    const auto& shape = inputs[0].shape();
    return {{DType::F32, Shape{shape[1], shape[0]}}};
}

std::vector<OutputType> meanRowsRule(std::span<const Value> inputs, const Attributes&)
{
    requireFloat(inputs, 2);
    requireShapes(inputs[0].shape()[0] > 0,
                  QT_TRANSLATE_NOOP("Error", "One F32 input with rows is needed."));
    return {{DType::F32, Shape{1, inputs[0].shape()[1]}}};
}

/// How many places a window has along an axis.
std::int64_t places(std::int64_t extent, std::int64_t length, std::int64_t stride,
                    std::int64_t padding)
{
    constexpr std::int64_t largest = std::int64_t{1} << 31;
    const auto isSane = [](std::int64_t value, std::int64_t least) {
        return value >= least && value < largest;
    };
    requireShapes(isSane(extent, 1) && isSane(length, 1) && isSane(stride, 1) && isSane(padding, 0),
                  QT_TRANSLATE_NOOP("Error", "The window's sizes must be positive."));
    requireShapes(length <= extent + 2 * padding,
                  QT_TRANSLATE_NOOP("Error", "The window is larger than what it looks at."));
    return (extent + 2 * padding - length) / stride + 1;
}

std::vector<OutputType> unfoldRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireFloat(inputs, 3);
    const auto& shape = inputs[0].shape(); // [channels, height, width]
    const auto height = attributes.integer("height");
    const auto width = attributes.integer("width");
    const auto down =
        places(shape[1], height, attributes.integer("stride_y"), attributes.integer("padding_y"));
    const auto across =
        places(shape[2], width, attributes.integer("stride_x"), attributes.integer("padding_x"));
    // Products that do not fit are refused where the extents are multiplied.
    const Shape window{shape[0], height, width};
    return {{DType::F32, Shape{Shape{down, across}.elements(), window.elements()}}};
}

using Gradients = std::vector<std::optional<Value>>;

Gradients columnsBackward(const BackwardStep& step)
{
    return {placeSlice(cotangentOf(step), 1, step.attributes.integer("first"),
                       step.inputs[0].shape()[1])};
}

Gradients splitHeadsBackward(const BackwardStep& step)
{
    return {mergeHeads(cotangentOf(step))};
}

Gradients mergeHeadsBackward(const BackwardStep& step)
{
    return {splitHeads(cotangentOf(step), step.inputs[0].shape()[0])};
}

Gradients rowsBackward(const BackwardStep& step)
{
    return {placeSlice(cotangentOf(step), 0, step.attributes.integer("first"),
                       step.inputs[0].shape()[0])};
}

Gradients reshapeBackward(const BackwardStep& step)
{
    return {reshape(cotangentOf(step), step.inputs[0].shape())};
}

Gradients writeStateBackward(const BackwardStep& step)
{
    if (step.wanted[0]) {
        refuseGradient("write_state", "state");
    }
    auto found = noGradients(step);
    found[1] = headRows(cotangentOf(step), step.inputs[2], step.inputs[1].shape()[1]);
    return found;
}

Gradients concatenateBackward(const BackwardStep& step)
{
    auto found = noGradients(step);
    std::int64_t first = 0;
    for (std::size_t i = 0; i < step.inputs.size(); ++i) {
        const auto count = step.inputs[i].shape()[0];
        if (step.wanted[i] && count > 0) {
            found[i] = rows(cotangentOf(step), first, count);
        }
        first += count;
    }
    return found;
}

Gradients transposeBackward(const BackwardStep& step)
{
    return {transpose(cotangentOf(step))};
}

Gradients meanRowsBackward(const BackwardStep& step)
{
    const auto& shape = step.inputs[0].shape(); // [n, width]
    const auto share = affine(cotangentOf(step), 1.0 / static_cast<double>(shape[0]));
    return {add(zeros(*share.graph, shape), reshape(share, {shape[1]}))};
}

Gradients unfoldBackward(const BackwardStep& step)
{
    const Window window{.height = step.attributes.integer("height"),
                        .width = step.attributes.integer("width"),
                        .strideY = step.attributes.integer("stride_y"),
                        .strideX = step.attributes.integer("stride_x"),
                        .paddingY = step.attributes.integer("padding_y"),
                        .paddingX = step.attributes.integer("padding_x")};
    return {fold(cotangentOf(step), window, step.inputs[0].shape())};
}

} // namespace

const Op columnsOp{"columns", "y = x[:, first : first + count]", columnsRule, columnsBackward};
const Op splitHeadsOp{"split_heads", "[n, heads·d] → [heads, n, d]", splitHeadsRule,
                      splitHeadsBackward};
const Op mergeHeadsOp{"merge_heads", "[heads, n, d] → [n, heads·d]", mergeHeadsRule,
                      mergeHeadsBackward};
const Op rowsOp{"rows", "y = x[first : first + count]", rowsRule, rowsBackward};
const Op reshapeOp{"reshape", "the same elements with another shape", reshapeRule, reshapeBackward};
const Op writeStateOp{"write_state", "state[:, first : first + n] = rows", writeStateRule,
                      writeStateBackward};
const Op concatenateOp{"concatenate", "the parts one after another along axis 0", concatenateRule,
                       concatenateBackward};
const Op transposeOp{"transpose", "[a, b] → [b, a]", transposeRule, transposeBackward};
const Op meanRowsOp{"mean_rows", "y = mean of the rows, [n, width] → [1, width]", meanRowsRule,
                    meanRowsBackward};
const Op unfoldOp{"unfold", "a window's view at each place as a row: [places, channels·h·w]",
                  unfoldRule, unfoldBackward};

Value columns(Value x, std::int64_t first, std::int64_t count)
{
    return x.graph->apply(columnsOp, std::array{x}, {{"first", first}, {"count", count}}).front();
}

Value splitHeads(Value x, std::int64_t heads)
{
    return x.graph->apply(splitHeadsOp, std::array{x}, {{"heads", heads}}).front();
}

Value mergeHeads(Value x)
{
    return x.graph->apply(mergeHeadsOp, std::array{x}).front();
}

Value rows(Value x, std::int64_t first, std::int64_t count)
{
    return x.graph->apply(rowsOp, std::array{x}, {{"first", first}, {"count", count}}).front();
}

Value reshape(Value x, Shape shape)
{
    Attributes attributes{{"rank", static_cast<std::int64_t>(shape.rank())}};
    for (std::size_t i = 0; i < shape.rank(); ++i) {
        attributes.set("extent" + std::to_string(i), shape.extents()[i]);
    }
    return x.graph->apply(reshapeOp, std::array{x}, std::move(attributes)).front();
}

Value writeState(Value state, Value newRows, Value first)
{
    return state.graph->apply(writeStateOp, std::array{state, newRows, first}).front();
}

Value concatenate(std::span<const Value> parts)
{
    requireShapes(!parts.empty(), QT_TRANSLATE_NOOP("Error", "At least one input is needed."));
    return parts.front().graph->apply(concatenateOp, parts).front();
}

Value transpose(Value x)
{
    return x.graph->apply(transposeOp, std::array{x}).front();
}

Value meanRows(Value x)
{
    return x.graph->apply(meanRowsOp, std::array{x}).front();
}

Value unfold(Value x, const Window& window)
{
    return x.graph
        ->apply(unfoldOp, std::array{x},
                {{"height", window.height},
                 {"width", window.width},
                 {"stride_y", window.strideY},
                 {"stride_x", window.strideX},
                 {"padding_y", window.paddingY},
                 {"padding_x", window.paddingX}})
        .front();
}

} // namespace saccade
