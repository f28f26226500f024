// Cases for core/graph/ops/experts.h.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <algorithm>
#include <numeric>

namespace saccade
{

namespace
{

/// Numbers of the experts, most probable first, ties in order.
std::vector<std::size_t> ranked(std::span<const double> probabilities)
{
    std::vector<std::size_t> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(
        order, [&](std::size_t a, std::size_t b) { return probabilities[a] > probabilities[b]; });
    return order;
}

/// Numbers in (0, 1] that lie apart, so that differences do not change their order.
Tensor spreadRows(CaseRandom& random, std::int64_t n, std::int64_t width)
{
    Tensor x = Tensor::allocate(DType::F32, {n, width});
    for (std::int64_t row = 0; row < n; ++row) {
        std::vector<double> keys(static_cast<std::size_t>(width));
        std::ranges::generate(keys, [&random] { return random.number(0.0, 1.0); });
        auto value = static_cast<double>(width);
        for (const auto column : ranked(keys)) {
            x.mutableFloats()[static_cast<std::size_t>(row * width) + column] =
                static_cast<float>(value / static_cast<double>(width) + CaseMovement::next());
            value -= 1.0;
        }
    }
    return x;
}

OpExample chosen(std::int64_t n, std::int64_t experts, std::int64_t k, RoutingWeights weights)
{
    CaseRandom random(61);
    OpExample example;
    Tensor x = spreadRows(random, n, experts);
    const auto width = static_cast<std::size_t>(experts);
    for (std::size_t i = 1; i < width; i += 2) {
        x.mutableFloats()[i] = x.floats()[i - 1]; // row 0 has ties
    }
    const auto numbers = doubles(x);
    std::vector<double> wantedExperts;
    std::vector<double> wantedWeights;
    for (std::size_t row = 0; row < numbers.size(); row += width) {
        const std::span own(numbers.data() + row, width);
        const auto order = ranked(own);
        double total = 0.0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(k); ++i) {
            total += own[order[i]];
        }
        for (std::size_t i = 0; i < static_cast<std::size_t>(k); ++i) {
            wantedExperts.push_back(static_cast<double>(order[i]));
            wantedWeights.push_back(own[order[i]] /
                                    (weights == RoutingWeights::Renormalised ? total : 1.0));
        }
    }
    const Routing routing = chooseExperts(example.given("probabilities", x), k, weights);
    example.tolerance = 1e-6;
    example.expect(routing.experts, wantedExperts);
    example.expect(routing.weights, wantedWeights);
    return example;
}

enum class Sharing { RowsOfToken, OwnRows };

struct ExpertForm {
    DType type = DType::F32;
    std::int64_t experts = 4;
    std::int64_t n = 5;
    std::int64_t k = 2;
    std::int64_t in = 37;
    std::int64_t out = 53;
    Sharing sharing = Sharing::RowsOfToken;
};

/// All rows to one expert where `experts` is 1; one number lies outside where there are more.
Tensor randomRouting(CaseRandom& random, const ExpertForm& form)
{
    std::vector<std::int32_t> numbers;
    for (std::int64_t i = 0; i < form.n * form.k; ++i) {
        numbers.push_back(
            static_cast<std::int32_t>(random.number(0.0, static_cast<double>(form.experts))));
    }
    if (form.experts > 1 && numbers.size() > 1) {
        numbers.back() = static_cast<std::int32_t>(form.experts);
    }
    return Tensor::of({form.n, form.k}, std::span<const std::int32_t>(numbers));
}

OpExample multiplied(const ExpertForm& form)
{
    CaseRandom random(62);
    OpExample example;
    const bool isShared = form.sharing == Sharing::RowsOfToken;
    const Tensor x = randomTensor(random, {isShared ? form.n : form.n * form.k, form.in});
    const Tensor routing = randomRouting(random, form);
    const Value input = example.given("x", x);
    const Value experts = example.given("experts", routing);
    const CaseMovement::Pause pause; // experts' weights have no gradients
    std::vector<Value> weights;
    std::vector<std::vector<double>> numbers;
    for (std::int64_t e = 0; e < form.experts; ++e) {
        const Tensor weight = randomWeight(random, form.type, {form.out, form.in});
        weights.push_back(example.graph->constant(weight, "expert " + std::to_string(e)));
        numbers.push_back(doubles(weight));
    }
    const auto from = doubles(x);
    std::vector<double> wanted;
    for (std::int64_t row = 0; row < form.n * form.k; ++row) {
        const auto expert = routing.integers()[static_cast<std::size_t>(row)];
        const auto start = (isShared ? row / form.k : row) * form.in;
        for (std::int64_t o = 0; o < form.out; ++o) {
            double sum = 0.0;
            for (std::int64_t i = 0; i < form.in && expert < form.experts; ++i) {
                sum += from[static_cast<std::size_t>(start + i)] *
                       numbers[static_cast<std::size_t>(expert)]
                              [static_cast<std::size_t>(o * form.in + i)];
            }
            wanted.push_back(sum);
        }
    }
    example.expect(expertLinear(input, experts, weights), wanted);
    return example;
}

OpExample mixed(std::int64_t n, std::int64_t k, std::int64_t width)
{
    CaseRandom random(63);
    OpExample example;
    const Tensor y = randomTensor(random, {n * k, width});
    const Tensor weights = randomTensor(random, {n, k});
    const auto from = doubles(y);
    const auto weight = doubles(weights);
    std::vector<double> wanted(static_cast<std::size_t>(n * width));
    for (std::int64_t i = 0; i < n * k * width; ++i) {
        const auto row = i / width;
        wanted[static_cast<std::size_t>(row / k * width + i % width)] +=
            weight[static_cast<std::size_t>(row)] * from[static_cast<std::size_t>(i)];
    }
    const Value input = example.given("y", y);
    example.expect(mixExperts(input, example.given("weights", weights)), wanted);
    return example;
}

} // namespace

std::vector<OpCase> expertCases()
{
    using enum RoutingWeights;
    std::vector<OpCase> cases{
        {"choose_experts/one token", [] { return chosen(1, 8, 2, Renormalised); }},
        {"choose_experts/tokens", [] { return chosen(37, 60, 4, AsTheyAre); }},
        {"choose_experts/many", [] { return chosen(70, 128, 8, Renormalised); }},
        {"choose_experts/all", [] { return chosen(3, 4, 4, Renormalised); }},
        {"mix_experts/one token", [] { return mixed(1, 2, 70); }},
        {"mix_experts/tokens", [] { return mixed(23, 4, 333); }},
    };
    const std::pair<const char*, ExpertForm> forms[] = {
        {"tokens", {}},
        {"one token", {.n = 1}},
        {"own rows", {.sharing = Sharing::OwnRows}},
        {"one token, own rows", {.n = 1, .k = 3, .sharing = Sharing::OwnRows}},
        {"many tokens", {.experts = 3, .n = 90, .in = 64, .out = 131}},
        {"many experts", {.experts = 64, .n = 3, .k = 8, .in = 32, .out = 20}},
        {"one expert", {.experts = 1, .n = 40, .k = 1}},
        {"wide", {.n = 2, .in = 300, .out = 1100, .sharing = Sharing::OwnRows}},
    };
    for (const auto& [name, form] : forms) {
        cases.push_back(
            {std::string("expert_linear/") + name, [form] { return multiplied(form); }});
    }
    for (const DType type : {DType::F16, DType::BF16, DType::F64, DType::Q4_0, DType::Q4_1,
                             DType::Q5_0, DType::Q5_1, DType::Q8_0, DType::Q2_K, DType::Q3_K,
                             DType::Q4_K, DType::Q5_K, DType::Q6_K, DType::IQ4_NL, DType::IQ4_XS}) {
        const auto name = "expert_linear/" + std::string(layout(type).name);
        const ExpertForm few{.type = type, .n = 1, .in = 512, .out = 19};
        const ExpertForm many{.type = type, .n = 20, .in = 256, .out = 70};
        cases.push_back({name, [few] { return multiplied(few); }});
        cases.push_back({name + "/tokens", [many] { return multiplied(many); }});
    }
    return cases;
}

} // namespace saccade
