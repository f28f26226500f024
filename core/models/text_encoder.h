// Encoders of text as BERT's (Devlin et al., arXiv:1810.04805): embeddings of words, positions and
// segments, blocks that see the whole text, a head. The families differ in names and heads.
#pragma once

#include "core/models/encoder_parts.h"

namespace saccade
{

/// Which rows of the last block a head reads.
enum class HeadRows { All, First, Mean };
enum class EmbeddingLength { AsItIs, One };

/// What stands on the last block: dense → activation → norm → output, each where there is one.
struct TextHead {
    HeadKind kind = HeadKind::Embedding;
    HeadRows rows = HeadRows::First;
    std::optional<Projection> dense{};
    Activation activation = Activation::Tanh;
    std::optional<EncoderNorm> norm{};
    /// Result "logits"; without it the result is "pooled".
    std::optional<Projection> output{};
    std::vector<std::string> classes{};
    EmbeddingLength length = EmbeddingLength::AsItIs;
};

struct TextEncoderParts {
    std::string family;
    EncoderRule rule;
    Tensor words;     // [vocabulary, embedding width]
    Tensor positions; // [positions, embedding width]
    std::int32_t firstPosition = 0;
    std::optional<Tensor> segments; // [kinds of segments, embedding width]
    std::optional<EncoderNorm> embeddingNorm;
    std::optional<Projection> embeddingProjection; // embedding width → width
    std::vector<EncoderBlock> blocks;
    std::optional<EncoderNorm> finalNorm; // where the blocks do not end in theirs
    TextHead head;
};

/// Reads tokens and, where there are several kinds of segments, segments.
std::shared_ptr<const Model> makeTextEncoder(std::shared_ptr<const Checkpoint> checkpoint,
                                             std::shared_ptr<const Tokenizer> tokenizer,
                                             const Weights& weights, TextEncoderParts parts);

/// How the folder of a sentence-transformers model (modules.json, 1_Pooling/config.json) makes one
/// embedding of a sentence; nothing where there are no such files, or where they ask for what
/// Saccade does not compute (other poolings, further dense layers).
std::optional<TextHead> sentenceHead(const Checkpoint& checkpoint);

} // namespace saccade
