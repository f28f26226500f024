#include "core/models/series_scaling.h"

#include "core/graph/ops/ops.h"

#include <array>
#include <cmath>
#include <vector>

namespace saccade
{

namespace
{

Value filled(Graph& graph, Shape shape, double number)
{
    const std::vector<float> values(static_cast<std::size_t>(shape.elements()),
                                    static_cast<float>(number));
    return graph.constant(Tensor::of(std::move(shape), std::span(values)));
}

} // namespace

// No op takes a root. But of u = (x − mean, √(time · minimum)), one number longer than the series,
// the length is √time · scale, and u divided by it is what lengthNorm gives: its numbers are the
// scaled ones over √time, and their product with u adds up to the length again.
StandardSeries standardised(Value series, double minimum)
{
    auto& graph = *series.graph;
    const auto channels = series.shape()[0];
    const auto time = series.shape()[1];
    const auto root = std::sqrt(static_cast<double>(time));
    const auto byTime = transpose(series); // [time, channels]
    const auto location = reshape(meanRows(byTime), {channels});
    const auto centred = add(byTime, affine(location, -1.0));
    const auto extra = filled(graph, {1, channels}, root * std::sqrt(minimum));
    const auto u = transpose(concatenate(std::array{centred, extra})); // [channels, time + 1]
    const auto direction = lengthNorm(u, 0.0);
    const auto length = linear(multiply(u, direction), filled(graph, {1, time + 1}, 1.0 / root));
    StandardSeries result{columns(affine(direction, root), 0, time), location,
                          reshape(length, {channels})};
    graph.setName(result.values, "series.scaled");
    graph.setName(result.location, "series.location");
    graph.setName(result.scale, "series.scale");
    return result;
}

Value inOriginalUnits(Value forecast, const StandardSeries& series)
{
    return transpose(add(multiply(transpose(forecast), series.scale), series.location));
}

} // namespace saccade
