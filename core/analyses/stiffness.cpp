// The stiffness of a model seen as a numerical method: how far each layer moves each position.
#include "core/analyses/analysis.h"
#include "core/analyses/layer_patterns.h"
#include "core/analyses/residual_stream.h"

#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

class Stiffness : public Analysis
{
public:
    std::string_view identifier() const override { return "stiffness"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Stiffness"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How strongly each layer changes the positions: its index as a "
                                 "step of a numerical method.");
    }
    Citation citation() const override
    {
        return {"Understanding Self-attention Mechanism via Dynamical System Perspective",
                "Zhongzhan Huang, Mingfu Liang, Jinghui Qin, Shanshan Zhong, Liang Lin", 2023,
                "2308.09939"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"norm", QT_TRANSLATE_NOOP("Analysis", "‖x_{t+1} − x_t‖ / ‖x_t‖ of each position.")},
            {"elementwise",
             QT_TRANSLATE_NOOP("Analysis", "‖(x_{t+1} − x_t) / x_t‖, divided element by element; "
                                           "elements below 1e-6 are left out.")},
        };
    }
    std::vector<Parameter> parameters() const override
    {
        return {
            partParameter(),
            {"result",
             QT_TRANSLATE_NOOP("Parameter", "Result"),
             ParameterType::Word,
             "mean",
             0.0,
             0.0,
             {"mean", "positions"},
             QT_TRANSLATE_NOOP("Parameter", "The mean over positions by layer, or all of them.")}};
    }
    std::vector<std::string> capture() const override { return {"residual"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

double normIndex(std::span<const float> before, std::span<const float> after)
{
    double change = 0.0, size = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto x = static_cast<double>(before[i]);
        change += std::pow(static_cast<double>(after[i]) - x, 2.0);
        size += x * x;
    }
    return size > 0.0 ? std::sqrt(change / size) : 0.0;
}

double elementIndex(std::span<const float> before, std::span<const float> after)
{
    constexpr double least = 1e-6;
    double squares = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto x = static_cast<double>(before[i]);
        if (std::abs(x) >= least) {
            squares += std::pow((static_cast<double>(after[i]) - x) / x, 2.0);
        }
    }
    return std::sqrt(squares);
}

Display Stiffness::compute(const AnalysisInput& input, const Settings& settings, std::stop_token,
                           const Progress&) const
{
    const auto stream = residualStream(*input.trace, wordSetting(settings, "part"));
    const auto index = wordSetting(settings, "variant") == "elementwise" ? elementIndex : normIndex;
    const auto n = stream.positions();
    const auto steps = std::ssize(stream.states) - 1;
    std::vector<float> values, means;
    for (std::size_t step = 0; step + 1 < stream.states.size(); ++step) {
        double sum = 0.0;
        for (std::int64_t i = 0; i < n; ++i) {
            const auto value = index(stream.states[step].rows(i, 1).floats(),
                                     stream.states[step + 1].rows(i, 1).floats());
            values.push_back(static_cast<float>(value));
            sum += value;
        }
        means.push_back(static_cast<float>(sum / static_cast<double>(n)));
    }
    const std::vector<float> layers(stream.depths.begin(), stream.depths.end() - 1);
    if (wordSetting(settings, "result") == "mean") {
        return Series{name(), "layer", "stiffness", layers, {}, {{"mean", means}}};
    }
    std::vector<std::string> labels;
    for (const auto layer : layers) {
        labels.push_back(std::to_string(static_cast<int>(layer)));
    }
    return Matrix{name(), "layer", "position", "stiffness",  steps,
                  n,      values,  labels,     stream.labels};
}

const Registry<Analysis>::Entry entry(std::make_unique<Stiffness>());

} // namespace

} // namespace saccade
