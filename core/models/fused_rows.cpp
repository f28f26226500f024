#include "core/models/fused_rows.h"

#include <algorithm>
#include <cstring>

namespace saccade
{

namespace
{

std::array<Tensor, 3> headRows(const Tensor& tensor, const FusedHeads& heads)
{
    const auto width = heads.headWidth;
    const auto groups = heads.keyValueHeads;
    if (heads.order == FusedOrder::Parts || groups == 1) {
        const auto parts =
            splitRows(tensor, std::array{heads.heads * width, groups * width, groups * width});
        return {parts[0], parts[1], parts[2]};
    }
    const auto queriesInGroup = heads.heads / groups;
    const auto runs = [&](std::int64_t firstHead, std::int64_t count) {
        std::vector<RowRun> result;
        for (std::int64_t group = 0; group < groups; ++group) {
            result.push_back({(group * (queriesInGroup + 2) + firstHead) * width, count * width});
        }
        return result;
    };
    return {gatherRows(tensor, runs(0, queriesInGroup)),
            gatherRows(tensor, runs(queriesInGroup, 1)),
            gatherRows(tensor, runs(queriesInGroup + 1, 1))};
}

} // namespace

std::vector<Tensor> splitRows(const Tensor& tensor, std::span<const std::int64_t> counts)
{
    std::vector<Tensor> parts;
    std::int64_t first = 0;
    for (const auto count : counts) {
        parts.push_back(tensor.rows(first, count));
        first += count;
    }
    return parts;
}

Tensor gatherRows(const Tensor& tensor, std::span<const RowRun> runs)
{
    auto extents = tensor.shape().extents();
    extents[0] = 0;
    for (const auto& run : runs) {
        extents[0] += run.count;
    }
    auto result = Tensor::allocate(tensor.dtype(), Shape(std::move(extents)));
    auto* target = result.mutableBytes().data();
    for (const auto& run : runs) {
        const auto part = tensor.rows(run.first, run.count);
        std::memcpy(target, part.bytes().data(), part.bytes().size());
        target += part.bytes().size();
    }
    return result;
}

std::array<Projection, 3> splitHeadRows(const Projection& fused, const FusedHeads& heads)
{
    const auto weights = headRows(fused.weight, heads);
    std::array<Projection, 3> result;
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i].weight = weights[i];
        if (fused.bias) {
            result[i].bias = headRows(*fused.bias, heads)[i];
        }
    }
    return result;
}

} // namespace saccade
