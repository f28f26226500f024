// Gradients of real small models against differences of their runs, for any device.
#pragma once

#include "core/models/model_gradients.h"

namespace saccade
{

/// Moves one wanted value along a random direction by a few steps, each with everything behind it
/// computed anew, and compares the slope of the objective (differences of fourth order) with
/// gradient · direction: relative tolerance, of the gradient's own size. → what differs, or an
/// empty text.
std::string slopeDifference(const std::shared_ptr<const Model>& model,
                            const std::shared_ptr<Backend>& backend, GradientRequest request,
                            const std::string& name, double tolerance = 2e-3);

} // namespace saccade
