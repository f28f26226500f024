// A model in numbers: what its parts hold, what a token costs.
#pragma once

#include "core/models/model.h"

#include <nlohmann/json.hpp>

namespace saccade
{

/// What one thing of a model is made of: its attention, say.
struct CardPart {
    std::string tower;           // "encoder", "decoder", "vision", "text"; empty: the only one
    std::string kind;            // "embedding", "attention", "state space", "mlp", "experts",
                                 // "norms", "head", "other"
    std::int64_t parameters = 0; // tied ones count once, where they are used first
    std::int64_t activeParameters = 0; // that one token meets: of experts the chosen ones
    std::int64_t bytes = 0;            // as stored

    bool operator==(const CardPart&) const = default;
};

/// Tensors of one element type of the checkpoint.
struct CardType {
    std::string name; // "F16", "Q4_K"
    std::int64_t tensors = 0, elements = 0, bytes = 0;

    bool operator==(const CardType&) const = default;
};

/// Floating-point operations of matrix products; a multiplication and an addition are two. Norms,
/// activations and the scans of state-space layers are not counted.
struct CardWork {
    double matrices = 0;  // 2 · the parameters that are multiplied with, per position
    double attention = 0; // queries · keysᵀ and pattern · values: 4 · heads · width · keys

    double total() const { return matrices + attention; }
};

struct ModelCard {
    std::vector<CardPart> parts;
    std::int64_t parameters = 0, activeParameters = 0;
    std::int64_t bytes = 0;      // of the weights
    std::vector<CardType> types; // most bytes first
    /// Of one token with the whole context before it; nothing for models that do not generate.
    CardWork token;
    /// Of the encoder over one input of `inputPositions`: a text of the whole context, of 512
    /// tokens at most; a picture of the model's own size; a series of one channel.
    CardWork input;
    std::int64_t inputPositions = 0;
    std::int64_t cacheBytesPerToken = 0;  // of the KV cache, as Saccade keeps it (F32)
    std::int64_t cacheBytesPerSource = 0; // for each position that an encoder hands over
    std::int64_t stateBytes = 0;          // that stay the same however long the text
};

/// Counted on the model's own graphs and the checkpoint's tensors.
ModelCard modelCard(const Model& model);

nlohmann::json toJson(const ModelCard& card);

} // namespace saccade
