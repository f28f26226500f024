// The hyper-parameters of Llama-like models from each of the formats that state them.
#pragma once

#include "core/graph/ops/arithmetic.h"
#include "core/graph/ops/rotary.h"
#include "core/models/rope_scaling.h"

namespace saccade
{

struct Checkpoint;

struct LlamaConfiguration {
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0; // a divisor of heads
    std::int64_t headWidth = 0;
    std::int64_t width = 0;
    std::int64_t hidden = 0; // width of the gated MLP
    std::int64_t vocabulary = 0;
    std::int64_t context = 0;
    double epsilon = 0.0;
    Activation activation = Activation::Silu;
    bool tied = false;          // the embedding is the output layer too
    bool attentionBias = false; // stated; else what the checkpoint has is taken
    bool mlpBias = false;
    std::int64_t window = 0;           // keys that a query sees, its own included; 0: all
    std::int64_t firstWindowLayer = 0; // layers below see all keys
    RotaryPairs pairs = RotaryPairs::Halves;
    RopeScaling rope;
};

/// By the checkpoint's format. Throws Error naming file, key and what was expected.
LlamaConfiguration llamaConfiguration(const Checkpoint& checkpoint);

} // namespace saccade
