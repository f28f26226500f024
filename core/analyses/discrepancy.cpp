// Where two analyses, or two variants of one, say different things of the same run.
#include "core/analyses/analysis.h"
#include "core/analyses/layer_patterns.h"
#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

class Discrepancy : public Analysis
{
public:
    std::string_view identifier() const override { return "discrepancy"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Discrepancy"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Where two variants of an analysis differ.");
    }
    Citation citation() const override { return {}; }
    std::vector<AnalysisVariant> variants() const override
    {
        return {{"difference", QT_TRANSLATE_NOOP("Analysis", "The first minus the second.")}};
    }
    std::vector<Parameter> parameters() const override
    {
        const auto named = [](const char* identifier, const char* label, const char* initial,
                              const char* help) {
            return Parameter{identifier, label, ParameterType::Word, initial, 0.0, 0.0, {}, help};
        };
        return {named("first", QT_TRANSLATE_NOOP("Parameter", "First"), "rollout:abnar",
                      QT_TRANSLATE_NOOP("Parameter", "An analysis with its variant.")),
                named("second", QT_TRANSLATE_NOOP("Parameter", "Second"),
                      "rollout:vit-explain-compat",
                      QT_TRANSLATE_NOOP("Parameter", "What is taken from it.")),
                partParameter()};
    }
    std::vector<std::string> capture() const override { return {"pattern", "values", "residual"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

// The numbers of a display that has one a place.
std::vector<float>& valuesOf(Display& display, const std::string& name)
{
    if (auto* matrix = std::get_if<Matrix>(&display)) {
        return matrix->values;
    }
    if (auto* scores = std::get_if<TokenScores>(&display)) {
        return scores->values;
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” gives neither a matrix nor scores of tokens: "
                                                "it cannot be subtracted."),
                     {name});
}

Display Discrepancy::compute(const AnalysisInput& input, const Settings& settings,
                             std::stop_token stop, const Progress& progress) const
{
    const auto computed = [&](const char* which) {
        auto choice = analysisNamed(settings.at(which).get<std::string>());
        if (choice.analysis == this) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” gives neither a matrix nor scores of "
                                                        "tokens: it cannot be subtracted."),
                             {std::string(identifier())});
        }
        const auto parameters = choice.analysis->parameters();
        if (std::ranges::find(parameters, "part", &Parameter::identifier) != parameters.end()) {
            choice.settings["part"] = settings.at("part");
        }
        return analyse(*choice.analysis, input, choice.settings, stop, progress);
    };
    const auto first = settings.at("first").get<std::string>();
    const auto second = settings.at("second").get<std::string>();
    auto result = computed("first");
    auto other = computed("second");
    auto& values = valuesOf(result, first);
    const auto& taken = valuesOf(other, second);
    if (result.index() != other.index() || values.size() != taken.size()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” and “%2” give results of different "
                                                    "forms: they cannot be compared."),
                         {first, second});
    }
    std::ranges::transform(values, taken, values.begin(), std::minus());
    const auto title = first + " − " + second;
    if (auto* matrix = std::get_if<Matrix>(&result)) {
        matrix->title = title;
        matrix->valueTitle = "difference";
    } else if (auto* scores = std::get_if<TokenScores>(&result)) {
        scores->title = title;
        scores->valueTitle = "difference";
        scores->remarks.clear();
    }
    return result;
}

const Registry<Analysis>::Entry entry(std::make_unique<Discrepancy>());

} // namespace

} // namespace saccade
