// The text of tokens that a model gave, which may know more tokens than its tokenizer.
#pragma once

#include "core/text/tokenizer.h"

namespace saccade
{

/// As Tokenizer::decode, but ids that the tokenizer does not know have no text (embeddings are
/// often padded beyond the vocabulary).
std::string tokenText(const Tokenizer& tokenizer, std::span<const std::int32_t> tokens);

/// The text after the first `promptLength` tokens, as a reader sees it there: some tokenizers write
/// the space before a word only inside a text.
std::string continuationText(const Tokenizer& tokenizer, std::span<const std::int32_t> tokens,
                             std::int64_t promptLength);

} // namespace saccade
