// BERT's form of encoder (Devlin et al., arXiv:1810.04805), small and plain, for PlainCheckpoint.
#pragma once

#include "tests/support/plain_encoder.h"

namespace saccade
{

/// What the models of these tests read.
inline const std::vector<std::int32_t> plainTokens{2, 7, 1, 9, 4};
inline const std::vector<std::int32_t> plainSegments{0, 0, 1, 1, 1};

/// Names of a block's parts.
struct PlainBertNames {
    std::string query, key, value, output, attentionNorm, hidden, mlpOutput, mlpNorm;
};

PlainBertNames bertNames(const std::string& block);
PlainBertNames albertNames(const std::string& block);

void addBlock(PlainCheckpoint& checkpoint, const PlainBertNames& names, std::int64_t width,
              std::int64_t inner);
/// norm(x + attention(x)), norm(x + mlp(x)); 2 heads.
PlainMatrix blockOf(const PlainLayers& layers, const PlainMatrix& x, const PlainBertNames& names,
                    const PlainFunction& activation);

/// 11 words, 8 positions, 2 segments.
void addEmbeddings(PlainCheckpoint& checkpoint, const std::string& prefix, std::int64_t width);
PlainMatrix embedded(const PlainLayers& layers, const std::string& prefix);

/// 2 blocks of width 8, MLP 12 wide, with this prefix.
void makeBert(PlainCheckpoint& checkpoint, const std::string& prefix);
PlainMatrix bertStates(const PlainLayers& layers, const std::string& prefix);

} // namespace saccade
