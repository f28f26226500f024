#include "tests/support/model_gradient_checks.h"

#include "tests/support/op_case_data.h"

#include <array>
#include <cmath>

namespace saccade
{

namespace
{

/// Each number by up to its own share, so that what is 0 (a masked key) stays 0.
std::vector<double> directionOf(const Tensor& value)
{
    CaseRandom random(91);
    std::vector<double> direction;
    for (const float number : value.floats()) {
        direction.push_back(static_cast<double>(number) * random.number(-1.0, 1.0));
    }
    return direction;
}

Tensor movedAlong(const Tensor& value, std::span<const double> direction, double step)
{
    Tensor result = Tensor::allocate(DType::F32, value.shape());
    for (std::size_t i = 0; i < direction.size(); ++i) {
        result.mutableFloats()[i] =
            static_cast<float>(static_cast<double>(value.floats()[i]) + step * direction[i]);
    }
    return result;
}

} // namespace

std::string slopeDifference(const std::shared_ptr<const Model>& model,
                            const std::shared_ptr<Backend>& backend, GradientRequest request,
                            const std::string& name, const SlopeAccuracy& accuracy)
{
    request.wanted = {name};
    const auto found = computeGradients(model, backend, request);
    const auto& value = found.values.at(name);
    const auto direction = directionOf(value);
    double expected = 0.0;
    double squares = 0.0;
    const Tensor gradient = found.gradients.at(name);
    for (std::size_t i = 0; i < direction.size(); ++i) {
        const double part = static_cast<double>(gradient.floats()[i]) * direction[i];
        expected += part;
        squares += part * part;
    }
    request.wanted.clear();
    request.replaced = {name};
    GradientSession session(model, backend, request);
    const auto at = [&](double step) {
        return session.run({{name, movedAlong(value, direction, step)}}).objective;
    };
    const auto step = accuracy.step;
    const double slope =
        (8.0 * (at(step) - at(-step)) - (at(2.0 * step) - at(-2.0 * step))) / (12.0 * step);
    const double size = std::max(std::abs(slope), std::sqrt(squares));
    if (size > 0.0 && std::abs(slope - expected) <= accuracy.tolerance * size + 1e-5) {
        return {};
    }
    return name + ": the gradient says " + std::to_string(expected) + ", the difference " +
           std::to_string(slope) + " (size " + std::to_string(size) + ")";
}

} // namespace saccade
