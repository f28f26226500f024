#include "core/analyses/analysis.h"

#include "core/base/error.h"
#include "core/base/nearest.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

constexpr auto variantName = "variant";

std::vector<std::string> variantNames(const Analysis& analysis)
{
    std::vector<std::string> names;
    for (const auto& variant : analysis.variants()) {
        names.push_back(variant.identifier);
    }
    return names;
}

} // namespace

std::vector<Parameter> allParameters(const Analysis& analysis)
{
    const auto names = variantNames(analysis);
    std::vector<Parameter> parameters{
        {variantName, QT_TRANSLATE_NOOP("Parameter", "Variant"), ParameterType::Word, names.front(),
         0.0, 0.0, names,
         QT_TRANSLATE_NOOP("Parameter", "The paper's formula, or that of a well-known program.")}};
    for (auto& parameter : analysis.parameters()) {
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

AnalysisChoice analysisNamed(std::string_view name)
{
    const auto colon = name.find(':');
    const auto identifier = name.substr(0, colon);
    const auto* analysis = Registry<Analysis>::find(identifier);
    if (analysis == nullptr) {
        std::vector<std::string> known;
        for (const auto& item : Registry<Analysis>::all()) {
            known.emplace_back(item->identifier());
        }
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is no analysis “%1”. Did you mean “%2”?"),
            {std::string(identifier), nearest(identifier, known)});
    }
    AnalysisChoice choice{analysis};
    if (colon != std::string_view::npos) {
        const auto variant = std::string(name.substr(colon + 1));
        const auto known = variantNames(*analysis);
        if (std::ranges::find(known, variant) == known.end()) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "“%1” has no variant “%2”. Did you mean “%3”?"),
                {std::string(identifier), variant, nearest(variant, known)});
        }
        choice.settings[variantName] = variant;
    }
    return choice;
}

Display analyse(const Analysis& analysis, const AnalysisInput& input, const Settings& settings,
                std::stop_token stop, const Progress& progress)
{
    const auto resolved = resolve(allParameters(analysis), settings);
    if (analysis.needs() == AnalysisNeeds::Model &&
        (input.model == nullptr || input.backend == nullptr)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” runs the model again: give --model and "
                                                    "its input instead of a trace."),
                         {std::string(analysis.identifier())});
    }
    return analysis.compute(input, resolved, std::move(stop), progress);
}

} // namespace saccade
