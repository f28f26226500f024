// Cases for the convolutions, selective scans and unified matrices of core/graph/ops/recurrent.h.
#include "tests/support/two_runs.h"

namespace saccade
{

namespace
{

OpExample shifted(std::int64_t n, std::int64_t width)
{
    TwoRuns runs(n, 41);
    const auto x = runs.rows("x", width, -1.0, 1.0);
    const auto y = previousRows(runs.state("last", {1, width}), x.value);
    return runs.expecting(y, secondRun(runs, x, [](std::int64_t, std::vector<double> numbers) {
                              numbers.insert(numbers.begin(), 0.0);
                              return numbers;
                          }));
}

OpExample convolved(std::int64_t n, std::int64_t channels, std::int64_t size, bool hasBias)
{
    TwoRuns runs(n, 42);
    const auto x = runs.rows("x", channels, -1.0, 1.0);
    const auto weight = runs.constant({channels, size}, -1.0, 1.0);
    const auto bias = runs.constant({channels}, -1.0, 1.0);
    const auto y =
        causalConvolution(runs.state("last", {size - 1, channels}), x.value, weight.value,
                          hasBias ? std::optional(bias.value) : std::nullopt);
    const auto answer = [&](std::int64_t c, const std::vector<double>& numbers) {
        std::vector<double> result;
        for (std::int64_t row = 0; row < std::ssize(numbers); ++row) {
            double sum = hasBias ? bias.all[place(c)] : 0.0;
            for (std::int64_t back = 0; back < std::min(size, row + 1); ++back) {
                sum += weight.at(c, size - 1 - back) * numbers[place(row - back)];
            }
            result.push_back(sum);
        }
        return result;
    };
    return runs.expecting(y, secondRun(runs, x, answer));
}

struct SelectiveForm {
    std::int64_t n = 3;
    std::int64_t heads = 6;
    std::int64_t perHead = 1;
    std::int64_t states = 3;
    std::int64_t groups = 1;
    bool isShared = false;
};

OpExample selective(const SelectiveForm& form, Wanted wanted)
{
    TwoRuns runs(form.n, 43);
    const auto x = runs.rows("x", form.heads * form.perHead, -1.0, 1.0);
    const auto steps = runs.rows("steps", form.heads, 0.1, 1.5);
    const auto keys = runs.rows("keys", form.groups * form.states, -1.0, 1.0);
    const auto queries = runs.rows("queries", form.groups * form.states, -1.0, 1.0);
    const auto rates = runs.constant({form.heads, form.isShared ? 1 : form.states}, -2.0, -0.1);
    const auto answerOfHead = [&](std::int64_t head, const std::vector<double>& numbers) {
        std::vector<double> result(numbers.size());
        const auto start = head / (form.heads / form.groups) * form.states;
        for (std::int64_t s = 0; s < form.states; ++s) {
            double held = 0.0;
            for (std::int64_t row = 0; row < std::ssize(numbers); ++row) {
                const auto step = steps.at(row, head);
                held = std::exp(step * rates.at(head, form.isShared ? 0 : s)) * held +
                       step * keys.at(row, start + s) * numbers[place(row)];
                result[place(row)] += queries.at(row, start + s) * held;
            }
        }
        return result;
    };
    SelectiveScan scan{steps.value, rates.value, keys.value, queries.value, form.states};
    if (wanted == Wanted::Scan) {
        const auto state = runs.state("held", {x.width, form.states});
        const auto answer = [&](std::int64_t channel, const std::vector<double>& numbers) {
            return answerOfHead(channel / form.perHead, numbers);
        };
        return runs.expecting(selectiveScan(state, x.value, scan), secondRun(runs, x, answer));
    }
    scan.steps = runs.kept(steps);
    scan.keys = runs.kept(keys);
    return runs.expecting(selectiveMatrix(scan, runs.place(formOf(wanted))),
                          impulses(runs, form.heads, formOf(wanted), answerOfHead));
}

/// The pattern is that of an RWKV 6 with one key a head.
OpExample unified(std::int64_t perHead, bool hasBefore, Wanted wanted)
{
    constexpr std::int64_t heads = 3;
    constexpr std::int64_t size = 3;
    TwoRuns runs(4, 47);
    const auto channels = heads * perHead;
    const auto queries = runs.rows("queries", heads, -1.0, 1.0);
    const auto keys = runs.rows("keys", heads, -1.0, 1.0);
    const auto decays = runs.constant({heads}, 0.5, 0.99);
    const auto bonus = runs.constant({heads}, -1.0, 1.0);
    const auto gates = runs.rows("gates", channels, -1.0, 1.0);
    const auto skips =
        hasBefore ? runs.constant({channels}, -1.0, 1.0) : runs.rows("skips", channels, -1.0, 1.0);
    const auto norms = runs.rows("norms", 1, 0.5, 2.0);
    const auto activations = runs.rows("activations", channels, 0.0, 1.0);
    const auto weight = runs.constant({channels, size}, -1.0, 1.0);
    const auto answer = [&](std::int64_t c, std::vector<double> x) {
        if (hasBefore) {
            for (auto row = std::ssize(x) - 1; row >= 0; --row) {
                double sum = 0.0;
                for (std::int64_t back = 0; back < std::min(size, row + 1); ++back) {
                    sum += weight.at(c, size - 1 - back) * norms.at(row - back, 0) *
                           x[place(row - back)];
                }
                x[place(row)] = sum * activations.at(row, c);
            }
        }
        const auto head = c / perHead;
        double held = 0.0;
        for (std::int64_t row = 0; row < std::ssize(x); ++row) {
            const auto added = keys.at(row, head) * x[place(row)];
            const auto own = queries.at(row, head) * (held + bonus.all[place(head)] * added);
            held = decays.all[place(head)] * held + added;
            x[place(row)] =
                gates.at(row, c) * (own + skips.at(hasBefore ? 0 : row, c) * x[place(row)]);
        }
        return x;
    };
    const MatrixRecurrence recurrence{queries.value, runs.kept(keys), decays.value, bonus.value,
                                      heads};
    UnifiedParts parts{wkv6Matrix(recurrence, runs.place(MatrixForm::PerHead)), gates.value,
                       skips.value, std::nullopt};
    if (hasBefore) {
        parts.before = UnifiedParts::Before{runs.kept(norms), weight.value, runs.kept(activations)};
    }
    return runs.expecting(unifiedMatrix(parts, runs.place(formOf(wanted))),
                          impulses(runs, channels, formOf(wanted), answer));
}

OpExample factors(std::int64_t groups, Centring centring)
{
    constexpr std::int64_t width = 7;
    CaseRandom random(48);
    OpExample example;
    const auto x = randomTensor(random, {3, groups * width}, -2.0, 3.0);
    const auto numbers = doubles(x);
    std::vector<double> wanted;
    for (auto part = numbers.begin(); part != numbers.end(); part += width) {
        double mean = 0.0;
        double squares = 0.0;
        for (auto number = part; number != part + width; ++number) {
            mean += centring == Centring::Mean ? *number / width : 0.0;
        }
        for (auto number = part; number != part + width; ++number) {
            squares += (*number - mean) * (*number - mean) / width;
        }
        wanted.push_back(1.0 / std::sqrt(squares + 0.01));
    }
    example.expect(normFactors(example.given("x", x), groups, centring, 0.01), std::move(wanted));
    return example;
}

void addSelective(std::vector<OpCase>& cases, Wanted wanted, const std::string& suffix)
{
    const std::vector<std::pair<std::string, SelectiveForm>> forms{
        {"mamba", {}},
        {"mamba, one row", {.n = 1}},
        {"mamba, wide", {.n = 5, .heads = 70, .states = 16}},
        {"mamba 2", {.heads = 4, .perHead = 3, .states = 6, .groups = 2, .isShared = true}},
        {"mamba 2, long",
         {.n = 33, .heads = 3, .perHead = 8, .states = 8, .groups = 1, .isShared = true}}};
    for (const auto& [name, form] : forms) {
        cases.push_back({"selective_" + suffix + "/" + name,
                         [form, wanted] { return selective(form, wanted); }});
    }
}

} // namespace

std::vector<OpCase> recurrentCases()
{
    std::vector<OpCase> cases;
    for (const std::int64_t n : {1, 2, 7}) {
        const auto rows = "/n=" + std::to_string(n);
        cases.push_back({"previous_rows" + rows, [n] { return shifted(n, 70); }});
        cases.push_back({"causal_convolution" + rows, [n] { return convolved(n, 9, 4, true); }});
        cases.push_back({"causal_convolution" + rows + ", no bias",
                         [n] { return convolved(n, 70, 3, false); }});
    }
    addSelective(cases, Wanted::Scan, "scan");
    addSelective(cases, Wanted::Matrix, "matrix");
    addSelective(cases, Wanted::Mean, "mean");
    for (const auto wanted : {Wanted::Matrix, Wanted::Mean}) {
        const std::string name =
            "unified_matrix/" + std::string(wanted == Wanted::Mean ? "mean" : "matrix");
        cases.push_back({name, [wanted] { return unified(2, false, wanted); }});
        cases.push_back({name + ", convolution", [wanted] { return unified(1, true, wanted); }});
        cases.push_back(
            {name + ", convolution, heads", [wanted] { return unified(2, true, wanted); }});
    }
    cases.push_back({"norm_factors", [] { return factors(1, Centring::None); }});
    cases.push_back({"norm_factors/groups", [] { return factors(3, Centring::Mean); }});
    return cases;
}

} // namespace saccade
