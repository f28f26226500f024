// Cases for core/graph/ops/fixed_point.h: whole numbers, so that results are exact.
#include "core/graph/ops/fixed_point.h"
#include "tests/support/op_case_data.h"

#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

/// Whole numbers in low … high.
Tensor wholeNumbers(const Shape& shape, std::int64_t low, std::int64_t high, std::uint64_t seed)
{
    CaseRandom random(seed);
    auto result = Tensor::allocate(DType::F32, shape);
    for (auto& number : result.mutableFloats()) {
        const auto span = static_cast<std::uint64_t>(high - low + 1);
        number = static_cast<float>(low + static_cast<std::int64_t>(random.bits() % span));
    }
    return result;
}

double inByte(double x)
{
    return std::clamp(x, -128.0, 127.0);
}

OpExample rounded(FixedPoint function, double scale)
{
    OpExample example;
    // Halves and sums of products of bytes.
    const auto x = wholeNumbers({9, 33}, -20000, 20000, 71);
    auto wanted = doubles(x);
    for (auto& number : wanted) {
        number = inByte(function == FixedPoint::Round ? std::nearbyint(number * scale)
                                                      : std::floor(number * scale));
    }
    example.expect(fixedPoint(example.given("x", x), function, scale), std::move(wanted));
    return example;
}

OpExample lookedUp()
{
    OpExample example;
    const auto x = wholeNumbers({5, 21}, -128, 127, 72);
    const auto table = wholeNumbers({256}, -100, 100, 73);
    auto wanted = doubles(x);
    for (auto& number : wanted) {
        const auto index = static_cast<std::size_t>(number < 0.0 ? number + 256.0 : number);
        number = static_cast<double>(table.floats()[index]);
    }
    example.expect(
        fixedPoint(example.given("x", x), FixedPoint::Table, 1.0, example.given("table", table)),
        std::move(wanted));
    return example;
}

OpExample shared(std::int64_t width)
{
    OpExample example;
    const auto x = wholeNumbers({2, 3, width}, -128, 127, 74);
    auto table = wholeNumbers({129}, 1, 65536, 75);
    std::ranges::sort(table.mutableFloats(), std::greater<>());
    auto wanted = doubles(x);
    const auto count = static_cast<std::size_t>(width);
    for (std::size_t row = 0; row < wanted.size(); row += count) {
        const auto part = std::span(wanted).subspan(row, count);
        const auto largest = *std::ranges::max_element(part);
        std::int64_t sum = 0;
        for (auto& number : part) {
            const auto below =
                std::min<std::size_t>(static_cast<std::size_t>(largest - number), 128);
            number = static_cast<double>(table.floats()[below]);
            sum += static_cast<std::int64_t>(number);
        }
        for (auto& number : part) {
            number = static_cast<double>(
                std::min<std::int64_t>(128 * static_cast<std::int64_t>(number) / sum, 127));
        }
    }
    example.expect(
        fixedPoint(example.given("x", x), FixedPoint::Softmax, 1.0, example.given("table", table)),
        std::move(wanted));
    return example;
}

OpExample normed(std::int64_t width, std::int64_t size)
{
    OpExample example;
    const auto x = wholeNumbers({7, width}, -size, size, 76);
    auto wanted = doubles(x);
    const auto count = static_cast<std::size_t>(width);
    for (std::size_t row = 0; row < wanted.size(); row += count) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t i = row; i < row + count; ++i) {
            sum += wanted[i];
            squares += wanted[i] * wanted[i];
        }
        const auto mean = std::floor(sum / static_cast<double>(width));
        auto variance = static_cast<std::int64_t>(std::floor(squares / static_cast<double>(width)) -
                                                  mean * mean);
        int place = -1;
        for (; variance > 0; variance /= 2) {
            ++place;
        }
        const auto shift = (std::max(place, 0) + 1) / 2;
        for (std::size_t i = row; i < row + count; ++i) {
            wanted[i] = inByte(std::floor((wanted[i] - mean) * std::pow(2.0, 5 - shift)));
        }
    }
    example.expect(fixedPoint(example.given("x", x), FixedPoint::Norm), std::move(wanted));
    return example;
}

} // namespace

std::vector<OpCase> fixedPointCases()
{
    return {{"fixed_point/round", [] { return rounded(FixedPoint::Round, 1.0 / 128); }},
            {"fixed_point/round halves", [] { return rounded(FixedPoint::Round, 0.5); }},
            {"fixed_point/floor", [] { return rounded(FixedPoint::Floor, 1.0 / 512); }},
            {"fixed_point/table", [] { return lookedUp(); }},
            {"fixed_point/softmax", [] { return shared(16); }},
            {"fixed_point/softmax, one", [] { return shared(1); }},
            {"fixed_point/norm", [] { return normed(32, 128); }},
            {"fixed_point/norm, small numbers", [] { return normed(32, 2); }},
            {"fixed_point/norm, all the same", [] { return normed(16, 0); }}};
}

} // namespace saccade
