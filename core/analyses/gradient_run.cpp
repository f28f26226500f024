#include "core/analyses/gradient_run.h"

#include "core/base/error.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

// Of the row (−1: the last) of the trace's logits.
std::int32_t mostProbable(const Trace& trace, std::int64_t row)
{
    const auto* logits = trace.find("logits");
    if (logits == nullptr || logits->dtype() != DType::F32 || logits->shape().rank() != 2 ||
        logits->isEmpty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The run has no logits in which to look up a target: "
                                           "name one, as in --set target=7."));
    }
    const auto rows = logits->shape()[0];
    const auto place = row < 0 ? rows - 1 : std::min(row, rows - 1);
    const auto values = logits->rows(place, 1).floats();
    return static_cast<std::int32_t>(std::ranges::max_element(values) - values.begin());
}

} // namespace

std::vector<Parameter> objectiveParameters(DefaultObjective initial)
{
    return {
        {"objective",
         QT_TRANSLATE_NOOP("Parameter", "Objective"),
         ParameterType::Word,
         initial == DefaultObjective::Loss ? "auto" : "logit",
         0.0,
         0.0,
         {"auto", "next-tokens", "logit", "log-probability", "cross-entropy"},
         QT_TRANSLATE_NOOP("Parameter",
                           "Whose gradients: the loss of the next tokens, or the logit, "
                           "log-probability or cross-entropy of the target.")},
        {"target",
         QT_TRANSLATE_NOOP("Parameter", "Target"),
         ParameterType::Integer,
         -1,
         -1.0,
         2147483647.0,
         {},
         QT_TRANSLATE_NOOP("Parameter", "Token or class; −1: the most probable.")},
        {"position",
         QT_TRANSLATE_NOOP("Parameter", "Position"),
         ParameterType::Integer,
         -1,
         -1.0,
         1e9,
         {},
         QT_TRANSLATE_NOOP("Parameter", "Whose prediction the target is; −1: the last one.")},
    };
}

Objective objectiveOf(const AnalysisInput& input, const Settings& settings)
{
    auto word = settings.at("objective").get<std::string>();
    const auto& info = input.model->info();
    const auto row = settings.at("position").get<std::int64_t>();
    const auto target = settings.at("target").get<std::int32_t>();
    const bool hasTarget = row >= 0 || target >= 0;
    if (word == "auto") {
        const bool hasLoss = info.generates && input.trace->tokens.size() > 1;
        word = hasLoss && !hasTarget ? "next-tokens" : "logit";
    }
    if (word == "next-tokens") {
        if (hasTarget) {
            throw UsageError(QT_TRANSLATE_NOOP(
                "Error", "The loss of the next tokens has no target: leave out “target” and "
                         "“position”, or choose another objective, as in objective=logit."));
        }
        if (!info.generates || input.trace->tokens.size() < 2) {
            throw UsageError(QT_TRANSLATE_NOOP(
                "Error", "The loss of the next tokens needs a model that writes, and two tokens."));
        }
        return nextTokenLoss(input.trace->tokens);
    }
    auto objective = logitOf(target < 0 ? mostProbable(*input.trace, row) : target, row);
    objective.kind = word == "log-probability" ? Objective::Kind::LogProbability
                     : word == "cross-entropy" ? Objective::Kind::CrossEntropy
                                               : Objective::Kind::Logit;
    return objective;
}

GradientRequest gradientRequest(const AnalysisInput& input, const Settings& settings,
                                std::vector<std::string> wanted)
{
    GradientRequest request;
    request.input = input.request.input;
    if (input.model->info().generates) {
        request.tokens = input.trace->tokens;
    } else if (request.input.tokens.empty()) {
        request.input.tokens = input.trace->tokens;
    }
    request.edits = input.request.edits;
    request.objective = objectiveOf(input, settings);
    request.wanted = std::move(wanted);
    return request;
}

std::vector<ValueGradient> layerGradients(const AnalysisInput& input, const Settings& settings,
                                          const AttentionPart& part, const std::string& value,
                                          const std::stop_token& stop)
{
    const auto found =
        computeGradients(input.model, input.backend,
                         gradientRequest(input, settings, {part.values + "." + value}), stop);
    std::vector<ValueGradient> layers;
    for (std::int64_t layer = 0; layer < part.layers; ++layer) {
        const auto name = layerName(part, layer) + "." + value;
        layers.push_back({found.values.at(name), found.gradients.at(name)});
    }
    return layers;
}

} // namespace saccade
