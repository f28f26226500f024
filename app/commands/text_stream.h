// The text of tokens as they come, in whole characters.
#pragma once

#include "core/text/tokenizer.h"

#include <span>
#include <string>
#include <vector>

namespace saccade
{

/// Gives out what each token adds to the text, holding back bytes that do not make a character yet.
class TextStream
{
public:
    explicit TextStream(const Tokenizer& tokenizer) : m_tokenizer(tokenizer) {}
    std::string add(std::span<const std::int32_t> tokens);
    /// What is still held back, U+FFFD for a broken character.
    std::string finish() const;

private:
    const Tokenizer& m_tokenizer;
    std::vector<std::int32_t>
        m_tokens;            // the last ones: enough context for the spaces between words
    std::size_t m_given = 0; // bytes of their text
};

/// Bytes at the start of `text` that are whole UTF-8 characters; broken ones in the middle count
/// too.
std::size_t wholeCharacters(std::string_view text);

} // namespace saccade
