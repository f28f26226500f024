// Cases for what core/graph/ops/layout.h joins, turns, averages and unfolds.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

namespace saccade
{

namespace
{

OpExample joined(const std::vector<Shape>& shapes)
{
    CaseRandom random(51);
    OpExample example;
    std::vector<Value> parts;
    std::vector<double> wanted;
    for (const auto& shape : shapes) {
        const Tensor part = randomTensor(random, shape);
        const auto numbers = doubles(part);
        wanted.insert(wanted.end(), numbers.begin(), numbers.end());
        parts.push_back(example.given("part " + std::to_string(parts.size()), part));
    }
    example.tolerance = 0.0;
    example.expect(concatenate(parts), wanted);
    return example;
}

/// A class token that is a weight, before patches.
OpExample joinedWithConstant()
{
    CaseRandom random(52);
    OpExample example;
    const Tensor token = randomTensor(random, {1, 12});
    const Tensor patches = randomTensor(random, {4, 12});
    auto wanted = doubles(token);
    const auto others = doubles(patches);
    wanted.insert(wanted.end(), others.begin(), others.end());
    const Value input = example.given("patches", patches);
    example.tolerance = 0.0;
    example.expect(concatenate(std::vector{example.graph->constant(token, "token"), input}),
                   wanted);
    return example;
}

OpExample turned(std::int64_t a, std::int64_t b)
{
    CaseRandom random(53);
    OpExample example;
    const Tensor x = randomTensor(random, {a, b});
    const auto from = doubles(x);
    std::vector<double> wanted;
    for (std::int64_t i = 0; i < a * b; ++i) {
        wanted.push_back(from[static_cast<std::size_t>(i % a * b + i / a)]);
    }
    example.tolerance = 0.0;
    example.expect(transpose(example.given("x", x)), wanted);
    return example;
}

OpExample averaged(std::int64_t n, std::int64_t width)
{
    CaseRandom random(54);
    OpExample example;
    const Tensor x = randomTensor(random, {n, width});
    const auto from = doubles(x);
    std::vector<double> wanted(static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < from.size(); ++i) {
        wanted[i % wanted.size()] += from[i] / static_cast<double>(n);
    }
    example.tolerance = 1e-6;
    example.expect(meanRows(example.given("x", x)), wanted);
    return example;
}

OpExample unfolded(const Shape& shape, const Window& window)
{
    CaseRandom random(55);
    OpExample example;
    const Tensor x = randomTensor(random, shape);
    const auto from = doubles(x);
    const auto height = shape[1];
    const auto width = shape[2];
    std::vector<double> wanted;
    for (auto top = -window.paddingY; top + window.height <= height + window.paddingY;
         top += window.strideY) {
        for (auto left = -window.paddingX; left + window.width <= width + window.paddingX;
             left += window.strideX) {
            for (std::int64_t i = 0; i < shape[0] * window.height * window.width; ++i) {
                const auto row = top + i / window.width % window.height;
                const auto column = left + i % window.width;
                const auto channel = i / window.width / window.height;
                const bool isInside = row >= 0 && row < height && column >= 0 && column < width;
                const auto place = (channel * height + row) * width + column;
                wanted.push_back(isInside ? from[static_cast<std::size_t>(place)] : 0.0);
            }
        }
    }
    example.tolerance = 0.0;
    example.expect(unfold(example.given("x", x), window), wanted);
    return example;
}

} // namespace

std::vector<OpCase> layoutCases()
{
    return {
        {"concatenate/rows",
         [] {
             return joined({{1, 7}, {5, 7}, {2, 7}});
         }},
        {"concatenate/one",
         [] {
             return joined({{3, 4}});
         }},
        {"concatenate/heads",
         [] {
             return joined({{2, 3, 5}, {1, 3, 5}});
         }},
        {"concatenate/vectors",
         [] {
             return joined({{3}, {1}, {1200}});
         }},
        {"concatenate/constant", joinedWithConstant},
        {"transpose/wide", [] { return turned(3, 70); }},
        {"transpose/tall", [] { return turned(130, 33); }},
        {"transpose/row", [] { return turned(1, 9); }},
        {"mean_rows/one", [] { return averaged(1, 5); }},
        {"mean_rows/many", [] { return averaged(197, 77); }},
        {"mean_rows/wide", [] { return averaged(50, 1500); }},
        {"unfold/patches",
         [] {
             return unfolded({3, 12, 8}, {4, 4, 4, 4, 0, 0});
         }},
        {"unfold/patches that leave a rest",
         [] {
             return unfolded({3, 14, 11}, {4, 4, 4, 4, 0, 0});
         }},
        {"unfold/overlapping",
         [] {
             return unfolded({2, 9, 7}, {3, 3, 2, 1, 1, 1});
         }},
        {"unfold/along a line",
         [] {
             return unfolded({5, 1, 31}, {1, 3, 1, 2, 0, 1});
         }},
        {"unfold/wide padding",
         [] {
             return unfolded({1, 3, 4}, {2, 3, 1, 3, 4, 5});
         }},
        {"unfold/large",
         [] {
             return unfolded({3, 64, 64}, {16, 16, 8, 16, 0, 0});
         }},
    };
}

} // namespace saccade
