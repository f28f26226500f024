// Cases for core/graph/ops/arithmetic.h and layout.h.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace saccade
{

namespace
{

using Binary = double (*)(double, double);

OpExample binary(Value (*build)(Value, Value), Binary compute, Shape shapeX, Shape shapeY)
{
    CaseRandom random(1);
    OpExample example;
    const Tensor x = randomTensor(random, std::move(shapeX));
    const Tensor y = randomTensor(random, std::move(shapeY));
    auto wanted = doubles(x);
    const auto other = doubles(y);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        wanted[i] = compute(wanted[i], other[i % other.size()]);
    }
    const Value left = example.given("x", x);
    example.expect(build(left, example.given("y", y)), wanted);
    return example;
}

double activated(Activation function, double x)
{
    switch (function) {
    case Activation::Relu:
        return x > 0.0 ? x : 0.0;
    case Activation::GeluErf:
        return 0.5 * x * std::erfc(-x / std::numbers::sqrt2);
    case Activation::GeluTanh:
        return 0.5 * x *
               (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
    case Activation::GeluQuick:
        return x / (1.0 + std::exp(-1.702 * x));
    case Activation::Silu:
        return x / (1.0 + std::exp(-x));
    case Activation::Sigmoid:
        return 1.0 / (1.0 + std::exp(-x));
    case Activation::Tanh:
        return std::tanh(x);
    case Activation::ReluSquared:
        return x > 0.0 ? x * x : 0.0;
    case Activation::Exp:
        return std::exp(x);
    case Activation::Softplus:
        return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
    }
    return x;
}

OpExample activation(Activation function, std::int64_t width)
{
    CaseRandom random(2);
    OpExample example;
    auto numbers = random.floats(3 * width, -6.0, 6.0);
    numbers[0] = 0.0F;
    numbers[1] = 20.0F;
    numbers[2] = -20.0F;
    numbers[3] = 1e-6F;
    numbers[4] = -1e-6F;
    const Tensor x = Tensor::of({3, width}, std::span<const float>(numbers));
    auto wanted = doubles(x);
    for (auto& value : wanted) {
        value = activated(function, value);
    }
    example.tolerance = 1e-6; // relative to 20
    example.expect(activate(example.given("x", x), function), wanted);
    return example;
}

OpExample slice(Slice part, double scale, double offset)
{
    CaseRandom random(3);
    OpExample example;
    const Shape shape{3, 5, 7};
    Tensor x = randomTensor(random, shape);
    auto wanted = doubles(x);
    const std::int64_t strides[] = {35, 7, 1};
    const auto extent = shape[part.axis];
    const auto last = part.count < 0 ? extent : part.first + part.count;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto index = static_cast<std::int64_t>(i) / strides[part.axis] % extent;
        if (index >= part.first && index < last) {
            if (scale == 0.0) { // sets, whatever was there: a masked score, say
                x.mutableFloats()[i] = -std::numeric_limits<float>::infinity();
                wanted[i] = offset;
                continue;
            }
            wanted[i] = scale * wanted[i] + offset;
        }
    }
    example.expect(editSlice(example.given("x", x), part, scale, offset), wanted);
    return example;
}

OpExample scaledAll(double scale, double offset)
{
    CaseRandom random(3);
    OpExample example;
    const Tensor x = randomTensor(random, {70, 1003});
    auto wanted = doubles(x);
    for (auto& value : wanted) {
        value = scale * value + offset;
    }
    example.expect(affine(example.given("x", x), scale, offset), wanted);
    return example;
}

OpExample columnsOf(std::int64_t n, std::int64_t width, std::int64_t first, std::int64_t count)
{
    CaseRandom random(4);
    OpExample example;
    const Tensor x = randomTensor(random, {n, width});
    const auto all = doubles(x);
    std::vector<double> wanted;
    for (std::int64_t row = 0; row < n; ++row) {
        const auto start = all.begin() + row * width + first;
        wanted.insert(wanted.end(), start, start + count);
    }
    example.expect(columns(example.given("x", x), first, count), wanted);
    return example;
}

std::vector<double> headsFirst(const std::vector<double>& x, std::int64_t n, std::int64_t heads,
                               std::int64_t d)
{
    std::vector<double> y(x.size());
    for (std::int64_t row = 0; row < n; ++row) {
        for (std::int64_t head = 0; head < heads; ++head) {
            for (std::int64_t i = 0; i < d; ++i) {
                y[static_cast<std::size_t>((head * n + row) * d + i)] =
                    x[static_cast<std::size_t>((row * heads + head) * d + i)];
            }
        }
    }
    return y;
}

OpExample split(std::int64_t n, std::int64_t heads, std::int64_t d)
{
    CaseRandom random(5);
    OpExample example;
    const Tensor x = randomTensor(random, {n, heads * d});
    const Value parts = splitHeads(example.given("x", x), heads);
    example.expect(parts, headsFirst(doubles(x), n, heads, d));
    example.expect(mergeHeads(parts), doubles(x));
    return example;
}

OpExample views()
{
    CaseRandom random(6);
    OpExample example;
    const Tensor x = randomTensor(random, {6, 4});
    const auto all = doubles(x);
    const Value middle = rows(example.given("x", x), 2, 3);
    const Value folded = reshape(middle, {2, 6});
    const std::vector<double> part(all.begin() + 8, all.begin() + 20);
    std::vector<double> doubled = part;
    for (auto& value : doubled) {
        value += value;
    }
    example.expect(middle, part);
    example.expect(folded, part);
    example.expect(add(folded, folded), doubled);
    return example;
}

/// y = x + x, z = y · y, z + x: values that die early must not be overwritten too early.
OpExample chain()
{
    CaseRandom random(7);
    OpExample example;
    const Tensor x = randomTensor(random, {9, 11});
    auto wanted = doubles(x);
    for (auto& value : wanted) {
        const double doubled = 2.0 * value;
        value = doubled * doubled + value + doubled;
    }
    const Value input = example.given("x", x);
    const Value doubled = add(input, input);
    const Value squared = multiply(doubled, doubled);
    example.expect(add(add(squared, input), doubled), wanted);
    return example;
}

} // namespace

std::vector<OpCase> elementCases()
{
    const auto sum = [](double x, double y) { return x + y; };
    const auto product = [](double x, double y) { return x * y; };
    std::vector<OpCase> cases{
        {"add/same shape",
         [=] {
             return binary(add, sum, {5, 7}, {5, 7});
         }},
        {"add/bias",
         [=] {
             return binary(add, sum, {5, 7}, {7});
         }},
        {"add/last axes",
         [=] {
             return binary(add, sum, {3, 5, 7}, {5, 7});
         }},
        {"add/large",
         [=] {
             return binary(add, sum, {70, 1003}, {1003});
         }},
        {"multiply/same shape",
         [=] {
             return binary(multiply, product, {5, 7}, {5, 7});
         }},
        {"multiply/row",
         [=] {
             return binary(multiply, product, {5, 70}, {70});
         }},
        {"multiply/large",
         [=] {
             return binary(multiply, product, {70, 1003}, {70, 1003});
         }},
        {"edit_slice/zero a head",
         [] {
             return slice({0, 1, 1}, 0.0, 0.0);
         }},
        {"edit_slice/scale rows to the end",
         [] {
             return slice({1, 2, -1}, 0.5, 0.25);
         }},
        {"edit_slice/set channels",
         [] {
             return slice({2, 3, 2}, 0.0, -1.5);
         }},
        {"affine/scale and offset", [] { return scaledAll(-0.75, 0.25); }},
        {"affine/scale 0", [] { return scaledAll(0.0, 3.0); }},
        {"columns/one row", [] { return columnsOf(1, 30, 10, 10); }},
        {"columns/rows", [] { return columnsOf(7, 29, 5, 13); }},
        {"split_heads/one row", [] { return split(1, 3, 8); }},
        {"split_heads/one head", [] { return split(5, 1, 7); }},
        {"split_heads/rows", [] { return split(5, 3, 7); }},
        {"rows, reshape", views},
        {"chain", chain},
    };
    const std::pair<const char*, Activation> functions[] = {
        {"relu", Activation::Relu},
        {"gelu_erf", Activation::GeluErf},
        {"gelu_tanh", Activation::GeluTanh},
        {"silu", Activation::Silu},
        {"sigmoid", Activation::Sigmoid},
        {"tanh", Activation::Tanh},
        {"gelu_quick", Activation::GeluQuick},
        {"relu_squared", Activation::ReluSquared},
        {"exp", Activation::Exp},
        {"softplus", Activation::Softplus},
    };
    for (const auto& [name, function] : functions) {
        for (const std::int64_t width : {5, 1201}) {
            cases.push_back({std::string("activate/") + name + "/" + std::to_string(width),
                             [function, width] { return activation(function, width); }});
        }
    }
    return cases;
}

} // namespace saccade
