// Language models whose attention is linear: a state of keys and values, with or without decay, and
// a norm and a gate for each head; blocks with SwiGLU MLPs, as the library flash-linear-attention
// builds them. The families differ in what decays and in what is done to queries and keys.
#pragma once

#include "core/models/recurrent_parts.h"

namespace saccade
{

/// What queries and keys become before they meet, head by head (d numbers each).
enum class FeatureKind {
    Identity,
    Function, // of each number: `activation`
    EluPlusOne,
    LinearRelu, // ReLU(W·x), Kasai et al., arXiv:2103.13076
    Product,    // (W₁·x + b₁) ⊙ (W₂·x + b₂)
};
struct FeatureMap {
    FeatureKind kind = FeatureKind::Identity;
    Activation activation = Activation::Relu;
    Projection first{}, second{}; // d → d
};

/// Decays that each token decides: exp(max(−softplus(−z)/16, least)), z = W₂·(W₁·x) + b.
struct TokenDecay {
    Projection low, high;
    std::optional<double> least{}; // of the logarithm
};

struct LinearAttentionBlock {
    Tensor attentionNorm, mlpNorm;            // [width]
    Projection queries, keys, values, output; // for every head: [heads·keyWidth, width] …
    FeatureMap queryFeatures{}, keyFeatures{};
    std::optional<TokenDecay> decay{};
    Tensor headNorm;                  // [heads·valueWidth]: that of a head, repeated
    std::optional<Projection> gate{}; // SiLU
    Projection mlpGate, mlpInput, mlpOutput;
};

/// Whether a query's scores are divided by their sum (Katharopoulos et al., arXiv:2006.16236).
enum class ScoreSum { Free, One };

struct LinearAttentionParts {
    std::string family;
    std::int64_t heads = 1;
    std::int64_t keyWidth = 1, valueWidth = 1; // of a head
    double epsilon = 1e-6;
    std::vector<double> rates{};         // ln of the decay of each head; none: of the tokens
    std::optional<Tensor> frequencies{}; // of rotary positions, F32 [keyWidth / 2]
    ScoreSum sum = ScoreSum::Free;
    Tensor embedding, finalNorm, output;
    std::vector<LinearAttentionBlock> blocks;
};

/// Values of a block, beside the usual ones: "ssm.queries", "ssm.keys" [n, heads·keyWidth],
/// "ssm.input" (the values), "ssm.scan" [n, heads·valueWidth], "ssm.decays", "ssm.gate",
/// "ssm.gated", "ssm.output". Where tokens decide the decays, valueWidth must be a multiple of
/// keyWidth.
std::shared_ptr<const Model> makeLinearAttention(std::shared_ptr<const Checkpoint> checkpoint,
                                                 std::shared_ptr<const Tokenizer> tokenizer,
                                                 const Weights& weights,
                                                 LinearAttentionParts parts);

} // namespace saccade
