// Lowerings of core/graph/ops/attention.h.
#include "core/graph/ops/attention.h"

#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

#include <algorithm>

namespace saccade
{

namespace
{

std::uint32_t flag(bool value)
{
    return value ? 1U : 0U;
}

std::uint64_t ceiling(std::uint64_t value, std::uint64_t step)
{
    return (value + step - 1) / step;
}

/// How many elements lie between two heads' or rows' biases: 0 where they share theirs.
std::uint32_t biasStride(const Shape& bias, std::ptrdiff_t axis)
{
    return bias[axis] == 1 ? 0 : word(axis == 0 ? bias[1] * bias[2] : bias[2]);
}

/// What both score kernels bind and push first: attention.glsl. `first` is the input that holds the
/// position; a bias follows it.
Dispatch scoring(Lowering& lowering, const Node& node, std::size_t first, std::uint64_t chunk)
{
    const bool hasBias = node.inputs.size() > first + 1;
    const auto bias = hasBias ? node.inputs[first + 1] : node.inputs[0];
    const auto& queries = lowering.shape(node.inputs[0]); // [heads, n, d]
    const auto& keys = lowering.shape(node.inputs[1]);    // [kv_heads, capacity, d]
    const auto softCap = node.attributes.number("soft_cap");
    const auto queryView = lowering.read(node.inputs[0]);
    const auto keyView = lowering.read(node.inputs[1]);
    Dispatch dispatch;
    dispatch.constants = {word(queries[2]), flag(node.attributes.integer("causal") == 1),
                          flag(node.attributes.integer("every_key") == 1), flag(softCap > 0.0),
                          flag(hasBias)};
    dispatch.bindings = {reads(queryView, BindingKind::Float4),
                         reads(queryView, BindingKind::Float1),
                         reads(keyView, fourKind(lowering, node.inputs[1])),
                         reads(keyView, elementKind(lowering, node.inputs[1])),
                         reads(lowering.read(node.inputs[first]), BindingKind::Integer1),
                         reads(lowering.read(bias), BindingKind::Float1)};
    const auto chunks = ceiling(static_cast<std::uint64_t>(keys[1]), chunk);
    dispatch.push = {word(queries[0]),
                     word(keys[0]),
                     word(queries[1]),
                     word(keys[1]),
                     word(node.attributes.integer("window")),
                     word(static_cast<float>(node.attributes.number("scale"))),
                     word(static_cast<float>(softCap)),
                     hasBias ? biasStride(lowering.shape(bias), 0) : 0,
                     hasBias ? biasStride(lowering.shape(bias), 1) : 0,
                     static_cast<std::uint32_t>(chunk),
                     static_cast<std::uint32_t>(chunks)};
    dispatch.groups = static_cast<std::uint64_t>(queries[0] * queries[1]) * chunks;
    return dispatch;
}

void lowerScores(Lowering& lowering, const Node& node)
{
    constexpr std::uint64_t chunk = 1024;
    const auto fours = static_cast<std::uint64_t>(lowering.shape(node.inputs[0])[2] / 4 + 1);
    auto dispatch = scoring(lowering, node, 2, chunk);
    dispatch.shader = "attention_scores";
    dispatch.bindings.push_back(writes(lowering.write(node.outputs[0])));
    dispatch.iterations = chunk / lowering.tuning().lanes * (1 + fours);
    lowering.add(std::move(dispatch));
}

void lowerMix(Lowering& lowering, const Node& node)
{
    const auto& pattern = lowering.shape(node.inputs[0]); // [heads, n, capacity]
    const auto& values = lowering.shape(node.inputs[1]);  // [kv_heads, capacity, d]
    Dispatch dispatch;
    dispatch.shader = "attention_mix";
    dispatch.bindings = {
        reads(lowering.read(node.inputs[0]), BindingKind::Float1),
        reads(lowering.read(node.inputs[1]), elementKind(lowering, node.inputs[1])),
        writes(lowering.write(node.outputs[0]))};
    dispatch.push = {word(pattern[0]), word(values[0]), word(pattern[1]), word(pattern[2]),
                     word(values[2])};
    dispatch.groups = static_cast<std::uint64_t>(pattern[0] * pattern[1]) *
                      ceiling(static_cast<std::uint64_t>(values[2]), lowering.tuning().lanes);
    dispatch.iterations = static_cast<std::uint64_t>(pattern[2] / 8 + 1);
    lowering.add(std::move(dispatch));
}

/// What attention_merge joins: for each query row and chunk the largest score, the sum, and the
/// mixture.
void merge(Lowering& lowering, const Node& node, const View& partial, std::uint64_t chunks,
           const View& y, const View& pattern)
{
    const auto& keys = lowering.shape(node.inputs[1]);
    const auto& heads = lowering.shape(node.outputs[0]); // [heads, n, d]
    const bool capture = node.attributes.integer("capture") == 1;
    const auto lanes = lowering.tuning().lanes;
    Dispatch dispatch;
    dispatch.shader = "attention_merge";
    dispatch.constants = {flag(capture)};
    dispatch.bindings = {reads(partial, BindingKind::Float1), writes(y),
                         writes(pattern, Access::ReadWrite),
                         reads(lowering.read(node.inputs[3]), BindingKind::Integer1)};
    dispatch.push = {word(heads[2]),
                     static_cast<std::uint32_t>(chunks),
                     word(heads[1]),
                     word(keys[1]),
                     word(node.attributes.integer("window")),
                     word(node.attributes.integer("causal")),
                     word(node.attributes.integer("every_key"))};
    dispatch.groups = static_cast<std::uint64_t>(heads[0] * heads[1]);
    dispatch.iterations = 2 * chunks +
                          ceiling(static_cast<std::uint64_t>(heads[2]), lanes) * chunks +
                          (capture ? static_cast<std::uint64_t>(keys[1]) / lanes + 1 : 0);
    lowering.add(std::move(dispatch));
}

void lowerFused(Lowering& lowering, const Node& node)
{
    const auto& tuning = lowering.tuning();
    const auto& heads = lowering.shape(node.outputs[0]); // [heads, n, d]
    const auto capacity = static_cast<std::uint64_t>(lowering.shape(node.inputs[1])[1]);
    const bool capture = node.attributes.integer("capture") == 1;
    const auto tileRows = std::min(
        tuning.attentionRows, static_cast<std::uint32_t>(std::min<std::int64_t>(heads[1], 64)));
    // Long prompts have rows enough to fill a device: only short ones need their keys split.
    constexpr std::int64_t manyRows = 64;
    const std::uint64_t most = heads[1] >= manyRows ? capacity : tuning.attentionKeys;
    std::uint64_t chunk = std::min(ceiling(capacity, tuning.lanes) * tuning.lanes, most);
    if (tuning.largestIterations != 0) {
        chunk = std::min(chunk, tuning.largestIterations / 4 * tuning.lanes);
    }
    auto dispatch = scoring(lowering, node, 3, chunk);
    const std::uint64_t chunks = dispatch.push.back();
    const bool isSplit = chunks > 1;
    const auto y = lowering.write(node.outputs[0]);
    const auto pattern = capture ? lowering.write(node.outputs[1]) : y;
    const auto rowBytes = static_cast<std::uint64_t>(heads[2] + 2) * 4;
    const auto partial =
        isSplit
            ? lowering.scratch(static_cast<std::uint64_t>(heads[0] * heads[1]) * chunks * rowBytes)
            : y;
    const auto values = lowering.read(node.inputs[2]);
    dispatch.shader = "fused_attention";
    dispatch.constants.insert(dispatch.constants.end(),
                              {word(heads[2]), tileRows, flag(capture), flag(isSplit)});
    dispatch.bindings.insert(dispatch.bindings.end(),
                             {reads(values, fourKind(lowering, node.inputs[2])),
                              reads(values, elementKind(lowering, node.inputs[2])), writes(y),
                              writes(pattern, Access::ReadWrite), writes(partial)});
    dispatch.groups = static_cast<std::uint64_t>(heads[0]) *
                      ceiling(static_cast<std::uint64_t>(heads[1]), tileRows) * chunks;
    dispatch.iterations = ceiling(chunk, tuning.lanes) +
                          (capture && !isSplit ? tileRows * ceiling(capacity, tuning.lanes) : 0);
    lowering.add(std::move(dispatch));
    if (isSplit) {
        merge(lowering, node, partial, chunks, y, pattern);
    }
}

const Registry<OpLowering>::Entry
    scoresEntry(std::make_unique<OpLowering>(OpLowering{"attention_scores", lowerScores}));
const Registry<OpLowering>::Entry
    mixEntry(std::make_unique<OpLowering>(OpLowering{"attention_mix", lowerMix}));
const Registry<OpLowering>::Entry
    fusedEntry(std::make_unique<OpLowering>(OpLowering{"fused_attention", lowerFused}));

} // namespace

} // namespace saccade
