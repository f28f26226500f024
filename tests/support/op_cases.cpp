#include "tests/support/op_cases.h"

#include "tests/support/op_case_data.h"

#include <algorithm>
#include <cmath>

namespace saccade
{

Value OpExample::given(const std::string& name, Tensor tensor)
{
    const Value value = graph->input(name, tensor.dtype(), tensor.shape());
    runs.front().push_back({value, std::move(tensor)});
    return value;
}

void OpExample::expect(Value output, std::vector<double> values)
{
    outputs.push_back(output);
    expected.push_back(std::move(values));
}

std::vector<OpCase> opCases()
{
    std::vector<OpCase> all;
    for (auto family :
         {elementCases(), layoutCases(), normalisationCases(), linearCases(), attentionCases(),
          biasCases(), expertCases(), fixedPointCases(), recurrentCases(), wkvCases()}) {
        std::ranges::move(family, std::back_inserter(all));
    }
    return all;
}

namespace
{

bool agree(double got, double wanted, double margin)
{
    if (std::isnan(wanted)) {
        return std::isnan(got);
    }
    return got == wanted || std::abs(got - wanted) <= margin;
}

std::string difference(const Tensor& got, const std::vector<double>& wanted, double tolerance)
{
    const auto numbers = doubles(got);
    if (numbers.size() != wanted.size()) {
        return std::to_string(numbers.size()) + " values instead of " +
               std::to_string(wanted.size());
    }
    double largest = 1.0;
    for (const double value : wanted) {
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!agree(numbers[i], wanted[i], tolerance * largest)) {
            return "element " + std::to_string(i) + " of " + got.shape().text() + " is " +
                   std::to_string(numbers[i]) + " instead of " + std::to_string(wanted[i]);
        }
    }
    return {};
}

} // namespace

std::string differences(Backend& backend, const OpExample& example)
{
    auto states = std::shared_ptr<StateStore>(backend.createStates());
    const auto program = backend.compile(*example.graph, example.outputs, states);
    for (const auto& run : example.runs) {
        for (const auto& [input, tensor] : run) {
            program->set(input, tensor);
        }
        program->run();
    }
    std::string text;
    for (std::size_t i = 0; i < example.outputs.size(); ++i) {
        const auto found =
            difference(program->get(example.outputs[i]), example.expected[i], example.tolerance);
        if (!found.empty()) {
            text += "output " + std::to_string(i) + ": " + found + "\n";
        }
    }
    return text;
}

} // namespace saccade
