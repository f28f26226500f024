// The hyper-parameters of a causal transformer, and how each format states them.
#pragma once

#include "core/models/causal_transformer.h"
#include "core/models/configuration.h"
#include "core/models/fused_rows.h"

#include <functional>

namespace saccade
{

/// Which numbers a norm multiplies by.
enum class NormStorage {
    Stored,
    StoredLessOne, // Gemma multiplies by 1 + the stored ones
    None           // OLMo 1
};

enum class QueryKeyNorm {
    None,
    Head,           // one norm for all heads
    HeadOwnWeights, // every head with weights of its own
    Row
};

struct LayerAttention {
    std::int64_t window = 0;             // keys that a query sees, its own included; 0: all
    std::optional<std::size_t> rope = 0; // which of the ropes
};

struct ExpertConfiguration {
    std::int64_t count = 0;
    std::int64_t chosen = 0;
    std::int64_t hidden = 0;
    std::int64_t sharedHidden = 0; // 0: no shared expert
    RoutingWeights weights = RoutingWeights::Renormalised;
    std::vector<std::int64_t> denseLayers{}; // whose MLP is a plain one
};

struct CausalConfiguration {
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0; // a divisor of heads
    std::int64_t headWidth = 0;
    std::int64_t width = 0;
    std::int64_t embeddingWidth = 0; // 0: width
    std::int64_t hidden = 0;         // of the MLP
    std::int64_t vocabulary = 0;
    std::int64_t context = 0;

    NormKind norm = NormKind::RootMeanSquare;
    NormStorage normWeights = NormStorage::Stored;
    QueryKeyNorm queryKeyNorm = QueryKeyNorm::None;
    double epsilon = 0.0;
    Activation activation = Activation::Silu;
    BlockOrder order = BlockOrder::Sequential;
    ResidualSource residual = ResidualSource::Rows;

    bool tied = false;          // the embedding is the output layer too
    bool attentionBias = false; // stated; else what the checkpoint has is taken
    bool mlpBias = false;
    bool outputBias = false;

    WeightLayout weightLayout = WeightLayout::OutputInput; // of the blocks
    FusedOrder fused = FusedOrder::Parts;
    RotaryPairs pairs = RotaryPairs::Halves;
    std::vector<RopeScaling> ropes;
    std::vector<LayerAttention> attention; // one a layer
    std::vector<float> slopes;             // one a head (ALiBi), else empty
    std::int64_t positionOffset = 0;       // rows of the learned positions that are never used

    double embeddingScale = 1.0;
    double scoreScale = 0.0;        // 0: 1/√headWidth
    bool scoresFallByLayer = false; // scores times 1/(layer + 1) as well
    double scoreCap = 0.0;
    double logitCap = 0.0;
    double projectionLimit = 0.0;
    std::optional<ExpertConfiguration> experts;
};

bool isGguf(const Checkpoint& checkpoint);

/// What a quantity is called in config.json; the first that is there counts. No keys: it is the
/// default's.
struct SizeKeys {
    using Keys = std::vector<std::string_view>;
    Keys layers{"num_hidden_layers", "n_layer"};
    Keys heads{"num_attention_heads", "n_head"};
    Keys keyValueHeads{"num_key_value_heads"};
    Keys headWidth{"head_dim"};
    Keys width{"hidden_size", "n_embd"};
    Keys hidden{"intermediate_size"};
    Keys context{"max_position_embeddings"};
    Keys epsilon{"rms_norm_eps"};
};

/// The sizes, epsilon and tying of config.json, checked. What `defaults` has (not 0) may be absent.
/// Key heads are as many as heads, a head is width / heads, unless stated. Every layer sees all
/// keys and is turned by rope 0, which is not there yet. Throws Error naming file, key and what was
/// expected.
CausalConfiguration huggingFaceSizes(const Configuration& config, std::size_t tensors,
                                     const CausalConfiguration& defaults = {},
                                     const SizeKeys& keys = {});

/// The same of a GGUF file, whose keys begin with the architecture; ropes as well. The norm is a
/// layer norm where its epsilon says so.
CausalConfiguration ggufSizes(const Checkpoint& checkpoint);

/// Gives layers a window (0: none): those that "layer_types" calls "sliding_attention", or without
/// it those for which `isWindowed` is true. Returns them.
std::vector<bool> setWindows(CausalConfiguration& configuration, const Configuration& config,
                             std::int64_t window,
                             const std::function<bool(std::int64_t layer)>& isWindowed);

/// The same for a GGUF file: all layers but every `period`th, unless
/// "attention.sliding_window_pattern" gives another period or says it layer by layer. Without a
/// window no layer has one.
std::vector<bool> setGgufWindows(CausalConfiguration& configuration, const Configuration& config,
                                 std::int64_t window, std::int64_t period);

/// Turns these layers by `rope`, the others by the first one.
void turnLayers(CausalConfiguration& configuration, RopeScaling rope,
                const std::vector<bool>& layers);

/// The slopes of ALiBi (Press et al., arXiv:2108.12409, section 3): powers of 2^(−8/heads), for
/// other counts of heads those of the next lower power of two and every other one of the next
/// higher.
std::vector<float> linearBiasSlopes(std::int64_t heads);

} // namespace saccade
