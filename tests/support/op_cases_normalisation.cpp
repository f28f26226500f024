// Cases for core/graph/ops/normalisation.h and rotary.h.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

std::string weightName(DType type)
{
    return std::string(layout(type).name);
}

OpExample layerNormalised(const Shape& shape, DType type)
{
    const auto width = shape[-1];
    CaseRandom random(11);
    OpExample example;
    const Tensor x = randomTensor(random, shape, -2.0, 3.0);
    const Tensor weight = randomWeight(random, type, {width});
    const Tensor bias = randomWeight(random, type, {width});
    auto wanted = doubles(x);
    const auto scale = doubles(weight);
    const auto shift = doubles(bias);
    for (std::size_t row = 0; row < wanted.size(); row += scale.size()) {
        double mean = 0.0;
        for (std::size_t i = 0; i < scale.size(); ++i) {
            mean += wanted[row + i] / static_cast<double>(width);
        }
        double variance = 0.0;
        for (std::size_t i = 0; i < scale.size(); ++i) {
            variance += std::pow(wanted[row + i] - mean, 2) / static_cast<double>(width);
        }
        for (std::size_t i = 0; i < scale.size(); ++i) {
            wanted[row + i] =
                (wanted[row + i] - mean) / std::sqrt(variance + 1e-5) * scale[i] + shift[i];
        }
    }
    const Value input = example.given("x", x);
    example.expect(
        layerNorm(input, example.graph->constant(weight), example.graph->constant(bias), 1e-5),
        wanted);
    return example;
}

OpExample rootNormalised(const Shape& shape, DType type)
{
    const auto width = shape[-1];
    CaseRandom random(12);
    OpExample example;
    const Tensor x = randomTensor(random, shape, -2.0, 3.0);
    const Tensor weight = randomWeight(random, type, {width});
    auto wanted = doubles(x);
    const auto scale = doubles(weight);
    for (std::size_t row = 0; row < wanted.size(); row += scale.size()) {
        double square = 0.0;
        for (std::size_t i = 0; i < scale.size(); ++i) {
            square += wanted[row + i] * wanted[row + i] / static_cast<double>(width);
        }
        for (std::size_t i = 0; i < scale.size(); ++i) {
            wanted[row + i] = wanted[row + i] / std::sqrt(square + 1e-6) * scale[i];
        }
    }
    example.expect(rmsNorm(example.given("x", x), example.graph->constant(weight), 1e-6), wanted);
    return example;
}

/// Row 1 is all zeros: ε alone.
OpExample lengthNormalised(const Shape& shape)
{
    constexpr double epsilon = 1e-3;
    CaseRandom random(15);
    OpExample example;
    Tensor x = randomTensor(random, shape, -2.0, 3.0);
    const auto width = static_cast<std::size_t>(shape[-1]);
    for (std::size_t i = width; shape.rows() > 1 && i < 2 * width; ++i) {
        x.mutableFloats()[i] = 0.0F;
    }
    auto wanted = doubles(x);
    for (std::size_t row = 0; row < wanted.size(); row += width) {
        double square = 0.0;
        for (std::size_t i = 0; i < width; ++i) {
            square += wanted[row + i] * wanted[row + i];
        }
        for (std::size_t i = 0; i < width; ++i) {
            wanted[row + i] /= std::max(std::sqrt(square), epsilon);
        }
    }
    example.tolerance = 1e-6;
    example.expect(lengthNorm(example.given("x", x), epsilon), wanted);
    return example;
}

OpExample softmaxed(std::int64_t n, std::int64_t width, double spread)
{
    constexpr auto infinity = std::numeric_limits<float>::infinity();
    CaseRandom random(13);
    OpExample example;
    auto numbers = random.floats(n * width, -spread, spread);
    // Row 1 sees its first element only, row 2 nothing.
    for (std::int64_t i = 1; n > 1 && i < width; ++i) {
        numbers[static_cast<std::size_t>(width + i)] = -infinity;
    }
    for (std::int64_t i = 0; n > 2 && i < width; ++i) {
        numbers[static_cast<std::size_t>(2 * width + i)] = -infinity;
    }
    const Tensor x = Tensor::of({n, width}, std::span<const float>(numbers));
    auto wanted = doubles(x);
    const auto length = static_cast<std::size_t>(width);
    for (std::size_t row = 0; row < wanted.size(); row += length) {
        double largest = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < length; ++i) {
            largest = std::max(largest, wanted[row + i]);
        }
        double sum = 0.0;
        for (std::size_t i = 0; i < length; ++i) {
            wanted[row + i] = std::isinf(largest) ? 0.0 : std::exp(wanted[row + i] - largest);
            sum += wanted[row + i];
        }
        for (std::size_t i = 0; i < length && sum > 0.0; ++i) {
            wanted[row + i] /= sum;
        }
    }
    example.tolerance = 1e-6;
    example.expect(softmax(example.given("x", x)), wanted);
    return example;
}

struct RotaryForm {
    std::int64_t heads;
    std::int64_t n;
    std::int64_t d;
    std::int64_t rotated;
    std::int32_t first;
    RotaryPairs pairs;
    double magnitude;
};

OpExample rotated(const RotaryForm& form)
{
    CaseRandom random(14);
    OpExample example;
    const Tensor x = randomTensor(random, {form.heads, form.n, form.d});
    const auto half = form.rotated / 2;
    std::vector<float> radians(static_cast<std::size_t>(half));
    for (std::size_t i = 0; i < radians.size(); ++i) {
        radians[i] = static_cast<float>(
            std::pow(10000.0, -2.0 * static_cast<double>(i) / static_cast<double>(form.rotated)));
    }
    const auto from = doubles(x);
    auto wanted = from;
    for (std::int64_t row = 0; row < form.heads * form.n; ++row) {
        for (std::int64_t pair = 0; pair < half; ++pair) {
            const bool halves = form.pairs == RotaryPairs::Halves;
            const auto a = static_cast<std::size_t>(row * form.d + (halves ? pair : 2 * pair));
            const auto b = a + static_cast<std::size_t>(halves ? half : 1);
            const double angle = static_cast<double>(form.first + row % form.n) *
                                 static_cast<double>(radians[static_cast<std::size_t>(pair)]);
            wanted[a] = form.magnitude * (from[a] * std::cos(angle) - from[b] * std::sin(angle));
            wanted[b] = form.magnitude * (from[b] * std::cos(angle) + from[a] * std::sin(angle));
        }
    }
    const Value input = example.given("x", x);
    const Value first = example.given("first", integerTensor({form.first}));
    const Value frequencies =
        example.graph->constant(Tensor::of({half}, std::span<const float>(radians)));
    // Angles are products of two floats: 1000 radians have an error of 6e-5 where the engine rounds
    // them.
    example.tolerance = form.first > 100 ? 2e-4 : 2e-5;
    example.expect(rotary(input, first, frequencies, form.pairs, form.magnitude), wanted);
    return example;
}

} // namespace

std::vector<OpCase> normalisationCases()
{
    std::vector<OpCase> cases;
    for (const std::int64_t width : {1, 5, 64, 100, 768, 1030}) {
        for (const std::int64_t n : {1, 3, 40}) {
            const std::string size = std::to_string(n) + "x" + std::to_string(width);
            cases.push_back({"layer_norm/" + size, [n, width] {
                                 return layerNormalised({n, width}, DType::F32);
                             }});
            cases.push_back({"rms_norm/" + size, [n, width] {
                                 return rootNormalised({n, width}, DType::F32);
                             }});
            cases.push_back({"length_norm/" + size, [n, width] {
                                 return lengthNormalised({n, width});
                             }});
            cases.push_back({"softmax/" + size, [n, width] { return softmaxed(n, width, 8.0); }});
        }
    }
    for (const DType type : {DType::F16, DType::BF16}) {
        cases.push_back({"layer_norm/" + weightName(type), [type] {
                             return layerNormalised({3, 77}, type);
                         }});
        cases.push_back({"rms_norm/" + weightName(type), [type] {
                             return rootNormalised({3, 77}, type);
                         }});
    }
    // Queries and keys that are normalised head by head.
    const Shape heads{4, 7, 24};
    cases.push_back({"layer_norm/heads", [=] { return layerNormalised(heads, DType::F32); }});
    cases.push_back({"rms_norm/heads", [=] { return rootNormalised(heads, DType::F32); }});
    cases.push_back({"length_norm/heads", [=] { return lengthNormalised(heads); }});
    cases.push_back({"softmax/large values", [] { return softmaxed(4, 50, 1e4); }});
    using enum RotaryPairs;
    const std::pair<const char*, RotaryForm> forms[] = {
        {"halves", {3, 5, 16, 16, 0, Halves, 1.0}},
        {"neighbours", {3, 5, 16, 16, 0, Neighbours, 1.0}},
        {"halves, later, partly", {2, 3, 80, 32, 57, Halves, 1.0}},
        {"neighbours, later, partly", {2, 3, 80, 32, 57, Neighbours, 1.0}},
        {"halves, one row, magnitude", {4, 1, 64, 64, 1000, Halves, 1.25}},
        {"neighbours, one row, magnitude", {4, 1, 64, 64, 1000, Neighbours, 1.25}},
        {"halves, odd pairs", {2, 3, 10, 6, 7, Halves, 1.0}},
    };
    for (const auto& [name, form] : forms) {
        cases.push_back({std::string("rotary/") + name, [form] { return rotated(form); }});
    }
    return cases;
}

} // namespace saccade
