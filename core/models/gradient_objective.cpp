#include "core/models/gradient_objective.h"

#include "core/base/error.h"
#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/normalisation.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

using Kind = Objective::Kind;

bool isOfProbabilities(const Objective& objective)
{
    return objective.kind == Kind::LogProbability || objective.kind == Kind::CrossEntropy;
}

/// An output as rows of logits.
std::int64_t widthOf(const Shape& shape)
{
    return shape.rank() == 0 ? 1 : shape[-1];
}

void requireColumn(std::int32_t token, std::int64_t width)
{
    if (token < 0 || token >= width) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(token), std::to_string(width)});
    }
}

Seed directionSeed(Graph& graph, const Objective& objective, Value output)
{
    if (objective.direction.isEmpty() || objective.direction.shape() != output.shape()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” has the shape %2, but the direction to look in has "
                                       "the shape %3."),
            {objective.output, output.shape().text(), objective.direction.shape().text()});
    }
    return {output, graph.constant(toF32(objective.direction))};
}

/// How often each row of the output is a target, divided by the targets.
std::vector<float> sharesOfRows(std::span<const std::int64_t> targets, std::int64_t rows)
{
    std::vector<float> shares(static_cast<std::size_t>(rows));
    for (const auto row : targets) {
        shares[static_cast<std::size_t>(row)] += 1.0F / static_cast<float>(targets.size());
    }
    return shares;
}

/// softmax(output), each row times its share.
Value sharedProbabilities(Graph& graph, Value output, std::span<const float> shares)
{
    const auto probabilities = softmax(output);
    const bool isUniform =
        std::ranges::all_of(shares, [&](float share) { return share == shares.front(); });
    if (isUniform) {
        return affine(probabilities, static_cast<double>(shares.front()));
    }
    Tensor weights = Tensor::allocate(DType::F32, output.shape());
    const auto width = widthOf(output.shape());
    for (std::size_t row = 0; row < shares.size(); ++row) {
        std::ranges::fill(weights.mutableFloats().subspan(row * static_cast<std::size_t>(width),
                                                          static_cast<std::size_t>(width)),
                          shares[row]);
    }
    return multiply(probabilities, graph.constant(std::move(weights)));
}

/// ln Σ eˣ
double logSum(std::span<const float> row)
{
    const double top = static_cast<double>(*std::ranges::max_element(row));
    double sum = 0.0;
    for (const float value : row) {
        sum += std::exp(static_cast<double>(value) - top);
    }
    return top + std::log(sum);
}

double targetValue(const Objective& objective, const Objective::Target& target,
                   std::span<const float> row)
{
    const auto logit = [row](std::int32_t token) {
        return static_cast<double>(row[static_cast<std::size_t>(token)]);
    };
    switch (objective.kind) {
    case Kind::LogitDifference:
        return logit(target.token) - logit(target.other);
    case Kind::LogProbability:
        return logit(target.token) - logSum(row);
    case Kind::CrossEntropy:
        return logSum(row) - logit(target.token);
    default:
        return logit(target.token);
    }
}

} // namespace

Objective nextTokenLoss(std::span<const std::int32_t> tokens)
{
    Objective objective{.kind = Kind::CrossEntropy};
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        objective.targets.push_back({.row = static_cast<std::int64_t>(i), .token = tokens[i + 1]});
    }
    return objective;
}

Objective logitOf(std::int32_t token, std::int64_t row)
{
    return {.kind = Kind::Logit, .targets = {{.row = row, .token = token}}};
}

std::vector<std::int64_t> targetRows(const Objective& objective, std::int64_t rows)
{
    std::vector<std::int64_t> result;
    for (const auto& target : objective.targets) {
        const auto row = target.row == -1 ? rows - 1 : target.row;
        if (row < 0 || row >= rows) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "Row %1 is asked for, but the output has %2."),
                {std::to_string(target.row), std::to_string(rows)});
        }
        result.push_back(row);
    }
    if (result.empty() && objective.kind != Kind::Direction) {
        throw UsageError(QT_TRANSLATE_NOOP(
            "Error", "There is no token or class whose gradient could be taken."));
    }
    return result;
}

Seed seedOf(Graph& graph, const Objective& objective, Value output, std::int64_t firstRow,
            std::int64_t rows)
{
    if (objective.kind == Kind::Direction) {
        return directionSeed(graph, objective, output);
    }
    const auto width = widthOf(output.shape());
    auto targets = targetRows(objective, rows);
    std::ranges::for_each(targets, [firstRow](std::int64_t& row) { row -= firstRow; });
    Tensor ones = Tensor::allocate(DType::F32, output.shape());
    const auto place = ones.mutableFloats();
    const float sign = objective.kind == Kind::CrossEntropy ? -1.0F : 1.0F;
    const float share = sign / static_cast<float>(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto& target = objective.targets[i];
        requireColumn(target.token, width);
        place[static_cast<std::size_t>(targets[i] * width + target.token)] += share;
        if (objective.kind == Kind::LogitDifference) {
            requireColumn(target.other, width);
            place[static_cast<std::size_t>(targets[i] * width + target.other)] -= share;
        }
    }
    const auto direct = graph.constant(std::move(ones));
    if (!isOfProbabilities(objective)) {
        return {output, direct};
    }
    auto shares = sharesOfRows(targets, output.shape().rows());
    std::ranges::for_each(shares, [sign](float& own) { own *= -sign; });
    return {output, add(sharedProbabilities(graph, output, shares), direct)};
}

double valueOf(const Objective& objective, const Tensor& output, std::int64_t firstRow,
               std::int64_t rows)
{
    const auto numbers = output.floats();
    double sum = 0.0;
    if (objective.kind == Kind::Direction) {
        const Tensor direction = toF32(objective.direction);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            sum += static_cast<double>(numbers[i]) * static_cast<double>(direction.floats()[i]);
        }
        return sum;
    }
    const auto width = static_cast<std::size_t>(widthOf(output.shape()));
    const auto targets = targetRows(objective, rows);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto row = static_cast<std::size_t>(targets[i] - firstRow);
        sum += targetValue(objective, objective.targets[i], numbers.subspan(row * width, width));
    }
    return sum / static_cast<double>(targets.size());
}

} // namespace saccade
