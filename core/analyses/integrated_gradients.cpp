// Integrated gradients on what a model reads: how much each token or patch adds to an answer.
#include "core/analyses/integrated_gradients.h"

#include "core/analyses/gradient_run.h"
#include "core/analyses/layer_patterns.h"
#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/display/number_text.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace saccade
{

namespace
{

// Zeros of the Legendre polynomial by Newton's method, brought from −1 … 1 to 0 … 1.
Quadrature gaussLegendre(std::int64_t steps)
{
    Quadrature result;
    const auto n = static_cast<double>(steps);
    for (std::int64_t i = steps; i >= 1; --i) {
        double x = std::cos(std::numbers::pi * (static_cast<double>(i) - 0.25) / (n + 0.5));
        double slope = 0.0;
        for (int iteration = 0; iteration < 100; ++iteration) {
            double before = 1.0, value = x;
            for (std::int64_t k = 2; k <= steps; ++k) {
                const auto order = static_cast<double>(k);
                before = std::exchange(
                    value, ((2.0 * order - 1.0) * x * value - (order - 1.0) * before) / order);
            }
            slope = n * (x * value - before) / (x * x - 1.0);
            const auto change = value / slope;
            x -= change;
            if (std::abs(change) < 1e-15) {
                break;
            }
        }
        result.places.push_back((1.0 + x) / 2.0);
        result.weights.push_back(1.0 / ((1.0 - x * x) * slope * slope));
    }
    return result;
}

// `first`, and so many more with `step` between them.
Quadrature even(std::int64_t steps, double first, double step, double weight)
{
    Quadrature result;
    for (std::int64_t i = 0; i < steps; ++i) {
        result.places.push_back(first + static_cast<double>(i) * step);
        result.weights.push_back(weight);
    }
    return result;
}

} // namespace

Quadrature quadrature(std::string_view form, std::int64_t steps)
{
    const auto part = 1.0 / static_cast<double>(steps);
    if (form == "riemann-left") {
        return even(steps, 0.0, part, part);
    }
    if (form == "riemann-right") {
        return even(steps, part, part, part);
    }
    if (form == "riemann-middle") {
        return even(steps, 0.5 * part, part, part);
    }
    if (form == "trapezoid" || form == "captum-trapezoid-compat") {
        const auto step = 1.0 / static_cast<double>(steps - 1);
        auto result = even(steps, 0.0, step, form == "trapezoid" ? step : part);
        result.weights.front() /= 2.0;
        result.weights.back() /= 2.0;
        return result;
    }
    return gaussLegendre(steps);
}

IntegratedGradients
integrateGradients(std::span<const float> input, std::span<const float> baseline,
                   const Quadrature& quadrature,
                   const std::function<PathGradient(std::span<const float> point)>& evaluate)
{
    std::vector<double> sums(input.size());
    std::vector<float> point(input.size());
    for (std::size_t k = 0; k < quadrature.places.size(); ++k) {
        const auto place = static_cast<float>(quadrature.places[k]);
        for (std::size_t i = 0; i < point.size(); ++i) {
            point[i] = baseline[i] + place * (input[i] - baseline[i]);
        }
        const auto found = evaluate(point);
        for (std::size_t i = 0; i < point.size(); ++i) {
            sums[i] += quadrature.weights[k] * static_cast<double>(found.gradient[i]);
        }
    }
    IntegratedGradients result;
    double total = 0.0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto attribution =
            sums[i] * (static_cast<double>(input[i]) - static_cast<double>(baseline[i]));
        result.attributions.push_back(static_cast<float>(attribution));
        total += attribution;
    }
    result.atInput = evaluate(input).objective;
    result.atBaseline = evaluate(baseline).objective;
    result.completenessError = total - (result.atInput - result.atBaseline);
    return result;
}

namespace
{

class IntegratedGradientsAnalysis : public Analysis
{
public:
    std::string_view identifier() const override { return "integrated-gradients"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Integrated gradients");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How much each token or patch adds to an answer, with the error "
                                 "of the sum.");
    }
    Citation citation() const override
    {
        return {"Axiomatic Attribution for Deep Networks",
                "Mukund Sundararajan, Ankur Taly, Qiqi Yan", 2017, "1703.01365"};
    }
    std::vector<AnalysisVariant> variants() const override;
    std::vector<Parameter> parameters() const override;
    std::vector<std::string> capture() const override { return {"embedding", "logits"}; }
    AnalysisNeeds needs() const override { return AnalysisNeeds::Model; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

std::vector<AnalysisVariant> IntegratedGradientsAnalysis::variants() const
{
    return {
        {"gauss-legendre",
         QT_TRANSLATE_NOOP("Analysis", "(x − x′)·∫ ∂f(x′ + α(x − x′)) dα over the embeddings x, "
                                       "x′ = 0, at Gauss and Legendre's places.")},
        {"riemann-left", QT_TRANSLATE_NOOP("Analysis", "At α = 0, 1/n … (n − 1)/n.")},
        {"riemann-right", QT_TRANSLATE_NOOP("Analysis", "At α = 1/n, 2/n … 1.")},
        {"riemann-middle", QT_TRANSLATE_NOOP("Analysis", "At α = 1/2n, 3/2n … .")},
        {"trapezoid", QT_TRANSLATE_NOOP("Analysis", "At α = 0, 1/(n − 1) … 1, both ends halved.")},
        {"captum-trapezoid-compat",
         QT_TRANSLATE_NOOP("Analysis", "The same with weights of 1/n, as a widespread program has "
                                       "them: they sum to (n − 1)/n.")},
    };
}

std::vector<Parameter> IntegratedGradientsAnalysis::parameters() const
{
    auto parameters = objectiveParameters(DefaultObjective::Answer);
    parameters.push_back({"steps",
                          QT_TRANSLATE_NOOP("Parameter", "Steps"),
                          ParameterType::Integer,
                          32,
                          2.0,
                          10000.0,
                          {},
                          QT_TRANSLATE_NOOP("Parameter", "Gradients taken along the way.")});
    parameters.push_back({"value",
                          QT_TRANSLATE_NOOP("Parameter", "Value"),
                          ParameterType::Word,
                          "",
                          0.0,
                          0.0,
                          {},
                          QT_TRANSLATE_NOOP("Parameter", "Whose way is gone, as in "
                                                         "encoder.embedding; empty: the first "
                                                         "embedding.")});
    return parameters;
}

std::string chosenValue(const Trace& trace, const Settings& settings)
{
    const auto named = settings.at("value").get<std::string>();
    if (!named.empty()) {
        return named;
    }
    for (const auto* tower : {"", "encoder.", "vision.", "decoder.", "text."}) {
        auto name = std::string(tower) + "embedding";
        if (trace.find(name) != nullptr) {
            return name;
        }
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "The run has no embedding: name the value whose "
                                                "gradients are wanted, as in --set value=pixels."));
}

// Of the positions that the rows stand for.
TokenScores scoresOf(const Trace& trace, std::int64_t positions)
{
    TokenScores scores;
    const auto sequence = std::ranges::find_if(
        trace.sequences, [&](const TraceSequence& item) { return item.shape.length == positions; });
    if (sequence != trace.sequences.end()) {
        scores.leading = sequence->shape.leading;
        scores.rows = sequence->shape.rows;
        scores.columns = sequence->shape.columns;
    }
    const auto& labels = sequence != trace.sequences.end() ? sequence->labels : trace.tokenLabels;
    for (std::int64_t i = 0; i < positions; ++i) {
        scores.labels.push_back(labelAt(labels, i));
    }
    return scores;
}

Display IntegratedGradientsAnalysis::compute(const AnalysisInput& input, const Settings& settings,
                                             std::stop_token stop, const Progress& progress) const
{
    const auto value = chosenValue(*input.trace, settings);
    auto request = gradientRequest(input, settings, {value});
    // As it is when nothing is replaced.
    const auto whole = computeGradients(input.model, input.backend, request, stop);
    const auto& x = whole.values.at(value);
    request.replaced = {value};
    GradientSession session(input.model, input.backend, std::move(request));
    const auto steps = settings.at("steps").get<std::int64_t>();
    std::int64_t done = 0;
    const std::vector<float> baseline(static_cast<std::size_t>(x.elements()));
    const auto evaluate = [&](std::span<const float> point) {
        auto found = session.run({{value, Tensor::of(x.shape(), point)}}, stop);
        if (progress) {
            progress(++done, steps + 2);
        }
        const auto gradient = found.gradients.at(value).floats();
        return PathGradient{found.objective, {gradient.begin(), gradient.end()}};
    };
    const auto found = integrateGradients(
        x.floats(), baseline, quadrature(wordSetting(settings, "variant"), steps), evaluate);
    auto scores = scoresOf(*input.trace, x.shape()[0]);
    const auto width = found.attributions.size() / scores.labels.size();
    for (std::size_t i = 0; i < scores.labels.size(); ++i) {
        const auto row = std::span(found.attributions).subspan(i * width, width);
        scores.values.push_back(static_cast<float>(std::accumulate(row.begin(), row.end(), 0.0)));
    }
    scores.title = std::string(name()) + " (completeness error " +
                   numberText(static_cast<float>(found.completenessError)) + " of " +
                   numberText(static_cast<float>(found.atInput - found.atBaseline)) + ")";
    scores.valueTitle = "attribution";
    return scores;
}

const Registry<Analysis>::Entry entry(std::make_unique<IntegratedGradientsAnalysis>());

} // namespace

} // namespace saccade
