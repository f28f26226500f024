// Small checkpoints with pseudo-random weights, made in memory.
#pragma once

#include "core/files/checkpoint.h"
#include "core/models/model.h"

#include <memory>

namespace saccade
{

/// GPT-2 in Hugging Face's form: 2 layers, 2 heads, width 8, vocabulary 11, 16 positions.
Checkpoint tinyGpt2();
/// Llama in Hugging Face's form: 2 layers, 4 heads on 2, width 16, head width 4, MLP 24, vocabulary
/// 11, 16 positions, untied.
Checkpoint tinyLlama();

/// The model of a checkpoint, without a tokenizer.
std::shared_ptr<const Model> load(Checkpoint checkpoint);

/// F32 numbers about 0, evenly in ±`size`, the same for the same seed; `offset` is added.
Tensor randomTensor(Shape shape, std::uint64_t seed, float size = 0.5F, float offset = 0.0F);

} // namespace saccade
