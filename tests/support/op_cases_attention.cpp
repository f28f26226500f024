// Cases for core/graph/ops/attention.h, and for states.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What is added to the scores: as many of its axes as the name says, or −∞ for every third key.
enum class Bias { None, Full, SharedByRows, SharedByHeads, Mask };

struct AttentionForm {
    std::int64_t heads = 4;
    std::int64_t keyHeads = 4;
    std::int64_t n = 5;
    std::int64_t capacity = 64;
    std::int64_t d = 8;
    std::int32_t first = 0;
    bool causal = true;
    std::int64_t window = 0;
    double softCap = 0.0;
    DType cache = DType::F32;
    bool everyKey = false;
    Bias bias = Bias::None;
};

enum class Wanted { Heads, PatternAndHeads, Everything };

struct Reference {
    std::vector<double> scores;
    std::vector<double> pattern;
    std::vector<double> heads;
};

bool isVisible(const AttentionForm& form, std::int64_t row, std::int64_t key)
{
    if (form.everyKey) {
        return true;
    }
    const std::int64_t position = form.first + row;
    if (!form.causal) {
        return key < form.first + form.n;
    }
    return key <= position && (form.window == 0 || key > position - form.window);
}

double score(const AttentionForm& form, const double* query, const double* key)
{
    double sum = 0.0;
    for (std::int64_t i = 0; i < form.d; ++i) {
        sum += query[i] * key[i];
    }
    sum /= std::sqrt(static_cast<double>(form.d));
    return form.softCap > 0.0 ? form.softCap * std::tanh(sum / form.softCap) : sum;
}

Tensor biasOf(const AttentionForm& form)
{
    CaseRandom random(33);
    const bool isShared = form.bias == Bias::SharedByHeads;
    const auto rows = form.bias == Bias::SharedByRows || form.bias == Bias::Mask ? 1 : form.n;
    Tensor bias = randomTensor(random, {isShared ? 1 : form.heads, rows, form.capacity}, -2.0, 2.0);
    for (std::size_t i = 0; form.bias == Bias::Mask && i < bias.floats().size(); i += 3) {
        bias.mutableFloats()[i] = -std::numeric_limits<float>::infinity();
    }
    return bias;
}

/// The bias of one score, wherever its tensor has it.
double biasAt(const Tensor& bias, std::int64_t head, std::int64_t row, std::int64_t key)
{
    const auto& shape = bias.shape();
    const auto place =
        ((shape[0] == 1 ? 0 : head) * shape[1] + (shape[1] == 1 ? 0 : row)) * shape[2] + key;
    return static_cast<double>(bias.floats()[static_cast<std::size_t>(place)]);
}

/// Appends the row's scores, probabilities and mixture. `bias(key)` is added to the scores.
void attend(const AttentionForm& form, Reference& result, const double* query, const double* keys,
            const double* values, std::int64_t row, const std::function<double(std::int64_t)>& bias)
{
    double largest = -infinity;
    std::vector<double> scores;
    for (std::int64_t key = 0; key < form.capacity; ++key) {
        scores.push_back(isVisible(form, row, key)
                             ? score(form, query, keys + key * form.d) + bias(key)
                             : -infinity);
        largest = std::max(largest, scores.back());
    }
    std::vector<double> weights;
    double sum = 0.0;
    for (const double value : scores) {
        weights.push_back(std::exp(value - largest));
        sum += weights.back();
    }
    std::vector<double> mixture(static_cast<std::size_t>(form.d));
    for (std::size_t key = 0; key < weights.size(); ++key) {
        weights[key] /= sum;
        for (std::size_t i = 0; i < mixture.size(); ++i) {
            mixture[i] += weights[key] * values[key * mixture.size() + i];
        }
    }
    std::ranges::copy(scores, std::back_inserter(result.scores));
    std::ranges::copy(weights, std::back_inserter(result.pattern));
    std::ranges::copy(mixture, std::back_inserter(result.heads));
}

Reference reference(const AttentionForm& form, const Tensor& queries, const Tensor& keys,
                    const Tensor& values, const std::optional<Tensor>& bias)
{
    Reference result;
    const auto q = doubles(queries);
    const auto k = doubles(keys);
    const auto v = doubles(values);
    for (std::int64_t head = 0; head < form.heads; ++head) {
        const auto shared = head * form.keyHeads / form.heads * form.capacity * form.d;
        for (std::int64_t row = 0; row < form.n; ++row) {
            attend(form, result, q.data() + (head * form.n + row) * form.d, k.data() + shared,
                   v.data() + shared, row,
                   [&](std::int64_t key) { return bias ? biasAt(*bias, head, row, key) : 0.0; });
        }
    }
    return result;
}

OpExample attended(const AttentionForm& form, Wanted wanted)
{
    CaseRandom random(31);
    OpExample example;
    const Tensor q = randomTensor(random, {form.heads, form.n, form.d}, -3.0, 3.0);
    const Tensor k = roundTensor(random, form.cache, {form.keyHeads, form.capacity, form.d});
    const Tensor v = roundTensor(random, form.cache, {form.keyHeads, form.capacity, form.d});
    const Value queries = example.given("queries", q);
    const Value keys = example.given("keys", k);
    const Value values = example.given("values", v);
    const Value first = example.given("first", integerTensor({form.first}));
    AttentionRule rule;
    rule.scale = 1.0 / std::sqrt(static_cast<double>(form.d));
    rule.causal = form.causal;
    rule.window = form.window;
    rule.softCap = form.softCap;
    rule.everyKey = form.everyKey;
    std::optional<Tensor> bias;
    std::optional<Value> added;
    if (form.bias != Bias::None) {
        bias = biasOf(form);
        added = example.given("bias", *bias);
    }
    const Attention built = attention(queries, keys, values, first, rule, added);
    Reference expected = reference(form, q, k, v, bias);
    example.expect(built.heads, std::move(expected.heads));
    if (wanted != Wanted::Heads) {
        example.expect(built.pattern, std::move(expected.pattern));
    }
    if (wanted == Wanted::Everything) {
        example.expect(built.scores, std::move(expected.scores));
    }
    return example;
}

/// Writes three rows at `start`, then, in a second run, three that begin two further on; what lies
/// past the capacity is dropped.
OpExample written(DType type, std::int32_t start, std::int32_t runs)
{
    CaseRandom random(32);
    OpExample example;
    const std::int64_t heads = 2;
    const std::int64_t capacity = 9;
    const std::int64_t d = 5;
    const std::int64_t count = 3;
    std::vector<double> wanted(static_cast<std::size_t>(heads * capacity * d));
    const Value state = example.graph->state("cache", type, {heads, capacity, d});
    const Value rows = example.graph->input("rows", DType::F32, {heads, count, d});
    const Value first = example.graph->input("first", DType::I32, {1});
    example.runs.clear();
    for (std::int32_t run = 0; run < runs; ++run) {
        const Tensor data = roundTensor(random, DType::F32, {heads, count, d});
        const std::int32_t position = start + 2 * run;
        example.runs.push_back({{rows, data}, {first, integerTensor({position})}});
        const auto numbers = doubles(data);
        for (std::int64_t i = 0; i < std::ssize(numbers); ++i) {
            const auto place = position + i / d % count;
            if (place < capacity) {
                const auto at = (i / (d * count) * capacity + place) * d + i % d;
                wanted[static_cast<std::size_t>(at)] = numbers[static_cast<std::size_t>(i)];
            }
        }
    }
    example.expect(writeState(state, rows, first), wanted);
    return example;
}

/// F16 states round to nearest, ties to even.
OpExample rounded()
{
    OpExample example;
    // 2049 and 2051 lie between halves that are 2 apart; 2^-25 is half of the smallest one.
    const std::vector<float> numbers{2049.0F,    2051.0F, -2049.0F, 0x1p-25F,
                                     0x1.8p-24F, 0.1F,    65504.0F, 1e-7F};
    const Value state = example.graph->state("cache", DType::F16, {1, 2, 8});
    const Value rows =
        example.given("rows", Tensor::of({1, 1, 8}, std::span<const float>(numbers)));
    const Value first = example.given("first", integerTensor({1}));
    example.tolerance = 0.0;
    example.expect(writeState(state, rows, first), {0, 0, 0, 0, 0, 0, 0, 0, 2048, 2052, -2048, 0,
                                                    0x1p-23, 0.0999755859375, 65504, 0x1p-23});
    return example;
}

std::vector<std::pair<std::string, AttentionForm>> attentionForms()
{
    std::vector<std::pair<std::string, AttentionForm>> forms{
        {"one row", {.n = 1, .first = 20}},
        {"first token", {.n = 1}},
        {"rows", {}},
        {"rows after others", {.n = 7, .first = 13}},
        {"grouped", {.heads = 6, .keyHeads = 2, .n = 7, .first = 3}},
        {"grouped, one row", {.heads = 6, .keyHeads = 2, .n = 1, .first = 33}},
        {"window", {.n = 20, .first = 6, .window = 4}},
        {"window, one row", {.n = 1, .first = 40, .window = 7}},
        {"soft cap", {.n = 9, .softCap = 2.0}},
        {"both ways", {.n = 11, .first = 6, .causal = false}},
        {"odd width", {.n = 9, .d = 13, .first = 2}},
        {"wide", {.n = 3, .d = 80, .first = 21}},
        {"wider, one row", {.n = 1, .d = 128, .first = 50}},
        {"F16 cache", {.n = 9, .d = 32, .first = 4, .cache = DType::F16}},
        {"F16 cache, one row", {.n = 1, .d = 64, .first = 44, .cache = DType::F16}},
        {"full", {.n = 64, .d = 16}},
        {"long", {.heads = 3, .keyHeads = 3, .n = 130, .capacity = 333, .d = 64, .first = 171}},
        {"long, window",
         {.heads = 2,
          .keyHeads = 1,
          .n = 100,
          .capacity = 301,
          .d = 64,
          .first = 200,
          .window = 70}},
        {"every key", {.n = 7, .capacity = 37, .everyKey = true}},
        {"every key, one row", {.n = 1, .capacity = 37, .first = 9, .everyKey = true}},
        {"every key, long",
         {.heads = 2, .keyHeads = 1, .n = 70, .capacity = 150, .everyKey = true}},
        {"bias", {.n = 9, .first = 4, .bias = Bias::Full}},
        {"bias, one row", {.n = 1, .first = 40, .bias = Bias::Full}},
        {"bias, both ways", {.n = 11, .causal = false, .bias = Bias::Full}},
        {"bias, every key", {.n = 5, .capacity = 37, .everyKey = true, .bias = Bias::Full}},
        {"bias, soft cap", {.n = 9, .softCap = 2.0, .bias = Bias::Full}},
        {"bias shared by rows", {.n = 9, .first = 4, .bias = Bias::SharedByRows}},
        {"bias shared by heads, grouped",
         {.heads = 6, .keyHeads = 2, .n = 7, .first = 3, .bias = Bias::SharedByHeads}},
        {"bias, grouped, one row",
         {.heads = 6, .keyHeads = 2, .n = 1, .first = 33, .bias = Bias::Full}},
        {"bias, window", {.n = 20, .first = 6, .window = 4, .bias = Bias::Full}},
        {"mask", {.n = 12, .capacity = 31, .everyKey = true, .bias = Bias::Mask}},
        {"mask, one row", {.n = 1, .capacity = 31, .everyKey = true, .bias = Bias::Mask}},
        {"long, bias",
         {.heads = 2,
          .keyHeads = 2,
          .n = 130,
          .capacity = 333,
          .d = 64,
          .first = 171,
          .bias = Bias::Full}},
        {"long, one row",
         {.heads = 2, .keyHeads = 2, .n = 1, .capacity = 1100, .d = 64, .first = 1050}},
    };
    return forms;
}

} // namespace

std::vector<OpCase> attentionCases()
{
    std::vector<OpCase> cases;
    for (const auto& [name, form] : attentionForms()) {
        cases.push_back({"attention/" + name, [form] { return attended(form, Wanted::Heads); }});
        cases.push_back({"attention/" + name + "/pattern",
                         [form] { return attended(form, Wanted::PatternAndHeads); }});
        cases.push_back({"attention/" + name + "/everything",
                         [form] { return attended(form, Wanted::Everything); }});
    }
    for (const DType type : {DType::F32, DType::F16}) {
        const std::string name = "write_state/" + std::string(layout(type).name);
        cases.push_back({name, [type] { return written(type, 2, 2); }});
        cases.push_back({name + "/past the capacity", [type] { return written(type, 5, 2); }});
        cases.push_back({name + "/one run", [type] { return written(type, 4, 1); }});
        cases.push_back(
            {name + "/one run past the capacity", [type] { return written(type, 7, 1); }});
    }
    cases.push_back({"write_state/rounding", rounded});
    return cases;
}

} // namespace saccade
