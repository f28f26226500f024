// Relevance propagation of Chefer et al.: attention weighted by its gradients, layer by layer.
#include "core/analyses/layer_patterns.h"
#include "core/analyses/pattern_display.h"
#include "core/analyses/relevance.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

class Chefer : public Analysis
{
public:
    std::string_view identifier() const override { return "chefer"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Relevance propagation");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "What an answer rests on: attention weighted by its "
                                             "gradients, through all layers.");
    }
    Citation citation() const override
    {
        return {"Generic Attention-model Explainability for Interpreting Bi-Modal and "
                "Encoder-Decoder Transformers",
                "Hila Chefer, Shir Gur, Lior Wolf", 2021, "2103.15679"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"generic", QT_TRANSLATE_NOOP("Analysis", "R = I, then R ← R + Ā·R with Ā = E_h[(∇A "
                                                      "⊙ A)⁺], from the first layer on.")}};
    }
    std::vector<Parameter> parameters() const override
    {
        auto parameters = objectiveParameters(DefaultObjective::Answer);
        parameters.insert(parameters.begin(),
                          {partParameter(), resultParameter(), queryParameter()});
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
        return patternDisplay(patterns, selfRelevance(layers, pool), settings,
                              {name(), "relevance"});
    }
};

const Registry<Analysis>::Entry entry(std::make_unique<Chefer>());

} // namespace

} // namespace saccade
