// RetNet, gated linear attention and linear attention a second time, written from the papers in
// plain double precision: every query looks back at every key, no state is carried. With small
// checkpoints of random weights in flash-linear-attention's form.
#pragma once

#include "core/files/checkpoint.h"

#include <cstdint>
#include <span>
#include <vector>

namespace saccade
{

/// 2 layers, width 8, 4 heads on 2, keys of 2, values of 4, vocabulary 11.
Checkpoint tinyRetnet();
/// 2 layers, width 16, 2 heads with keys of 4 and values of 8, tied, with the fused gate of older
/// files.
Checkpoint tinyGla();
enum class TinyFeatures { Product, NormedElu };
/// 2 layers, width 8, 2 heads of 4.
Checkpoint tinyLinearAttention(TinyFeatures features);

/// Logits after each token, [tokens, vocabulary], of any of them.
std::vector<double> plainLinearAttention(const Checkpoint& checkpoint,
                                         std::span<const std::int32_t> tokens);

} // namespace saccade
