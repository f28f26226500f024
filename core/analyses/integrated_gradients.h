// Integrated gradients: the gradients along the straight way from a baseline, added up.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace saccade
{

/// Places α in 0 … 1 and weights by which an integral over them becomes a sum.
struct Quadrature {
    std::vector<double> places, weights;
};

/// "gauss-legendre", "riemann-left", "riemann-right", "riemann-middle", "trapezoid", or
/// "captum-trapezoid-compat", whose weights of 1 / steps, halved at both ends, sum to less than 1.
/// At least two steps.
Quadrature quadrature(std::string_view form, std::int64_t steps);

struct PathGradient {
    double objective = 0;
    std::vector<float> gradient; // of the objective at a point, one an element
};

struct IntegratedGradients {
    std::vector<float> attributions; // one an element of the input
    double atInput = 0, atBaseline = 0;
    /// Σ attributions − (f(x) − f(x′)): 0 for the integral itself.
    double completenessError = 0;
};

/// (x − x′)·Σ_k w_k·∂f(x′ + α_k(x − x′)). Source: Sundararajan, Taly & Yan, "Axiomatic Attribution
/// for Deep Networks", 2017, equations 1 and 3.
IntegratedGradients
integrateGradients(std::span<const float> input, std::span<const float> baseline,
                   const Quadrature& quadrature,
                   const std::function<PathGradient(std::span<const float> point)>& evaluate);

} // namespace saccade
