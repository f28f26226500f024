// Cases for the recurrences of RWKV in core/graph/ops/recurrent.h.
#include "tests/support/two_runs.h"

namespace saccade
{

namespace
{

OpExample rwkv4(std::int64_t n, std::int64_t channels, double size, Wanted wanted)
{
    TwoRuns runs(n, 44);
    const auto keys = runs.rows("keys", channels, -size, size);
    const auto values = runs.rows("values", channels, -1.0, 1.0);
    const auto decay = runs.constant({channels}, -2.0, -0.05);
    const auto bonus = runs.constant({channels}, -1.0, 1.0);
    const auto answer = [&](std::int64_t c, const std::vector<double>& numbers) {
        std::vector<double> result;
        for (std::int64_t row = 0; row < std::ssize(numbers); ++row) {
            // In long double, e^{k} of the sizes used here does not overflow.
            long double sum = 0.0L;
            long double weights = 0.0L;
            for (std::int64_t key = 0; key <= row; ++key) {
                const auto ago = static_cast<double>(row - 1 - key);
                const auto exponent = keys.at(key, c) + (key == row ? bonus.all[place(c)]
                                                                    : ago * decay.all[place(c)]);
                const auto weight = std::exp(static_cast<long double>(exponent));
                sum += weight * static_cast<long double>(numbers[place(key)]);
                weights += weight;
            }
            result.push_back(static_cast<double>(sum / weights));
        }
        return result;
    };
    const auto matrices = [&] {
        return runs.expecting(
            wkv4Matrix(runs.kept(keys), decay.value, bonus.value, runs.place(formOf(wanted))),
            impulses(runs, channels, formOf(wanted), answer));
    };
    const auto scans = [&] {
        const auto state = runs.state("held", {3, channels});
        return runs.expecting(wkv4(state, keys.value, values.value, decay.value, bonus.value),
                              secondRun(runs, values, answer));
    };
    auto example = wanted == Wanted::Scan ? scans() : matrices();
    // An exponent of 100 is known to 1e-5, and so is its power, relatively.
    example.tolerance = size > 10.0 ? 1e-4 : example.tolerance;
    return example;
}

struct HeadForm {
    std::int64_t n = 3;
    std::int64_t heads = 2;
    std::int64_t d = 5;
    bool isShared = false; // one decay for all tokens
};

OpExample rwkv6(const HeadForm& form, Wanted wanted)
{
    TwoRuns runs(form.n, 45);
    const auto width = form.heads * form.d;
    const auto values = runs.rows("values", width, -1.0, 1.0);
    const auto queries = runs.rows("queries", width, -1.0, 1.0);
    const auto keys = runs.rows("keys", width, -1.0, 1.0);
    const auto decays =
        form.isShared ? runs.constant({width}, 0.2, 0.99) : runs.rows("decays", width, 0.2, 0.99);
    const auto bonus = runs.constant({width}, -1.0, 1.0);
    const auto answerOfHead = [&](std::int64_t head, const std::vector<double>& numbers) {
        std::vector<double> result(numbers.size());
        for (auto k = head * form.d; k < (head + 1) * form.d; ++k) {
            double held = 0.0;
            for (std::int64_t row = 0; row < std::ssize(numbers); ++row) {
                const auto added = keys.at(row, k) * numbers[place(row)];
                result[place(row)] += queries.at(row, k) * (held + bonus.all[place(k)] * added);
                held = decays.at(form.isShared ? 0 : row, k) * held + added;
            }
        }
        return result;
    };
    MatrixRecurrence recurrence{queries.value, keys.value, decays.value, bonus.value, form.heads};
    if (wanted == Wanted::Scan) {
        const auto state = runs.state("held", {width, form.d});
        const auto answer = [&](std::int64_t channel, const std::vector<double>& numbers) {
            return answerOfHead(channel / form.d, numbers);
        };
        return runs.expecting(wkv6(state, values.value, recurrence),
                              secondRun(runs, values, answer));
    }
    recurrence.keys = runs.kept(keys);
    recurrence.decays = form.isShared ? decays.value : runs.kept(decays);
    return runs.expecting(wkv6Matrix(recurrence, runs.place(formOf(wanted))),
                          impulses(runs, form.heads, formOf(wanted), answerOfHead));
}

OpExample rwkv7(const HeadForm& form, Wanted wanted)
{
    TwoRuns runs(form.n, 46);
    const auto width = form.heads * form.d;
    const auto values = runs.rows("values", width, -1.0, 1.0);
    const auto queries = runs.rows("queries", width, -1.0, 1.0);
    const auto keys = runs.rows("keys", width, -1.0, 1.0);
    const auto decays = runs.rows("decays", width, 0.5, 0.99);
    const auto removals = runs.rows("removals", width, -0.4, 0.4);
    const auto returns = runs.rows("returns", width, -0.4, 0.4);
    const auto answerOfHead = [&](std::int64_t head, const std::vector<double>& numbers) {
        std::vector<double> result;
        std::vector<double> held(place(form.d));
        for (std::int64_t row = 0; row < std::ssize(numbers); ++row) {
            double removed = 0.0;
            for (std::int64_t k = 0; k < form.d; ++k) {
                removed += held[place(k)] * removals.at(row, head * form.d + k);
            }
            double sum = 0.0;
            for (std::int64_t k = 0; k < form.d; ++k) {
                const auto c = head * form.d + k;
                held[place(k)] = held[place(k)] * decays.at(row, c) + removed * returns.at(row, c) +
                                 numbers[place(row)] * keys.at(row, c);
                sum += held[place(k)] * queries.at(row, c);
            }
            result.push_back(sum);
        }
        return result;
    };
    DeltaRecurrence recurrence{queries.value,  keys.value,    decays.value,
                               removals.value, returns.value, form.heads};
    if (wanted == Wanted::Scan) {
        const auto state = runs.state("held", {width, form.d});
        const auto answer = [&](std::int64_t channel, const std::vector<double>& numbers) {
            return answerOfHead(channel / form.d, numbers);
        };
        return runs.expecting(wkv7(state, values.value, recurrence),
                              secondRun(runs, values, answer));
    }
    recurrence.keys = runs.kept(keys);
    recurrence.decays = runs.kept(decays);
    recurrence.removals = runs.kept(removals);
    recurrence.returns = runs.kept(returns);
    return runs.expecting(wkv7Matrix(recurrence, runs.place(formOf(wanted))),
                          impulses(runs, form.heads, formOf(wanted), answerOfHead));
}

void addRecurrences(std::vector<OpCase>& cases, Wanted wanted, const std::string& suffix)
{
    const std::vector<std::pair<std::string, HeadForm>> heads{
        {"odd width", {}}, {"one row", {.n = 1, .d = 4}}, {"long", {.n = 21, .heads = 3, .d = 16}}};
    for (const auto& [name, form] : heads) {
        HeadForm constant = form;
        constant.isShared = true;
        cases.push_back(
            {"wkv6_" + suffix + "/" + name, [form, wanted] { return rwkv6(form, wanted); }});
        cases.push_back({"wkv6_" + suffix + "/" + name + ", one decay",
                         [constant, wanted] { return rwkv6(constant, wanted); }});
        cases.push_back(
            {"wkv7_" + suffix + "/" + name, [form, wanted] { return rwkv7(form, wanted); }});
    }
    cases.push_back({"wkv4_" + suffix, [wanted] { return rwkv4(4, 9, 2.0, wanted); }});
    cases.push_back({"wkv4_" + suffix + "/one row", [wanted] { return rwkv4(1, 3, 2.0, wanted); }});
    cases.push_back(
        {"wkv4_" + suffix + "/large keys", [wanted] { return rwkv4(17, 66, 120.0, wanted); }});
}

} // namespace

std::vector<OpCase> wkvCases()
{
    std::vector<OpCase> cases;
    addRecurrences(cases, Wanted::Scan, "scan");
    addRecurrences(cases, Wanted::Matrix, "matrix");
    addRecurrences(cases, Wanted::Mean, "mean");
    return cases;
}

} // namespace saccade
