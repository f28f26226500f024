// The ops of layout.h that the gradients of the others are made of.
#include "core/base/error.h"
#include "core/graph/ops/gradient_parts.h"
#include "core/graph/ops/layout.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

std::vector<OutputType> placeSliceRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "One F32 input is needed."));
    auto extents = inputs[0].shape().extents();
    const auto axis = attributes.integer("axis");
    requireShapes(axis >= 0 && axis < std::ssize(extents),
                  QT_TRANSLATE_NOOP("Error", "There is no such axis."));
    auto& own = extents[static_cast<std::size_t>(axis)];
    const auto first = attributes.integer("first");
    const auto extent = attributes.integer("extent");
    requireShapes(first >= 0 && first <= extent && own <= extent - first,
                  QT_TRANSLATE_NOOP("Error", "The slice lies outside."));
    own = extent;
    return {{DType::F32, Shape(std::move(extents))}};
}

std::vector<OutputType> headRowsRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& shape = inputs[0].shape();
    const auto count = attributes.integer("count");
    requireShapes(inputs[0].dtype() == DType::F32 && shape.rank() == 3,
                  QT_TRANSLATE_NOOP("Error", "The input must be F32 [heads, n, d]."));
    requireShapes(inputs[1].dtype() == DType::I32 && inputs[1].shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
    requireShapes(count > 0, QT_TRANSLATE_NOOP("Error", "The count must be positive."));
    return {{DType::F32, Shape{shape[0], count, shape[2]}}};
}

/// x must be what unfold gives for the shape.
std::vector<OutputType> foldRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 1 && inputs[0].dtype() == DType::F32,
                  QT_TRANSLATE_NOOP("Error", "One F32 input is needed."));
    const Shape shape{attributes.integer("channels"), attributes.integer("rows"),
                      attributes.integer("columns")};
    const auto windows = [&](std::int64_t extent, const char* length, const char* stride,
                             const char* padding) {
        return (extent + 2 * attributes.integer(padding) - attributes.integer(length)) /
                   attributes.integer(stride) +
               1;
    };
    const Shape unfolded{windows(shape[1], "height", "stride_y", "padding_y") *
                             windows(shape[2], "width", "stride_x", "padding_x"),
                         shape[0] * attributes.integer("height") * attributes.integer("width")};
    requireShapes(inputs[0].shape() == unfolded,
                  QT_TRANSLATE_NOOP("Error", "The input is not what a window sees."));
    return {{DType::F32, shape}};
}

std::vector<std::optional<Value>> placeSliceBackward(const BackwardStep& step)
{
    const auto& shape = step.inputs[0].shape();
    const auto first = step.attributes.integer("first");
    if (step.attributes.integer("axis") == 0) {
        return {rows(cotangentOf(step), first, shape[0])};
    }
    if (shape.rank() == 2) {
        return {columns(cotangentOf(step), first, shape[1])};
    }
    refuseGradient("place_slice", "input");
}

} // namespace

const Op placeSliceOp{"place_slice", "zeros, from first on x", placeSliceRule, placeSliceBackward};
const Op headRowsOp{"head_rows", "y = x[:, first : first + count]", headRowsRule};
const Op foldOp{"fold", "the sum of what windows saw: [places, channels·h·w] → [channels, h, w]",
                foldRule};

Value placeSlice(Value x, std::int64_t axis, std::int64_t first, std::int64_t extent)
{
    return x.graph
        ->apply(placeSliceOp, std::array{x}, {{"axis", axis}, {"first", first}, {"extent", extent}})
        .front();
}

Value headRows(Value x, Value first, std::int64_t count)
{
    return x.graph->apply(headRowsOp, std::array{x, first}, {{"count", count}}).front();
}

Value fold(Value x, const Window& window, const Shape& shape)
{
    return x.graph
        ->apply(foldOp, std::array{x},
                {{"height", window.height},
                 {"width", window.width},
                 {"stride_y", window.strideY},
                 {"stride_x", window.strideX},
                 {"padding_y", window.paddingY},
                 {"padding_x", window.paddingX},
                 {"channels", shape[0]},
                 {"rows", shape[1]},
                 {"columns", shape[2]}})
        .front();
}

} // namespace saccade
