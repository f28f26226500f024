// Lowerings of the matrices of core/graph/ops/recurrent.h.
#include "core/graph/ops/recurrent.h"
#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

#include <algorithm>
#include <functional>

namespace saccade
{

namespace
{

Binding numbers(Lowering& lowering, std::uint32_t value)
{
    return reads(lowering.read(value), elementKind(lowering, value));
}

Binding position(Lowering& lowering, const Node& node)
{
    return reads(lowering.read(node.inputs[0]), BindingKind::Integer1);
}

/// The launches of one node: a kernel that computes `count` heads from `first` on.
struct Matrices {
    Dispatch kernel;                 // without output and push constants
    std::vector<std::uint32_t> push; // after first, count, n and capacity
    std::int64_t heads = 0;
    bool byElement = false; // a lane computes a number, not a row
};

/// The heads that one launch may take: no more memory than is sensible for those that are only
/// averaged, no more work than a run may be stopped after.
std::int64_t headsAtOnce(const Lowering& lowering, const Matrices& matrices, std::int64_t numbers,
                         std::int64_t lanes, bool isMean)
{
    constexpr std::int64_t mostBytes = 64 << 20;
    auto count = matrices.heads;
    if (isMean) {
        count = std::min(count, std::max<std::int64_t>(mostBytes / 4 / numbers, 1));
    }
    const auto most = static_cast<std::int64_t>(lowering.tuning().workPerSubmission);
    if (most > 0) {
        const auto perHead = (lanes / lowering.tuning().lanes + 1) *
                             static_cast<std::int64_t>(matrices.kernel.iterations);
        count =
            std::min(count, std::max<std::int64_t>(most / std::max<std::int64_t>(perHead, 1), 1));
    }
    return count;
}

void addMean(Lowering& lowering, const View& part, const View& mean, std::int64_t numbers,
             std::int64_t first, std::int64_t count, std::int64_t heads)
{
    Dispatch dispatch;
    dispatch.shader = "mean_magnitude";
    dispatch.constants = {first == 0 ? 1U : 0U, 1};
    dispatch.bindings = {reads(part, BindingKind::Float1), writes(mean, Access::ReadWrite)};
    dispatch.push = {word(numbers), word(count), word(1.0F / static_cast<float>(heads))};
    dispatch.groups = elementGroups(lowering, numbers, 1);
    dispatch.iterations = static_cast<std::uint64_t>(count + 1);
    lowering.add(std::move(dispatch));
}

void addMatrices(Lowering& lowering, const Node& node, const Matrices& matrices)
{
    const auto& shape = lowering.shape(node.outputs[0]);
    const bool isMean = node.attributes.integer("mean") != 0;
    const auto numbersOfHead = shape[1] * shape[2];
    const auto lanes = matrices.byElement ? numbersOfHead : shape[1];
    const auto atOnce = headsAtOnce(lowering, matrices, numbersOfHead, lanes, isMean);
    const auto y = lowering.write(node.outputs[0]);
    const auto bytes = [&](std::int64_t heads) {
        return static_cast<std::uint64_t>(heads * numbersOfHead) * 4;
    };
    const auto part = isMean ? lowering.scratch(bytes(atOnce)) : y;
    const bool isWhole = isMean || atOnce == matrices.heads;
    for (std::int64_t first = 0; first < matrices.heads; first += atOnce) {
        const auto count = std::min(atOnce, matrices.heads - first);
        Dispatch dispatch = matrices.kernel;
        dispatch.bindings.push_back(writes(part, Access::ReadWrite));
        // Kernels write from where the heads of this launch lie.
        dispatch.push = {word(first), word(count), word(shape[1]), word(shape[2]),
                         word(isWhole ? std::int64_t{0} : first)};
        dispatch.push.insert(dispatch.push.end(), matrices.push.begin(), matrices.push.end());
        dispatch.groups = elementGroups(lowering, count * lanes, 1);
        lowering.add(std::move(dispatch));
        if (isMean) {
            addMean(lowering, part, y, numbersOfHead, first, count, matrices.heads);
        }
    }
}

std::uint64_t iterationsOfWalk(const Lowering& lowering, const Node& node, std::int64_t quads)
{
    return static_cast<std::uint64_t>((quads + 1) * lowering.shape(node.outputs[0])[2]);
}

void lowerSelective(Lowering& lowering, const Node& node)
{
    const auto heads = lowering.shape(node.inputs[1])[2];
    const auto states = node.attributes.integer("states");
    Matrices matrices;
    matrices.heads = heads;
    matrices.push = {word(heads), word(states), word(lowering.shape(node.inputs[3])[2] / states),
                     word(lowering.shape(node.inputs[2])[1])};
    auto& kernel = matrices.kernel;
    kernel.shader = "walk_matrix";
    kernel.constants = {1};
    kernel.bindings = {position(lowering, node), numbers(lowering, node.inputs[1]),
                       numbers(lowering, node.inputs[2]), numbers(lowering, node.inputs[3]),
                       numbers(lowering, node.inputs[4])};
    kernel.iterations = iterationsOfWalk(lowering, node, (states + 3) / 4);
    addMatrices(lowering, node, matrices);
}

void lowerWkv6(Lowering& lowering, const Node& node)
{
    const auto width = lowering.shape(node.inputs[1])[1];
    const auto heads = node.attributes.integer("heads");
    const bool isShared = lowering.shape(node.inputs[3]).rank() == 1;
    Matrices matrices;
    matrices.heads = heads;
    matrices.push = {word(heads), word(width / heads), word(heads), word(isShared ? 0 : width)};
    auto& kernel = matrices.kernel;
    kernel.shader = "walk_matrix";
    kernel.constants = {0};
    kernel.bindings = {position(lowering, node), numbers(lowering, node.inputs[3]),
                       numbers(lowering, node.inputs[4]), numbers(lowering, node.inputs[2]),
                       numbers(lowering, node.inputs[1])};
    kernel.iterations = iterationsOfWalk(lowering, node, (width / heads + 3) / 4);
    addMatrices(lowering, node, matrices);
}

void lowerWkv4(Lowering& lowering, const Node& node)
{
    Matrices matrices;
    matrices.heads = lowering.shape(node.inputs[1])[2];
    matrices.push = {word(matrices.heads)};
    auto& kernel = matrices.kernel;
    kernel.shader = "wkv4_matrix";
    kernel.bindings = {position(lowering, node), numbers(lowering, node.inputs[1]),
                       numbers(lowering, node.inputs[2]), numbers(lowering, node.inputs[3])};
    kernel.iterations = iterationsOfWalk(lowering, node, 2);
    addMatrices(lowering, node, matrices);
}

void lowerWkv7(Lowering& lowering, const Node& node)
{
    const auto width = lowering.shape(node.inputs[1])[1];
    const auto heads = node.attributes.integer("heads");
    const auto quads = (width / heads + 3) / 4;
    Matrices matrices;
    matrices.heads = heads;
    matrices.push = {word(heads), word(width / heads)};
    auto& kernel = matrices.kernel;
    kernel.shader = "wkv7_matrix";
    kernel.constants = {word(quads)};
    kernel.bindings = {position(lowering, node)};
    for (std::size_t input = 1; input < node.inputs.size(); ++input) {
        kernel.bindings.push_back(numbers(lowering, node.inputs[input]));
    }
    kernel.iterations = iterationsOfWalk(lowering, node, 2 * quads);
    addMatrices(lowering, node, matrices);
}

void lowerUnified(Lowering& lowering, const Node& node)
{
    const auto channels = lowering.shape(node.inputs[2])[1];
    const bool hasBefore = node.inputs.size() == 7;
    const auto size = hasBefore ? lowering.shape(node.inputs[5])[1] : 1;
    Matrices matrices;
    matrices.heads = channels;
    matrices.byElement = true;
    matrices.push = {word(channels), word(channels / lowering.shape(node.inputs[1])[0]),
                     word(lowering.shape(node.inputs[3]).rank() == 2 ? channels : 0), word(size)};
    auto& kernel = matrices.kernel;
    kernel.shader = "unified_matrix";
    kernel.constants = {hasBefore ? 1U : 0U};
    kernel.bindings = {position(lowering, node), numbers(lowering, node.inputs[1]),
                       numbers(lowering, node.inputs[2]), numbers(lowering, node.inputs[3])};
    for (const auto input : {std::size_t{4}, std::size_t{5}, std::size_t{6}}) {
        kernel.bindings.push_back(numbers(lowering, node.inputs[hasBefore ? input : 1]));
    }
    kernel.iterations = static_cast<std::uint64_t>(size);
    addMatrices(lowering, node, matrices);
}

const Registry<OpLowering>::Entry
    selectiveEntry(std::make_unique<OpLowering>(OpLowering{"selective_matrix", lowerSelective}));
const Registry<OpLowering>::Entry
    wkv4Entry(std::make_unique<OpLowering>(OpLowering{"wkv4_matrix", lowerWkv4}));
const Registry<OpLowering>::Entry
    wkv6Entry(std::make_unique<OpLowering>(OpLowering{"wkv6_matrix", lowerWkv6}));
const Registry<OpLowering>::Entry
    wkv7Entry(std::make_unique<OpLowering>(OpLowering{"wkv7_matrix", lowerWkv7}));
const Registry<OpLowering>::Entry
    unifiedEntry(std::make_unique<OpLowering>(OpLowering{"unified_matrix", lowerUnified}));

} // namespace

} // namespace saccade
