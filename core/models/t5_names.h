// What T5's tensors are called in its two formats.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saccade
{

enum class T5Side { Encoder, Decoder };

/// Tensor names with ".weight", projections without.
struct T5AttentionNames {
    std::string norm, queries, keys, values, output;
    std::string distances; // of self-attention
};

struct T5MlpNames {
    std::string norm, gate, up, down;
    std::string ungated; // in place of gate and up where there is no gate
};

/// The names of one format.
class T5Names
{
public:
    virtual ~T5Names() = default;
    /// Any of them.
    virtual std::vector<std::string> embedding() const = 0;
    virtual std::string output() const = 0;
    virtual std::string finalNorm(T5Side side) const = 0;
    virtual T5AttentionNames selfAttention(T5Side side, std::int64_t layer) const = 0;
    virtual T5AttentionNames crossAttention(std::int64_t layer) const = 0;
    virtual T5MlpNames mlp(T5Side side, std::int64_t layer) const = 0;
};

/// Hugging Face's: "encoder.block.0.layer.0.SelfAttention.q".
const T5Names& huggingFaceT5Names();
/// GGUF's: "enc.blk.0.attn_q".
const T5Names& ggufT5Names();

} // namespace saccade
