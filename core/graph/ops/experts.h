// Mixtures of experts: which expert sees a token, and products with the weights of the chosen ones
// alone.
#pragma once

#include "core/graph/op.h"

namespace saccade
{

/// The k experts of each token, most probable first.
struct Routing {
    Value experts; // I32 [n, k]
    Value weights; // F32 [n, k]
};
enum class RoutingWeights {
    Renormalised, // of the chosen k sum to 1 (Mixtral, arXiv:2401.04088)
    AsTheyAre     // Qwen-MoE with norm_topk_prob false
};
/// probabilities: F32 [n, experts], the softmax of the router. Ties go to the lower number.
Routing chooseExperts(Value probabilities, std::int64_t k, RoutingWeights weights);

/// Row i of y [n·k, out] is W_e·x with e = experts[i]: x F32 [n, in] (row i/k) or [n·k, in] (row
/// i); experts: I32 [n, k]; weights: one Constant [out, in] an expert, of one type, which may be
/// block-quantised. Only the chosen experts are computed.
Value expertLinear(Value x, Value experts, std::span<const Value> weights);

/// Σ_k weight · y: y [n·k, width], weights [n, k] → [n, width].
Value mixExperts(Value y, Value weights);

/// What lies before chooseExperts: the weights' cotangent [n, k] at the chosen experts, 0 at the
/// others; where weights are renormalised by their sum s, (cotangent − Σ cotangent · weight) / s.
Value chooseExpertsGradient(Value probabilities, const Routing& routing, Value cotangent,
                            RoutingWeights weights);
/// What lies before expertLinear: W_eᵀ·y of each row, added up over the k experts of a token where
/// `rows` is n. y: F32 [n·k, out] → F32 [rows, in].
Value expertLinearTransposed(Value y, Value experts, std::span<const Value> weights,
                             std::int64_t rows);

extern const Op
    chooseExpertsOp; // "choose_experts": integers k, renormalise; outputs experts, weights
extern const Op expertLinearOp; // "expert_linear": inputs x, experts, a weight for each expert
extern const Op mixExpertsOp;   // "mix_experts"
extern const Op chooseExpertsGradientOp; // "choose_experts_gradient": probabilities, experts,
                                         // weights, cotangent; integer renormalise
extern const Op expertLinearTransposedOp; // "expert_linear_transposed": y, experts, a weight for
                                          // each expert; integer rows

} // namespace saccade
