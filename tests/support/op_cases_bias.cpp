// Cases for the biases of core/graph/ops/attention.h.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <cmath>

namespace saccade
{

namespace
{

struct BiasForm {
    std::int64_t heads = 3;
    std::int64_t n = 5;
    std::int64_t capacity = 41;
    std::int32_t first = 0;
};

OpExample linearly(const BiasForm& form)
{
    CaseRandom random(41);
    OpExample example;
    const Tensor slopes = randomTensor(random, {form.heads}, 0.0, 1.0);
    const auto slope = doubles(slopes);
    std::vector<double> wanted;
    for (std::int64_t i = 0; i < form.heads * form.n * form.capacity; ++i) {
        const auto query = form.first + i / form.capacity % form.n;
        const auto head = static_cast<std::size_t>(i / form.capacity / form.n);
        wanted.push_back(slope[head] * static_cast<double>(i % form.capacity - query));
    }
    const Value first = example.given("first", integerTensor({form.first}));
    example.expect(
        linearBias(example.graph->constant(slopes, "slopes"), first, form.n, form.capacity),
        wanted);
    return example;
}

/// The bucket as the paper's code states it: half of the buckets are exact, the others grow with
/// the logarithm up to the maximum distance. Written with powers: bucket exact + j begins where
/// distance ≥ exact·(maximum/exact)^(j/(buckets − exact)).
std::int64_t bucketOf(std::int64_t distance, std::int64_t buckets, const RelativeBuckets& rule)
{
    std::int64_t start = 0;
    if (rule.bidirectional) {
        buckets /= 2;
        start = distance > 0 ? buckets : 0;
    } else if (distance > 0) {
        return 0;
    }
    const auto size = std::abs(distance);
    const auto exact = buckets / 2;
    if (size < exact) {
        return start + size;
    }
    auto bucket = exact;
    const auto ratio = static_cast<double>(rule.maximumDistance) / static_cast<double>(exact);
    for (; bucket + 1 < buckets; ++bucket) {
        const auto share =
            static_cast<double>(bucket + 1 - exact) / static_cast<double>(buckets - exact);
        const double begins = static_cast<double>(exact) * std::pow(ratio, share);
        if (static_cast<double>(size) < begins - 1e-6) {
            break;
        }
    }
    return start + bucket;
}

OpExample relatively(const BiasForm& form, std::int64_t buckets, const RelativeBuckets& rule,
                     DType type)
{
    CaseRandom random(42);
    OpExample example;
    const Tensor table = roundTensor(random, type, {buckets, form.heads});
    const auto values = doubles(table);
    std::vector<double> wanted;
    for (std::int64_t i = 0; i < form.heads * form.n * form.capacity; ++i) {
        const auto query = form.first + i / form.capacity % form.n;
        const auto bucket = bucketOf(i % form.capacity - query, buckets, rule);
        const auto head = i / form.capacity / form.n;
        wanted.push_back(values[static_cast<std::size_t>(bucket * form.heads + head)]);
    }
    const Value first = example.given("first", integerTensor({form.first}));
    example.tolerance = 0.0;
    example.expect(
        relativeBias(example.graph->constant(table, "table"), first, form.n, form.capacity, rule),
        wanted);
    return example;
}

} // namespace

std::vector<OpCase> biasCases()
{
    const BiasForm rows{};
    const BiasForm later{.n = 7, .capacity = 300, .first = 200};
    const BiasForm oneRow{.heads = 5, .n = 1, .capacity = 90, .first = 77};
    std::vector<OpCase> cases{
        {"linear_bias/rows", [=] { return linearly(rows); }},
        {"linear_bias/later", [=] { return linearly(later); }},
        {"linear_bias/one row", [=] { return linearly(oneRow); }},
    };
    const RelativeBuckets causal{};
    const RelativeBuckets bothWays{.bidirectional = true};
    const RelativeBuckets shorter{.bidirectional = true, .maximumDistance = 20};
    for (const auto& [name, form] :
         {std::pair{"rows", rows}, std::pair{"later", later}, std::pair{"one row", oneRow}}) {
        const std::string start = std::string("relative_bias/") + name;
        cases.push_back(
            {start + ", causal", [=] { return relatively(form, 32, causal, DType::F32); }});
        cases.push_back(
            {start + ", both ways", [=] { return relatively(form, 32, bothWays, DType::F16); }});
        cases.push_back(
            {start + ", few buckets", [=] { return relatively(form, 8, shorter, DType::F32); }});
    }
    return cases;
}

} // namespace saccade
