// Small encoder–decoders with pseudo-random weights, in Hugging Face's form.
#pragma once

#include "core/files/checkpoint.h"

#include <string>

namespace saccade
{

/// How a checkpoint of BART's kind differs from the usual.
struct RandomBart {
    std::string modelType = "bart";
    std::string prefix = "model.";
    bool isTied = true;
    bool sharesEmbeddings = true; // of encoder and decoder
    bool scalesEmbeddings = false;
    bool normalisesEmbedding = true;
    bool hasFinalNorm = false;
    bool hasLearnedPositions = true;
    bool hasLogitsBias = false;
    std::string activation = "gelu";
};

/// 2 layers of the encoder, 3 of the decoder, 4 heads, width 16, MLP 24, 29 tokens (31 of a decoder
/// with its own), 20 positions.
Checkpoint randomBart(const RandomBart& kind);

struct RandomT5 {
    std::string modelType = "t5";
    std::string feedForward = "gated-gelu";
    bool isTied = false;
    bool hasDistancesInEveryLayer = false;
};

/// 2 layers of the encoder, 3 of the decoder, 3 heads of width 6, width 16, MLP 24, 29 tokens, 8
/// buckets up to a distance of 12.
Checkpoint randomT5(const RandomT5& kind);

/// The same T5 by the names of GGUF (gguf-py/gguf/constants.py of llama.cpp), whose largest
/// distance is 128; the decoder begins with token 5.
Checkpoint ggufOf(const Checkpoint& t5);

/// Writes config.json and model.safetensors.
void writeFolder(const Checkpoint& checkpoint, const std::filesystem::path& folder);

} // namespace saccade
