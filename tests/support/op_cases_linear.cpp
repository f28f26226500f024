// Cases for core/graph/ops/linear.h.
#include "core/graph/ops/ops.h"
#include "tests/support/op_case_data.h"

namespace saccade
{

namespace
{

struct LinearForm {
    DType type;
    WeightLayout weightLayout;
    std::int64_t n;
    std::int64_t in;
    std::int64_t out;
    std::optional<DType> bias;
};

std::string text(const LinearForm& form)
{
    return std::string("linear/") + std::string(layout(form.type).name) +
           (form.weightLayout == WeightLayout::InputOutput ? " in-out" : "") +
           "/n=" + std::to_string(form.n) + " in=" + std::to_string(form.in) +
           " out=" + std::to_string(form.out) +
           (form.bias ? " bias " + std::string(layout(*form.bias).name) : std::string());
}

std::vector<double> products(const LinearForm& form, const std::vector<double>& x,
                             const std::vector<double>& weight, const std::vector<double>& bias)
{
    std::vector<double> y;
    for (std::int64_t row = 0; row < form.n; ++row) {
        for (std::int64_t o = 0; o < form.out; ++o) {
            double sum = bias.empty() ? 0.0 : bias[static_cast<std::size_t>(o)];
            for (std::int64_t i = 0; i < form.in; ++i) {
                const auto place = form.weightLayout == WeightLayout::OutputInput
                                       ? o * form.in + i
                                       : i * form.out + o;
                sum += x[static_cast<std::size_t>(row * form.in + i)] *
                       weight[static_cast<std::size_t>(place)];
            }
            y.push_back(sum);
        }
    }
    return y;
}

OpExample multiplied(const LinearForm& form)
{
    CaseRandom random(21);
    OpExample example;
    const Tensor x = randomTensor(random, {form.n, form.in});
    const Shape shape = form.weightLayout == WeightLayout::OutputInput ? Shape{form.out, form.in}
                                                                       : Shape{form.in, form.out};
    const Tensor weight = randomWeight(random, form.type, shape);
    const Value input = example.given("x", x);
    const Value matrix = example.graph->constant(weight, "weight");
    if (form.bias) {
        const Tensor bias = randomWeight(random, *form.bias, {form.out});
        example.expect(
            linear(input, matrix, example.graph->constant(bias, "bias"), form.weightLayout),
            products(form, doubles(x), doubles(weight), doubles(bias)));
    } else {
        example.expect(linear(input, matrix, form.weightLayout),
                       products(form, doubles(x), doubles(weight), {}));
    }
    return example;
}

OpExample lookedUp(DType type, std::int64_t width)
{
    CaseRandom random(22);
    OpExample example;
    const std::int64_t entries = 9;
    const Tensor table = randomWeight(random, type, {entries, width});
    const std::vector<std::int32_t> ids{3, 8, 0, 3, -1, 9};
    const auto all = doubles(table);
    std::vector<double> wanted;
    for (const auto id : ids) {
        for (std::int64_t i = 0; i < width; ++i) {
            wanted.push_back(
                id < 0 || id >= entries ? 0.0 : all[static_cast<std::size_t>(id * width + i)]);
        }
    }
    const Value chosen = example.given("ids", integerTensor(ids));
    example.tolerance = 1e-6;
    example.expect(lookUp(example.graph->constant(table, "table"), chosen), wanted);
    return example;
}

OpExample range(DType type, std::int32_t first, std::int64_t count)
{
    CaseRandom random(23);
    OpExample example;
    const std::int64_t entries = 12;
    const std::int64_t width = 33;
    const Tensor table = randomWeight(random, type, {entries, width});
    const auto all = doubles(table);
    std::vector<double> wanted;
    for (std::int64_t row = first; row < first + count; ++row) {
        for (std::int64_t i = 0; i < width; ++i) {
            wanted.push_back(row < entries ? all[static_cast<std::size_t>(row * width + i)] : 0.0);
        }
    }
    const Value start = example.given("first", integerTensor({first}));
    example.expect(lookUpRange(example.graph->constant(table, "table"), start, count), wanted);
    return example;
}

} // namespace

std::vector<OpCase> linearCases()
{
    using enum DType;
    using enum WeightLayout;
    const DType plain[] = {F32, F16, BF16, F64};
    const DType quantised[] = {Q4_0, Q4_1, Q5_0, Q5_1, Q8_0,   Q2_K,
                               Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS};
    std::vector<LinearForm> forms;
    for (const std::int64_t n : {1, 2, 3, 17, 64}) {
        for (const DType type : plain) {
            forms.push_back({type, OutputInput, n, 37, 53, std::nullopt});
            forms.push_back({type, OutputInput, n, 300, 131, F32});
            forms.push_back({type, InputOutput, n, 37, 53, std::nullopt});
            forms.push_back({type, InputOutput, n, 300, 131, type == F64 ? F32 : type});
        }
        for (const DType type : quantised) {
            if (n == 2) {
                continue; // the kernels of three rows are those of two
            }
            forms.push_back({type, OutputInput, n, 256, 5, std::nullopt});
            forms.push_back({type, OutputInput, n, 768, 67, F32});
            if (layout(type).blockElements == 32) {
                forms.push_back({type, OutputInput, n, 96, 19, std::nullopt});
            }
        }
    }
    forms.push_back({F32, OutputInput, 1, 1, 1, std::nullopt});
    forms.push_back({F32, OutputInput, 1, 768, 3001, F32});
    forms.push_back({F32, InputOutput, 1, 768, 2304, F32});
    forms.push_back({F32, OutputInput, 130, 520, 200, F32});
    forms.push_back({F32, InputOutput, 130, 520, 200, F32});
    forms.push_back({Q4_K, OutputInput, 130, 1024, 100, F32});
    std::vector<OpCase> cases;
    for (const auto& form : forms) {
        cases.push_back({text(form), [form] { return multiplied(form); }});
    }
    for (const DType type : plain) {
        cases.push_back(
            {"look_up/" + std::string(layout(type).name), [type] { return lookedUp(type, 35); }});
        cases.push_back({"look_up_range/" + std::string(layout(type).name),
                         [type] { return range(type, 4, 5); }});
    }
    for (const DType type : quantised) {
        cases.push_back(
            {"look_up/" + std::string(layout(type).name), [type] { return lookedUp(type, 512); }});
    }
    cases.push_back({"look_up_range/past the end", [] { return range(F32, 10, 4); }});
    return cases;
}

} // namespace saccade
