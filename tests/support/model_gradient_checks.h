// Gradients of real small models against differences of their runs, for any device.
#pragma once

#include "core/models/model_gradients.h"

namespace saccade
{

/// How far a value is moved, relatively, and how near slope and gradient must be, of the gradient's
/// size.
struct SlopeAccuracy {
    double step = 0.02;
    double tolerance = 3e-3;
};

/// Moves one wanted value along a random direction by a few steps, each with everything behind it
/// computed anew, and compares the slope of the objective (differences of fourth order) with
/// gradient · direction. → what differs, or an empty text.
std::string slopeDifference(const std::shared_ptr<const Model>& model,
                            const std::shared_ptr<Backend>& backend, GradientRequest request,
                            const std::string& name, const SlopeAccuracy& accuracy = {});

} // namespace saccade
