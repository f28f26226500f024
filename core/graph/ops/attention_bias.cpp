// Biases of attention that depend on distances alone.
#include "core/base/error.h"
#include "core/graph/ops/attention.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace saccade
{

namespace
{

void requireFirst(const Value& first)
{
    requireShapes(first.dtype() == DType::I32 && first.shape() == Shape{1},
                  QT_TRANSLATE_NOOP("Error", "The first position must be I32 [1]."));
}

// [heads, n, capacity]
Shape biasShape(std::int64_t heads, const Attributes& attributes)
{
    const auto n = attributes.integer("n");
    const auto capacity = attributes.integer("capacity");
    requireShapes(n > 0 && capacity > 0, QT_TRANSLATE_NOOP("Error", "The count must be positive."));
    return {heads, n, capacity};
}

std::vector<OutputType> linearBiasRule(std::span<const Value> inputs, const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& slopes = inputs[0];
    requireShapes(slopes.graph->info(slopes).source == ValueSource::Constant &&
                      slopes.dtype() == DType::F32 && slopes.shape().rank() == 1,
                  QT_TRANSLATE_NOOP("Error", "The slopes must be a constant F32 [heads]."));
    requireFirst(inputs[1]);
    return {{DType::F32, biasShape(slopes.shape()[0], attributes)}};
}

std::vector<OutputType> relativeBiasRule(std::span<const Value> inputs,
                                         const Attributes& attributes)
{
    requireShapes(inputs.size() == 2, QT_TRANSLATE_NOOP("Error", "Two inputs are needed."));
    const auto& table = inputs[0];
    const bool isFloat =
        table.dtype() == DType::F32 || table.dtype() == DType::F16 || table.dtype() == DType::BF16;
    requireShapes(
        table.graph->info(table).source == ValueSource::Constant && isFloat &&
            table.shape().rank() == 2,
        QT_TRANSLATE_NOOP("Error", "The table must be a constant of floats [buckets, heads]."));
    requireFirst(inputs[1]);
    // A quarter of the buckets must be left for exact distances, and the others reach further.
    const auto buckets = table.shape()[0];
    const auto exact = (attributes.integer("bidirectional") != 0 ? buckets / 2 : buckets) / 2;
    const auto furthest = attributes.integer("maximum_distance");
    requireShapes(exact > 0 && furthest > exact && furthest <= (std::int64_t{1} << 20),
                  QT_TRANSLATE_NOOP("Error", "The buckets do not fit the maximum distance."));
    return {{DType::F32, biasShape(table.shape()[1], attributes)}};
}

} // namespace

const Op linearBiasOp{"linear_bias", "y = slope of the head · (key − query)", linearBiasRule};
const Op relativeBiasOp{"relative_bias", "y = table[bucket of key − query], [heads, n, capacity]",
                        relativeBiasRule};

Value linearBias(Value slopes, Value first, std::int64_t n, std::int64_t capacity)
{
    return slopes.graph
        ->apply(linearBiasOp, std::array{slopes, first}, {{"n", n}, {"capacity", capacity}})
        .front();
}

Value relativeBias(Value table, Value first, std::int64_t n, std::int64_t capacity,
                   const RelativeBuckets& rule)
{
    return table.graph
        ->apply(relativeBiasOp, std::array{table, first},
                {{"n", n},
                 {"capacity", capacity},
                 {"bidirectional", std::int64_t{rule.bidirectional ? 1 : 0}},
                 {"maximum_distance", rule.maximumDistance}})
        .front();
}

std::int64_t relativeBucket(std::int64_t distance, std::int64_t buckets,
                            const RelativeBuckets& rule)
{
    std::int64_t side = 0; // where the buckets of keys behind the query begin
    if (rule.bidirectional) {
        buckets /= 2;
        side = distance > 0 ? buckets : 0;
        distance = std::abs(distance);
    } else {
        distance = std::max<std::int64_t>(-distance, 0);
    }
    const auto exact = buckets / 2;
    if (distance < exact) {
        return side + distance;
    }
    // In single precision, as the models were trained: where the quotient is a whole number,
    // rounding decides.
    const auto ratio = static_cast<float>(distance) / static_cast<float>(exact);
    const auto range = static_cast<float>(
        std::log(static_cast<double>(rule.maximumDistance) / static_cast<double>(exact)));
    const float step = std::log(ratio) / range * static_cast<float>(buckets - exact);
    return side + std::min(exact + static_cast<std::int64_t>(step), buckets - 1);
}

} // namespace saccade
