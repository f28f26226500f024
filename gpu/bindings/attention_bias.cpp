// Lowerings of the biases of core/graph/ops/attention.h.
#include "core/graph/ops/attention.h"
#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

#include <span>

namespace saccade
{

namespace
{

/// `values`: a slope a head, or a bias for each head and each distance −most … most.
void lowerBias(Lowering& lowering, const Node& node, const View& values, std::int64_t most)
{
    const auto& shape = lowering.shape(node.outputs[0]); // [heads, n, capacity]
    const bool isLinear = most == 0;
    Dispatch dispatch;
    dispatch.shader = "position_bias";
    dispatch.constants = {isLinear ? 1U : 0U, elementsPerLane};
    dispatch.bindings = {reads(values, BindingKind::Float1),
                         reads(lowering.read(node.inputs[1]), BindingKind::Integer1),
                         writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(shape.elements()), word(shape[1]), word(shape[2]), word(most)};
    dispatch.groups = elementGroups(lowering, shape.elements(), elementsPerLane);
    lowering.add(std::move(dispatch));
}

void lowerLinearBias(Lowering& lowering, const Node& node)
{
    lowerBias(lowering, node, lowering.read(node.inputs[0]), 0);
}

/// The buckets are found here, once: the device looks up distances.
void lowerRelativeBias(Lowering& lowering, const Node& node)
{
    const RelativeBuckets rule{
        .bidirectional = node.attributes.integer("bidirectional") != 0,
        .maximumDistance = node.attributes.integer("maximum_distance"),
    };
    const Tensor table = toF32(lowering.tensor(node.inputs[0])); // [buckets, heads]
    const auto buckets = table.shape()[0];
    const auto heads = table.shape()[1];
    const auto most = rule.maximumDistance;
    std::vector<float> biases; // [heads, 2·most + 1]
    for (std::int64_t head = 0; head < heads; ++head) {
        for (auto distance = -most; distance <= most; ++distance) {
            const auto place = relativeBucket(distance, buckets, rule) * heads + head;
            biases.push_back(table.floats()[static_cast<std::size_t>(place)]);
        }
    }
    const auto values =
        lowering.constant(Tensor::of({heads, 2 * most + 1}, std::span<const float>(biases)));
    lowerBias(lowering, node, values, most);
}

const Registry<OpLowering>::Entry
    linearBiasEntry(std::make_unique<OpLowering>(OpLowering{"linear_bias", lowerLinearBias}));
const Registry<OpLowering>::Entry
    relativeBiasEntry(std::make_unique<OpLowering>(OpLowering{"relative_bias", lowerRelativeBias}));

} // namespace

} // namespace saccade
