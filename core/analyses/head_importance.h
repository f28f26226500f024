// The importance of heads by the gradients of masks that multiply their outputs.
#pragma once

#include "core/graph/tensor.h"

#include <vector>

namespace saccade
{

enum class ImportanceForm {
    Sum,            // ∂L/∂ξ_h = Σ_i Att_h(x_i)·∂L/∂Att_h(x_i), signed
    SumOfMagnitudes // Σ_i |Att_h(x_i)·∂L/∂Att_h(x_i)|
};

/// One number a head of the values F32 [heads, n, width] and their gradients; also of patterns
/// [heads, query, key], a mask over which gives the same sum.
std::vector<double> maskGradients(const Tensor& values, const Tensor& gradients,
                                  ImportanceForm form);

/// Divides each layer's numbers by their Euclidean norm (Michel et al., section 2).
void normaliseLayer(std::vector<double>& heads);

} // namespace saccade
