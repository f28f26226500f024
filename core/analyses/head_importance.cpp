// Which heads matter: Michel, Levy & Neubig's importance, in one backward pass.
#include "core/analyses/head_importance.h"

#include "core/analyses/gradient_run.h"
#include "core/analyses/layer_patterns.h"
#include "core/analyses/pattern_display.h"
#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <iterator>

namespace saccade
{

std::vector<double> maskGradients(const Tensor& values, const Tensor& gradients,
                                  ImportanceForm form)
{
    const auto heads = values.shape()[0];
    const auto rows = values.shape()[1];
    const auto width = static_cast<std::size_t>(values.shape()[2]);
    std::vector<double> result;
    for (std::int64_t head = 0; head < heads; ++head) {
        double total = 0.0;
        for (std::int64_t row = 0; row < rows; ++row) {
            const auto first = static_cast<std::size_t>(head * rows + row) * width;
            double product = 0.0;
            for (std::size_t i = first; i < first + width; ++i) {
                product += static_cast<double>(values.floats()[i]) *
                           static_cast<double>(gradients.floats()[i]);
            }
            total += form == ImportanceForm::Sum ? product : std::abs(product);
        }
        result.push_back(total);
    }
    return result;
}

void normaliseLayer(std::vector<double>& heads)
{
    double squares = 0.0;
    for (const auto x : heads) {
        squares += x * x;
    }
    if (squares > 0.0) {
        std::ranges::for_each(heads, [norm = std::sqrt(squares)](double& x) { x /= norm; });
    }
}

namespace
{

class HeadImportance : public Analysis
{
public:
    std::string_view identifier() const override { return "head-importance"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Importance of heads");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How much the loss hangs on each head, from one backward pass.");
    }
    Citation citation() const override
    {
        return {"Are Sixteen Heads Really Better than One?",
                "Paul Michel, Omer Levy, Graham Neubig", 2019, "1905.10650"};
    }
    std::vector<AnalysisVariant> variants() const override;
    std::vector<Parameter> parameters() const override
    {
        auto parameters = objectiveParameters(DefaultObjective::Loss);
        parameters.insert(parameters.begin(), partParameter());
        return parameters;
    }
    std::vector<std::string> capture() const override { return {"pattern", "logits"}; }
    AnalysisNeeds needs() const override { return AnalysisNeeds::Model; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

std::vector<AnalysisVariant> HeadImportance::variants() const
{
    return {
        {"michel", QT_TRANSLATE_NOOP("Analysis", "|∂L/∂ξ_h|, ξ_h a mask over the head's output; "
                                                 "divided by the norm of the layer's.")},
        {"per-token",
         QT_TRANSLATE_NOOP("Analysis", "The mean over tokens of |Att_h(x)·∂L/∂Att_h(x)|, as the "
                                       "authors' program takes it; divided by the norm of the "
                                       "layer's.")},
        {"bertology-compat",
         QT_TRANSLATE_NOOP("Analysis", "|∂L/∂ξ_h| divided by the number of tokens and the norm of "
                                       "the layer's, then all stretched to 0 … 1.")},
        {"raw", QT_TRANSLATE_NOOP("Analysis", "|∂L/∂ξ_h| as it is.")},
        {"signed", QT_TRANSLATE_NOOP("Analysis", "∂L/∂ξ_h: below 0 where more of the head would "
                                                 "lower the loss.")},
    };
}

void stretch(std::vector<float>& values)
{
    const auto [least, most] = std::ranges::minmax(values);
    if (most > least) {
        for (auto& x : values) {
            x = (x - least) / (most - least);
        }
    }
}

Display HeadImportance::compute(const AnalysisInput& input, const Settings& settings,
                                std::stop_token stop, const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    requireExplicit(patterns);
    const auto variant = wordSetting(settings, "variant");
    std::vector<float> values;
    for (const auto& layer : layerGradients(input, settings, patterns.part, "heads", stop)) {
        auto heads = maskGradients(layer.value, layer.gradient,
                                   variant == "per-token" ? ImportanceForm::SumOfMagnitudes
                                                          : ImportanceForm::Sum);
        const auto scale = variant == "per-token" || variant == "bertology-compat"
                               ? 1.0 / static_cast<double>(layer.value.shape()[1])
                               : 1.0;
        for (auto& x : heads) {
            x = scale * (variant == "signed" ? x : std::abs(x));
        }
        if (variant != "raw" && variant != "signed") {
            normaliseLayer(heads);
        }
        std::ranges::transform(heads, std::back_inserter(values),
                               [](double x) { return static_cast<float>(x); });
    }
    if (variant == "bertology-compat") {
        stretch(values);
    }
    return headMatrix(patterns, std::move(values), {name(), "importance"});
}

const Registry<Analysis>::Entry entry(std::make_unique<HeadImportance>());

} // namespace

} // namespace saccade
