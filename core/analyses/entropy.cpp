// The entropy of every head: how many keys it spreads over.
#include "core/analyses/analysis.h"
#include "core/analyses/head_measures.h"
#include "core/analyses/pattern_display.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

class Entropy : public Analysis
{
public:
    std::string_view identifier() const override { return "entropy"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Entropy of heads"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How widely each head spreads its attention, layer by layer.");
    }
    Citation citation() const override
    {
        return {"What Does BERT Look At? An Analysis of BERT's Attention",
                "Kevin Clark, Urvashi Khandelwal, Omer Levy, Christopher D. Manning", 2019,
                "1906.04341"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"nats", QT_TRANSLATE_NOOP("Analysis", "The mean over queries of −Σ p ln p.")},
            {"normalised",
             QT_TRANSLATE_NOOP("Analysis", "The same divided by ln of the keys that the query may "
                                           "see: 1 is uniform, 0 is one key.")},
        };
    }
    std::vector<Parameter> parameters() const override { return {partParameter()}; }
    std::vector<std::string> capture() const override { return {"pattern"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress&) const override
    {
        const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
        const auto form = wordSetting(settings, "variant") == "normalised" ? EntropyForm::Normalised
                                                                           : EntropyForm::Nats;
        auto values = eachHead(patterns, stop, [&](std::span<const float> head, auto, auto) {
            return headEntropy(patterns, head, form);
        });
        return headMatrix(patterns, std::move(values), {name(), "entropy"});
    }
};

const Registry<Analysis>::Entry entry(std::make_unique<Entropy>());

} // namespace

} // namespace saccade
