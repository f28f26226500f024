#include "tests/support/gradient_cases.h"

#include "core/graph/autodiff.h"
#include "core/graph/op.h"
#include "tests/support/op_case_data.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double movementSize = 0x1p-16;

OpExample moved(const OpCase& one, double size)
{
    const CaseMovement movement(size);
    return one.make();
}

/// How each F32 input and constant moves from one example to the other: by value id; nothing where
/// none does.
using Movements = std::map<std::uint32_t, std::vector<double>>;

void addMovement(Movements& movements, std::uint32_t id, const Tensor& from, const Tensor& to)
{
    if (from.dtype() != DType::F32) {
        return;
    }
    std::vector<double> difference = doubles(to);
    const auto start = doubles(from);
    bool moves = false;
    for (std::size_t i = 0; i < start.size(); ++i) {
        difference[i] = std::isfinite(start[i]) ? difference[i] - start[i] : 0.0;
        moves = moves || difference[i] != 0.0;
    }
    if (moves) {
        movements.emplace(id, std::move(difference));
    }
}

Movements movementsOf(const OpExample& from, const OpExample& to)
{
    Movements movements;
    for (std::size_t i = 0; i < from.runs.front().size(); ++i) {
        const auto& [input, tensor] = from.runs.front()[i];
        addMovement(movements, input.id, tensor, to.runs.front()[i].tensor);
    }
    for (std::uint32_t id = 0; id < from.graph->valueCount(); ++id) {
        if (from.graph->info(id).source == ValueSource::Constant) {
            addMovement(movements, id, from.graph->info(id).constant, to.graph->info(id).constant);
        }
    }
    return movements;
}

/// One output, with random weights where it is finite, and how their sum with it changes.
struct Weighed {
    Tensor weights;
    double change = 0.0;
};

Weighed weigh(const OpExample& from, const OpExample& to, std::size_t output, CaseRandom& random)
{
    Weighed result{Tensor::allocate(DType::F32, from.outputs[output].shape()), 0.0};
    const auto weights = result.weights.mutableFloats();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double before = from.expected[output][i];
        const double after = to.expected[output][i];
        weights[i] = std::isfinite(before) ? static_cast<float>(random.number(-1.0, 1.0)) : 0.0F;
        result.change +=
            std::isfinite(before) ? static_cast<double>(weights[i]) * (after - before) : 0.0;
    }
    return result;
}

struct Compared {
    Weighed weighed;
    std::vector<Value> gradients;
};

std::string difference(Program& program, const Compared& compared, const Movements& movements,
                       double tolerance)
{
    double sum = 0.0;
    double squares = 0.0;
    auto movement = movements.begin();
    for (const auto& gradient : compared.gradients) {
        const auto numbers = doubles(program.get(gradient));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (!std::isfinite(numbers[i])) {
                return "a gradient is not finite";
            }
            sum += numbers[i] * movement->second[i];
            squares += std::pow(numbers[i] * movement->second[i], 2);
        }
        ++movement;
    }
    const double change = compared.weighed.change;
    // What cancels leaves the rounding of single precision.
    const double rounding = 1e-6 * movementSize;
    const double margin = tolerance * std::max(std::abs(change), std::sqrt(squares)) + rounding;
    if (std::abs(sum - change) <= margin) {
        return {};
    }
    return "the gradient says " + std::to_string(sum / movementSize) + ", the difference " +
           std::to_string(change / movementSize) + " ± " + std::to_string(margin / movementSize) +
           "\n";
}

} // namespace

std::string gradientDifferences(Backend& backend, const OpCase& one)
{
    const auto from = moved(one, -movementSize);
    const auto to = moved(one, movementSize);
    const auto middle = moved(one, 0.0);
    if (middle.runs.size() > 1) {
        return {}; // gradients are those of one run
    }
    const auto movements = movementsOf(from, to);
    std::vector<Value> wanted;
    for (const auto& [id, movement] : movements) {
        wanted.push_back(middle.graph->value(id));
    }
    CaseRandom random(78);
    std::vector<Compared> all;
    std::vector<Value> outputs;
    for (std::size_t i = 0; i < middle.outputs.size() && !wanted.empty(); ++i) {
        if (middle.outputs[i].dtype() != DType::F32) {
            continue;
        }
        auto weighed = weigh(from, to, i, random);
        const Seed seed{middle.outputs[i], middle.graph->constant(weighed.weights)};
        all.push_back({std::move(weighed), gradients(*middle.graph, std::array{seed}, wanted)});
        std::ranges::copy(all.back().gradients, std::back_inserter(outputs));
    }
    if (outputs.empty()) {
        return {}; // nothing moves, or no output is F32
    }
    auto states = std::shared_ptr<StateStore>(backend.createStates());
    const auto program = backend.compile(*middle.graph, outputs, states);
    for (const auto& [input, tensor] : middle.runs.front()) {
        program->set(input, tensor);
    }
    program->run();
    const double tolerance = std::max(1e-4, 10.0 * middle.tolerance);
    std::string text;
    for (const auto& compared : all) {
        text += difference(*program, compared, movements, tolerance);
    }
    return text;
}

bool hasGradient(const OpExample& example)
{
    return std::ranges::all_of(example.graph->nodes(), [](const Node& node) {
        return static_cast<bool>(node.op->gradient);
    });
}

} // namespace saccade
