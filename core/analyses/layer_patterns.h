// The attention of one part of a run, layer by layer, as analyses compute with it.
#pragma once

#include "core/base/parameters.h"
#include "core/trace/trace.h"

namespace saccade
{

/// Every layer's pattern, F32 [heads, query, key] of one shape. Of an implicit part (state-space
/// layers): a matrix for each channel, or the mean over channels as the only head where the run
/// kept no more.
struct LayerPatterns {
    AttentionPart part;
    std::vector<Tensor> layers;
    std::int64_t heads = 0, queries = 0, keys = 0;
    Sequence querySequence, keySequence;
    std::vector<std::string> queryLabels, keyLabels; // one a position
    std::vector<std::int32_t> keyTokens;             // of text; else empty

    bool isSelfAttention() const { return part.queries == part.keys && queries == keys; }
};

/// `part` as partNamed takes it; empty: the first captured one. Throws UsageError if the trace
/// holds no such attention; Error naming the layer that was not captured, or whose tensor is not
/// like the others.
LayerPatterns layerPatterns(const Trace& trace, std::string_view part);

/// The setting "part": which attention is looked at.
Parameter partParameter();
/// The setting "query": the position whose row is wanted; −1 stands for the last one.
Parameter queryParameter();

/// The setting "layer"; −1 stands for the last one.
Parameter layerParameter();

/// The setting "head"; −1 stands for all of a layer.
Parameter headParameter();
struct HeadRange {
    std::int64_t first = 0, last = 0; // last not included
};
/// Throws UsageError for a head that does not exist.
HeadRange headSetting(const Settings& settings, std::int64_t heads);

/// Throws UsageError where queries and keys are of different sequences.
void requireSelfAttention(const LayerPatterns& patterns);

/// Throws UsageError for implicit matrices: no gradient passes through them, and they have no
/// values.
void requireExplicit(const LayerPatterns& patterns);

/// A setting that is a word.
std::string wordSetting(const Settings& settings, const char* name);

/// The position that "query" names, of `count`. Throws UsageError where there is none.
std::int64_t positionSetting(const Settings& settings, const char* name, std::int64_t count);

/// One head's part of a pattern: [query, key].
std::span<const float> headOf(const LayerPatterns& patterns, std::int64_t layer, std::int64_t head);

/// "0" … "count − 1", as rows and columns of matrices of layers and heads are called.
std::vector<std::string> numberLabels(std::int64_t count);

} // namespace saccade
