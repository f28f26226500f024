// Mamba 2 and RWKV 6 a second time, written from the papers in plain double precision, with small
// checkpoints of random weights.
#pragma once

#include "core/files/checkpoint.h"

#include <cstdint>
#include <span>
#include <vector>

namespace saccade
{

/// In transformers' form: 2 layers, width 8, 4 heads of 4 in 2 groups, 3 states, vocabulary 11.
Checkpoint tinyMamba2();
/// Logits after each token, [tokens, vocabulary] (Dao & Gu, arXiv:2405.21060, section 7 and listing
/// 1). The gated norm looks at each of `normGroups` parts by itself.
std::vector<double> plainMamba2(const Checkpoint& checkpoint, std::span<const std::int32_t> tokens,
                                std::size_t normGroups = 1);

/// In rwkv.cpp's form: 2 layers, 2 heads of 4, vocabulary 11.
Checkpoint tinyRwkv6();
/// Logits after each token, [tokens, vocabulary] (Peng et al., arXiv:2404.05892, section 4).
std::vector<double> plainRwkv6(const Checkpoint& checkpoint, std::span<const std::int32_t> tokens);

} // namespace saccade
