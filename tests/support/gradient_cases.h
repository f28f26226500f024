// The gradients of every op case against central differences of its double-precision reference.
#pragma once

#include "tests/support/op_cases.h"

namespace saccade
{

/// Moves all F32 numbers that the case draws in one random direction, there and back, and compares
/// how its reference changes with what `gradients` gives for each F32 output, weighed at random:
/// |Σ gradient · movement − change| ≤ tolerance · ‖gradient · movement‖. → what differs, or an
/// empty text.
std::string gradientDifferences(Backend& backend, const OpCase& one);

/// Ops that have none: a path through them is refused. The other ops of the cases have gradients.
bool hasGradient(const OpExample& example);

} // namespace saccade
