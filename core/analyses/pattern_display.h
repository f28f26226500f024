// Displays of numbers that belong to the positions of one attention.
#pragma once

#include "core/analyses/layer_patterns.h"
#include "core/display/display.h"

namespace saccade
{

struct DisplayTitles {
    const char* title; // QT_TRANSLATE_NOOP("Analysis", "…")
    const char* value; // what a number is, as a file calls it: "rollout"
};

/// The setting "result": "matrix", or "tokens" for the row of the setting "query".
Parameter resultParameter();

/// `values` [query, key] as the settings "result" and "query" want them. Throws UsageError for a
/// query that does not exist.
Display patternDisplay(const LayerPatterns& patterns, std::vector<float> values,
                       const Settings& settings, const DisplayTitles& titles);

/// One value a key.
TokenScores keyScores(const LayerPatterns& patterns, std::vector<float> values,
                      const DisplayTitles& titles);

/// One value a layer and head. [layers, heads]
Matrix headMatrix(const LayerPatterns& patterns, std::vector<float> values,
                  const DisplayTitles& titles);

} // namespace saccade
