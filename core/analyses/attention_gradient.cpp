// Attention times its gradient: which looks an answer hangs on, in one layer.
#include "core/analyses/gradient_run.h"
#include "core/analyses/layer_patterns.h"
#include "core/analyses/pattern_display.h"
#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

class AttentionGradient : public Analysis
{
public:
    std::string_view identifier() const override { return "attention-gradient"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Attention times gradient");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How much each look of a layer adds to one token or class.");
    }
    Citation citation() const override
    {
        return {"Is Attention Interpretable?", "Sofia Serrano, Noah A. Smith", 2019, "1906.03731"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"signed", QT_TRANSLATE_NOOP("Analysis", "A ⊙ ∂f/∂A, a sum over the heads that are "
                                                     "looked at.")},
            {"gradient", QT_TRANSLATE_NOOP("Analysis", "∂f/∂A alone.")},
            {"positive", QT_TRANSLATE_NOOP("Analysis", "(A ⊙ ∂f/∂A)⁺: what speaks against counts "
                                                       "as nothing.")},
        };
    }
    std::vector<Parameter> parameters() const override
    {
        auto parameters = objectiveParameters(DefaultObjective::Answer);
        parameters.insert(parameters.begin(), {partParameter(), resultParameter(), queryParameter(),
                                               layerParameter(), headParameter()});
        return parameters;
    }
    std::vector<std::string> capture() const override { return {"pattern", "logits"}; }
    AnalysisNeeds needs() const override { return AnalysisNeeds::Model; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

Display AttentionGradient::compute(const AnalysisInput& input, const Settings& settings,
                                   std::stop_token stop, const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    requireExplicit(patterns);
    const auto layer = positionSetting(settings, "layer", std::ssize(patterns.layers));
    const auto heads = headSetting(settings, patterns.heads);
    const auto variant = wordSetting(settings, "variant");
    const auto layers = layerGradients(input, settings, patterns.part, "pattern", stop);
    const auto& [value, gradient] = layers[static_cast<std::size_t>(layer)];
    const auto size = static_cast<std::size_t>(patterns.queries * patterns.keys);
    std::vector<float> sums(size);
    for (auto head = heads.first; head < heads.last; ++head) {
        for (std::size_t i = 0; i < size; ++i) {
            const auto place = static_cast<std::size_t>(head) * size + i;
            const auto slope = gradient.floats()[place];
            const auto product = variant == "gradient" ? slope : slope * value.floats()[place];
            sums[i] += variant == "positive" ? std::max(product, 0.0F) : product;
        }
    }
    return patternDisplay(patterns, std::move(sums), settings, {name(), "attention × gradient"});
}

const Registry<Analysis>::Entry entry(std::make_unique<AttentionGradient>());

} // namespace

} // namespace saccade
