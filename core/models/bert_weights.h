// What BERT, RoBERTa and ELECTRA share: configuration keys and the names of tensors.
#pragma once

#include "core/models/configuration.h"
#include "core/models/text_encoder.h"

namespace saccade
{

/// The sizes in config.json by the names that BERT gave them.
struct BertSizes {
    std::int64_t width, embeddingWidth, inner, layers, vocabulary, positions, segments;
};

BertSizes bertSizes(const Configuration& configuration, const Checkpoint& checkpoint);

/// "bert." where the checkpoint's tensors begin with it, as below a head; else empty.
std::string prefixOf(const Weights& weights, const std::string& prefix,
                     const std::string& firstTensor = "embeddings.word_embeddings.weight");

/// Heads, epsilon and activation; embeddings and blocks. Throws Error as Weights and Configuration
/// do, and for position embeddings other than absolute ones.
TextEncoderParts readBert(Weights& weights, const Checkpoint& checkpoint,
                          const std::string& prefix);

/// The same out of GGUF, pooling included: BERT's and, made alike by llama.cpp, RoBERTa's. The
/// activation, of which GGUF says nothing, is BERT's own.
TextEncoderParts readBertGguf(Weights& weights, const Checkpoint& checkpoint);

/// Whether one of config.json's "architectures" ends so: "ForTokenClassification".
bool isMadeFor(const Checkpoint& checkpoint, std::string_view ending);

/// The head where the checkpoint has "classifier.weight" or "qa_outputs.weight" over each token's
/// last hidden state; nothing where it is no such model.
std::optional<TextHead> tokenHead(Weights& weights, const Checkpoint& checkpoint,
                                  std::int64_t width);

/// A masked language model's head: dense → activation → norm → words, with `bias`.
/// Where the checkpoint has its own matrix `output`, that is taken instead of `words`.
TextHead maskedHead(Weights& weights, const std::string& dense, const std::string& norm,
                    const std::string& output, const std::string& bias,
                    const TextEncoderParts& parts);

} // namespace saccade
