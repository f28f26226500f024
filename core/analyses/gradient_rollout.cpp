// Rollout of attention that is weighted by its gradients: for one class or token.
#include "core/analyses/layer_patterns.h"
#include "core/analyses/mixing.h"
#include "core/analyses/pattern_display.h"
#include "core/analyses/relevance.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

class GradientRollout : public Analysis
{
public:
    std::string_view identifier() const override { return "gradient-rollout"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Rollout with gradients");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "Rollout of the attention that raises one token or class.");
    }
    Citation citation() const override
    {
        return {"Exploring Explainability for Vision Transformers", "Jacob Gildenblat", 2020, ""};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"paired", QT_TRANSLATE_NOOP("Analysis", "The rollout of mean_h(A ⊙ ∇A)⁺, each layer "
                                                     "with its own gradient, rows divided by "
                                                     "their sums.")},
            {"vit-explain-compat",
             QT_TRANSLATE_NOOP("Analysis", "As a widespread program computes it: each layer with "
                                           "the gradient of the layer at the other end, column j "
                                           "divided by the sum of row j.")},
        };
    }
    std::vector<Parameter> parameters() const override
    {
        auto parameters = objectiveParameters(DefaultObjective::Answer);
        parameters.insert(parameters.begin(),
                          {partParameter(), resultParameter(), queryParameter()});
        const auto mixing = mixingParameters();
        parameters.push_back(mixing.back());
        return parameters;
    }
    std::vector<std::string> capture() const override { return {"pattern", "logits"}; }
    AnalysisNeeds needs() const override { return AnalysisNeeds::Model; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress&) const override
    {
        const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
        requireExplicit(patterns);
        requireSelfAttention(patterns);
        ThreadPool pool;
        const auto layers = layerGradients(input, settings, patterns.part, "pattern", stop);
        const auto pairing = wordSetting(settings, "variant") == "paired" ? GradientPairing::Own
                                                                          : GradientPairing::Mirror;
        auto values = gradientRollout(layers, pairing, settings.at("discard").get<float>(), pool);
        return patternDisplay(patterns, std::move(values), settings, {name(), "rollout"});
    }
};

const Registry<Analysis>::Entry entry(std::make_unique<GradientRollout>());

} // namespace

} // namespace saccade
