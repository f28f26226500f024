// Tokens that are recognised in a text before anything else is done to it.
#pragma once

#include "core/text/byte_trie.h"
#include "core/text/split_pattern.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace saccade
{

struct AddedToken {
    std::string content;
    std::int32_t id = -1;
    bool isSpecial = false;    // left out when text is decoded
    bool stripsLeft = false;   // takes the white space before it
    bool stripsRight = false;  // takes the white space behind it
    bool isSingleWord = false; // only where no word character is beside it
    bool isNormalized = false; // sought in the normalised text instead of the original
};

/// A stretch of text, or the token that stands for it.
struct TextOrToken {
    TextRange range;
    std::optional<std::int32_t> token;
};

class AddedTokens
{
public:
    enum class Text { Original, Normalized };

    AddedTokens() = default;
    /// `normalize` is applied to the contents that are sought in normalised text. Throws Error
    /// naming `file` for an empty or too long content, or an id that is negative or beyond
    /// `idLimit`.
    AddedTokens(std::vector<AddedToken> tokens, std::int64_t idLimit,
                const std::function<std::string(std::string_view)>& normalize,
                const std::string& file);

    /// `text` from left to right; at each place the longest token counts.
    std::vector<TextOrToken> split(std::string_view text, Text kind) const;

    const AddedToken* withId(std::int32_t id) const;
    const AddedToken* withContent(std::string_view content) const;
    /// One more than the largest id.
    std::int64_t size() const { return m_size; }

private:
    std::vector<AddedToken> m_tokens;
    std::unordered_map<std::int32_t, std::size_t> m_byId;
    std::unordered_map<std::string, std::size_t> m_byContent;
    ByteTrie m_original; // values are places in m_tokens
    ByteTrie m_normalized;
    std::int64_t m_size = 0;
};

} // namespace saccade
