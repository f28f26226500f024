// Blocks of vision transformers (Dosovitskiy et al., arXiv:2010.11929), small and plain, for
// PlainCheckpoint.
#pragma once

#include "tests/support/plain_encoder.h"

namespace saccade
{

inline constexpr std::int64_t plainWidth = 8;

// Names of a block's parts; queries, keys and values are one where `fused` is not empty.
struct PlainVitNames {
    std::string norm1, fused, query, key, value, output, scale1, norm2, hidden, mlpOutput, scale2;
    bool isGated = false;
};

PlainVitNames vitNames(const std::string& block);
/// With layer scale and gates.
PlainVitNames dinov2Names(const std::string& block);
PlainVitNames timmNames(const std::string& block, bool hasScale, bool isGated);

void addBlock(PlainCheckpoint& checkpoint, const PlainVitNames& names, std::int64_t inner);
/// x + s₁·attention(norm(x)), y + s₂·mlp(norm(y)); 2 heads.
PlainMatrix blockOf(const PlainLayers& layers, const PlainMatrix& x, const PlainVitNames& names);
/// Blocks `blocks`0 and `blocks`1.
PlainMatrix blocksOf(const PlainLayers& layers, PlainMatrix x,
                     const std::function<PlainVitNames(const std::string&)>& names,
                     const std::string& blocks);

} // namespace saccade
