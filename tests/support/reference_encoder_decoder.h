// A second, plain implementation of encoder–decoder transformers in double precision, loops over
// numbers, written from the papers (Vaswani et al., arXiv:1706.03762; Raffel et al.,
// arXiv:1910.10683): what models are compared with where no reference numbers exist.
#pragma once

#include "core/files/checkpoint.h"
#include "tests/support/reference_maths.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace saccade::reference
{

using Row = std::vector<double>;
using Matrix = std::vector<Row>; // [position][channel]

struct Rules {
    std::string prefix; // of all names but the head's: "model."
    std::int64_t heads = 1;
    bool isNormBefore = true;
    bool normalisesEmbedding = false;
    bool hasFinalNorm = true;
    double embeddingScale = 1.0;
    std::function<double(double)> activation;
    /// What is added at a position to a channel; `stack` is "encoder" or "decoder".
    std::function<double(const std::string& stack, std::size_t position, std::size_t channel)>
        position;
    std::string encoderEmbedding, decoderEmbedding, output; // full names
    std::string outputBias;                                 // may be empty
};

struct Result {
    Matrix encoded, decoded, logits; // after the last norms
    /// "encoder.0", "decoder.0", "cross.0": [head][query][key]
    std::map<std::string, std::vector<Matrix>> patterns;
};

/// Models whose tensors have BART's names.
Result runBart(const Checkpoint& checkpoint, const Rules& rules,
               const std::vector<std::int32_t>& source, const std::vector<std::int32_t>& target);

struct T5Rules {
    std::int64_t heads = 1;
    std::int64_t maximumDistance = 128;
    bool isGated = true; // then GELU by tanh; else ReLU
    bool isTied = false;
};

/// T5's names.
Result runT5(const Checkpoint& checkpoint, const T5Rules& rules,
             const std::vector<std::int32_t>& source, const std::vector<std::int32_t>& target);

double gelu(double x); // x·Φ(x)

} // namespace saccade::reference
