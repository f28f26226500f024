// Numbers about one row of an attention map.
#pragma once

#include "core/trace/attention_source.h"

namespace saccade
{

/// What one query attends to. Strong is what is large, positive or (of implicit matrices) negative.
struct RowFacts {
    std::int64_t query = 0;
    std::vector<float> values; // [keys]
    std::int64_t visible =
        0;              // keys that the query can see: those after the last value but 0 are hidden
    double entropy = 0; // −Σ p ln p, nats, of the sizes divided by their sum
    std::int64_t strongest = 0;

    /// 1 for the strongest key; equal values share the better rank.
    std::int64_t rank(std::int64_t key) const;
    /// The strongest keys, strongest first, at most `count`; of equal ones the earlier first.
    std::vector<std::int64_t> strongestKeys(std::int64_t count) const;
};

/// Throws Error if the query lies outside the map.
RowFacts rowFacts(const AttentionSource& source, const HeadChoice& choice, std::int64_t query);

} // namespace saccade
