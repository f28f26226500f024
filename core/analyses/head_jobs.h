// What a head is for: what share of its attention goes where known kinds of heads look.
#pragma once

#include "core/analyses/layer_patterns.h"

#include <array>
#include <optional>
#include <string>

namespace saccade
{

/// Kinds of heads, each with the keys at which it looks.
enum class HeadJob {
    Induction, // what followed the same token before
    Duplicate, // the same token elsewhere
    Previous,  // one position back
    Next,      // one position on
    Self,
    OffsetLocal, // one patch in a fixed direction
    Delimiter,   // punctuation and special tokens
    Sink,        // one and the same key, whatever the query
    Broad        // all keys alike
};
constexpr std::size_t headJobCount = 9;

/// "induction", "offset-local" …
const char* jobName(HeadJob job);

struct JobScores {
    /// The share of attention at a job's keys beyond what uniform attention has there, of what is
    /// possible: (share − uniform) / (1 − uniform), a mean over the queries that have such keys; 0
    /// where none has. Of Broad: 2·c − 1 with c what a row has in common with uniform attention,
    /// Σ_j min(A_ij, 1 / visible).
    std::array<float, headJobCount> scores{};
    std::array<std::int64_t, headJobCount> queries{}; // over which each is the mean
    std::int64_t sinkKey = 0;
    std::int64_t offsetRows = 0, offsetColumns = 0; // of OffsetLocal
    /// How much of what differs between entries their offset i − j explains (R²).
    float positional = 0;

    /// The highest score from 0.3 on; nothing below ("mixed").
    std::optional<HeadJob> best() const;
    float of(HeadJob job) const { return scores[static_cast<std::size_t>(job)]; }
};

/// Of square attention. Induction, duplicate and delimiter need the tokens of the keys.
JobScores jobScores(const LayerPatterns& patterns, std::span<const float> head);

} // namespace saccade
