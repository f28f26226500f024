// What an encoder reads whole, in one go.
#pragma once

#include "core/graph/tensor.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// Each model reads its own part; the rest stays empty.
struct EncoderInput {
    std::vector<std::int32_t> tokens;   // special tokens included
    std::vector<std::int32_t> segments; // one a token (BERT's sentence A 0, B 1); empty: all 0
    Tensor pixels;                      // F32 [channels, height, width], preprocessed
    Tensor features;                    // F32 [bins, frames]: log-mel
    /// What the pixels look like to a person: F32 [3, height, width] in 0 … 1; for display alone.
    Tensor picture;
    Tensor series; // F32 [channels, time], as measured: the model scales it itself
    /// What the rows and columns of `series` are called; empty: nothing. For display alone.
    std::vector<std::string> channels, times;
    /// F32 [channels, at most the horizon]: what followed, where it is known; for display alone.
    Tensor followed;

    bool isEmpty() const
    {
        return tokens.empty() && pixels.isEmpty() && features.isEmpty() && series.isEmpty();
    }
};

/// The tensors that a graph's inputs of the names "tokens" I32 [n], "segments" I32 [n], "pixels",
/// "features", "series" are set to.
std::map<std::string, Tensor, std::less<>> encoderTensors(const EncoderInput& input);

} // namespace saccade
