// A causal transformer as data: what its blocks are made of, layer by layer, from which one piece
// of code builds the graph. Families differ in what they put here.
#pragma once

#include "core/models/rope_scaling.h"
#include "core/models/transformer_parts.h"

#include <variant>

namespace saccade
{

enum class NormKind { RootMeanSquare, Layer };

struct Norm {
    NormKind kind = NormKind::RootMeanSquare;
    Tensor weight; // [width]
    Tensor bias;   // [width], of NormKind::Layer alone
    double epsilon = 0.0;
};

/// What one norm of queries or keys goes over.
enum class NormExtent {
    Head, // each head by itself (Qwen 3, Gemma 3)
    Row   // all heads as one row (OLMo 2)
};

/// Normalises queries or keys before they are turned.
struct HeadNorm {
    Norm norm;
    NormExtent extent = NormExtent::Head;
    std::optional<Tensor> channelWeights; // [heads·d], on top: every head has its own (StableLM)
};

/// down(f(gate(x)) · up(x)), or down(f(up(x))) without a gate.
struct Mlp {
    std::optional<Projection> gate;
    Projection up, down;
};

/// Experts, of which a router chooses some for each token (Shazeer et al., arXiv:1701.06538).
struct Mixture {
    Projection router;              // width → experts
    std::vector<Tensor> gates, ups; // [hidden, width] an expert
    std::vector<Tensor> downs;      // [width, hidden] an expert
    std::int64_t chosen = 0;        // experts a token
    RoutingWeights weights = RoutingWeights::Renormalised;
    std::optional<Mlp> shared;            // sees every token (Qwen 2 MoE) …
    std::optional<Projection> sharedGate; // … times σ of this, width → 1
};

/// Parts that are absent are skipped.
struct CausalBlock {
    std::optional<Norm> attentionNorm; // of what the attention reads
    Projection queries, keys, values;
    std::optional<Projection>
        fusedHeads; // all three in one instead, where columns follow each other
    std::optional<HeadNorm> queryNorm, keyNorm;
    Projection attentionOutput;
    std::optional<Norm> attentionOutputNorm; // of what the attention adds
    std::optional<Norm> middleNorm;          // of the sum (post-norm)
    std::optional<Norm> mlpNorm;
    std::variant<Mlp, Mixture> mlp;
    std::optional<Norm> mlpOutputNorm;
    std::optional<Norm> endNorm;
    AttentionRule rule;
    std::optional<std::size_t> rope; // which of the ropes turns queries and keys; none: no rotation
};

/// Whether the MLP reads what the attention gave, or the same rows as the attention (Wang &
/// Komatsuzaki, GPT-J): then with the attention's norm unless it has its own.
enum class BlockOrder { Sequential, Parallel };

/// What attention and MLP are added to: the rows as they are, or as normalised (BLOOM's option).
enum class ResidualSource { Rows, NormalisedRows };

struct CausalTransformer {
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0; // a divisor of heads
    std::int64_t headWidth = 0;
    std::int64_t width = 0;
    std::int64_t vocabulary = 0;
    std::int64_t context = 0;

    Tensor embedding; // [vocabulary, width of the embedding]
    std::optional<Projection> embeddingProjection;
    double embeddingScale = 1.0;
    std::optional<Tensor> positions; // [context, width], learned, added to the embedding
    std::optional<Norm> embeddingNorm;

    std::vector<CausalBlock> blocks;
    Activation activation = Activation::Silu;
    BlockOrder order = BlockOrder::Sequential;
    ResidualSource residual = ResidualSource::Rows;
    std::vector<RopeScaling> ropes;
    RotaryPairs pairs = RotaryPairs::Halves;
    std::optional<Tensor> slopes; // F32 [heads]: scores fall linearly with distance (ALiBi)
    double projectionLimit = 0.0; // queries, keys and values are clipped to ± this; 0: not

    std::optional<Norm> finalNorm;
    std::optional<Projection> outputProjection;
    Projection output;     // → vocabulary
    double logitCap = 0.0; // cap·tanh(logit/cap); 0: none
};

} // namespace saccade
