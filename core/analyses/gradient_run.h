// Running a model once more with its gradients, for analyses that ask what its answer hangs on.
#pragma once

#include "core/analyses/analysis.h"
#include "core/models/model_gradients.h"

namespace saccade
{

/// What the objective is where nobody says: what the whole run loses ("auto"), or the answer in its
/// last row ("logit").
enum class DefaultObjective { Loss, Answer };

/// The settings "objective", "target" and "position": which number's gradients are taken.
std::vector<Parameter> objectiveParameters(DefaultObjective initial);

/// What the settings say. "auto" is the loss of the next tokens for models that write where neither
/// target nor position is named, else the logit of the target; target −1 is what the trace's logits
/// find most probable. Throws UsageError where the trace has no logits to look it up in, too few
/// tokens, or the loss a target.
Objective objectiveOf(const AnalysisInput& input, const Settings& settings);

/// The run of the input with that objective; `wanted` as in GradientRequest. Edits are kept.
GradientRequest gradientRequest(const AnalysisInput& input, const Settings& settings,
                                std::vector<std::string> wanted);

/// A value of a layer with its gradient, both F32 of one shape.
struct ValueGradient {
    Tensor value, gradient;
};

/// Of every layer of a part: its `value` ("pattern", "heads") in one backward pass.
std::vector<ValueGradient> layerGradients(const AnalysisInput& input, const Settings& settings,
                                          const AttentionPart& part, const std::string& value,
                                          const std::stop_token& stop);

} // namespace saccade
