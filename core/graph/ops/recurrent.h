// Layers that carry a state from token to token instead of looking back: short convolutions,
// state-space scans, the recurrences of RWKV; and, only where asked for, the matrix that each of
// them acts like.
#pragma once

#include "core/graph/op.h"

#include <optional>

namespace saccade
{

/// Row t of the result is row t − 1 of x, and row 0 the last row of the run before (zeros in the
/// first): token shift. state: F32 State [1, width]; x: F32 [n, width] → [n, width].
Value previousRows(Value state, Value x);

/// y[t, c] = bias[c] + Σ_k weight[c, k] · x[t − K + 1 + k, c]: a depthwise causal convolution. The
/// rows before x are those of the runs before. state: F32 State [K − 1, channels]; x: F32 [n,
/// channels]; weight: F32 [channels, K], K > 1; bias: F32 [channels] → [n, channels].
Value causalConvolution(Value state, Value x, Value weight, std::optional<Value> bias);

/// What a selective scan and its matrix read. Group g of the keys and queries serves heads
/// g · heads / groups on.
struct SelectiveScan {
    Value steps;   // Δ: F32 [n, heads], positive
    Value rates;   // A: F32 [heads, states], negative; [heads, 1] where all states share it
    Value keys;    // B: F32 [n, groups · states]
    Value queries; // C: F32 [n, groups · states]
    std::int64_t states = 0;
};
/// h ← exp(Δ·A)·h + Δ·B·x, y = C·h for each channel of x. Mamba (Gu & Dao, arXiv:2312.00752): a
/// head is one channel; Mamba 2 (Dao & Gu, arXiv:2405.21060): heads of several, one rate each.
/// state: F32 State [channels, states]; x: F32 [n, channels], heads divides channels → [n,
/// channels].
Value selectiveScan(Value state, Value x, const SelectiveScan& scan);

/// wkv of RWKV 4 (Peng et al., arXiv:2305.13048, equations 16 and 19 to 23), by running maxima:
/// y_t = (Σ_{i<t} e^{(t−1−i)·w + k_i}·v_i + e^{u + k_t}·v_t) / (the same sum without v).
/// state: F32 State [3, channels]; keys, values: F32 [n, channels]; decay w (negative) and bonus u:
/// F32 [channels] → [n, channels].
Value wkv4(Value state, Value keys, Value values, Value decay, Value bonus);

/// What the recurrences of RWKV 5 and 6 and their matrix read: heads of width d, side by side.
struct MatrixRecurrence {
    Value queries; // r: F32 [n, heads · d]
    Value keys;    // k: F32 [n, heads · d]
    Value decays; // w, factors in 0 … 1: F32 [n, heads · d], or [heads · d] where all tokens share
    Value bonus; // u: F32 [heads · d]
    std::int64_t heads = 0;
};
/// y_t = r_t·(S + u ⊙ k_t·v_tᵀ), S ← w_t ⊙ S + k_t·v_tᵀ (Peng et al., arXiv:2404.05892).
/// state: F32 State [heads · d, d], [head, key, value]; values: F32 [n, heads · d] → the same.
Value wkv6(Value state, Value values, const MatrixRecurrence& recurrence);

/// What the recurrence of RWKV 7 and its matrix read; all F32 [n, heads · d].
struct DeltaRecurrence {
    Value queries;  // r
    Value keys;     // k
    Value decays;   // w, factors in 0 … 1
    Value removals; // a: what of the state is taken out …
    Value returns;  // b: … and where it is put
    std::int64_t heads = 0;
};
/// S ← S·(diag(w_t) + a_t·b_tᵀ) + v_t·k_tᵀ, y_t = S·r_t (Peng et al., arXiv:2503.14456).
/// state and values as wkv6.
Value wkv7(Value state, Value values, const DeltaRecurrence& recurrence);

enum class MatrixForm {
    PerHead,         // [heads, n, capacity]
    MeanOfMagnitudes // [1, n, capacity]: the mean over the heads of |matrix|
};
/// Where the rows of a matrix lie: row 0 is position `first` (I32 [1]) of `capacity` columns.
struct MatrixPlace {
    Value first;
    std::int64_t rows = 0;
    std::int64_t capacity = 0;
    MatrixForm form = MatrixForm::PerHead;
};

/// The matrix M of each head for which the scan's y = M·x, 0 above the diagonal (the hidden
/// attention of Ali et al., arXiv:2403.01590): M[i, j] = Σ C_i · Π_{j<m≤i} exp(Δ_m·A) · Δ_j·B_j.
/// steps and keys are here what all positions had: F32 [1, capacity, …], kept by writeState;
/// queries F32 [n, groups · states] are those of the rows.
Value selectiveMatrix(const SelectiveScan& scan, const MatrixPlace& place);
/// The same for wkv4, whose rows sum to 1; a head is one channel. keys: F32 [1, capacity,
/// channels].
Value wkv4Matrix(Value keys, Value decay, Value bonus, const MatrixPlace& place);
/// The same for wkv6. keys and, where they differ by token, decays: F32 [1, capacity, heads · d].
Value wkv6Matrix(const MatrixRecurrence& recurrence, const MatrixPlace& place);
/// The same for wkv7. All but the queries: F32 [1, capacity, heads · d].
Value wkv7Matrix(const DeltaRecurrence& recurrence, const MatrixPlace& place);

/// What stands before and behind a recurrence, seen as linear given its own data (Zimerman et al.,
/// arXiv:2405.16504).
struct UnifiedParts {
    Value pattern; // F32 [heads, n, capacity]
    Value gates;   // F32 [n, channels]: what each output is multiplied by; heads divides channels
    Value skips;   // F32 [channels] or [n, channels]: on the diagonal, besides the pattern
    /// Before the recurrence, from the outside in: the norm's factor, the convolution, the factor
    /// of the activation; all or none.
    struct Before {
        Value norms;       // F32 [1, capacity, 1]: 1/rms
        Value weight;      // F32 [channels, K]
        Value activations; // F32 [1, capacity, channels]
    };
    std::optional<Before> before;
};
/// U[c, i, j] = gate[i, c] · Σ_m (pattern[i, m] + skip·[i = m]) · activation[m, c] · weight[c, K −
/// 1 − (m − j)] · norm[j] → F32 [channels, n, capacity].
Value unifiedMatrix(const UnifiedParts& parts, const MatrixPlace& place);

enum class Centring { None, Mean };
/// 1/√(mean(x²) + ε), or with the mean taken off first: the factor by which rmsNorm and layerNorm
/// scale, for each of `groups` equal parts of a row. x: F32 [n, width] → [n, groups].
Value normFactors(Value x, std::int64_t groups, Centring centring, double epsilon);

/// The inputs in the order of the arguments above. The first of those with a state is the State,
/// which they change.
extern const Op previousRowsOp;      // "previous_rows"
extern const Op causalConvolutionOp; // "causal_convolution"
extern const Op selectiveScanOp; // "selective_scan": state, x, steps, rates, keys, queries; integer
                                 // states
extern const Op wkv4Op;          // "wkv4"
extern const Op wkv6Op; // "wkv6": state, values, queries, keys, decays, bonus; integer heads
extern const Op wkv7Op; // "wkv7": state, values, queries, keys, decays, removals, returns; integer
                        // heads
/// All with integers capacity, mean; inputs begin with the first position.
extern const Op
    selectiveMatrixOp;           // "selective_matrix": steps, rates, keys, queries; integer states
extern const Op wkv4MatrixOp;    // "wkv4_matrix": keys, decay, bonus; integer rows
extern const Op wkv6MatrixOp;    // "wkv6_matrix": queries, keys, decays, bonus; integer heads
extern const Op wkv7MatrixOp;    // "wkv7_matrix": queries, keys, decays, removals, returns; integer
                                 // heads
extern const Op unifiedMatrixOp; // "unified_matrix": pattern, gates, skips, [norms, weight,
                                 // activations]
extern const Op normFactorsOp;   // "norm_factors": integers groups, centred; number epsilon

} // namespace saccade
