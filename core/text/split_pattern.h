// A regular expression that finds the pieces of a text (PCRE2).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

/// Bytes [begin, end) of a text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

class SplitPattern
{
public:
    /// Compiles a pattern with Unicode classes. "^" and "$" stand for line bounds, as in the engine
    /// that Hugging Face's tokenizers use. Throws Error naming `file`, pattern and place if it does
    /// not compile.
    SplitPattern(std::string pattern, std::string file);
    ~SplitPattern();
    SplitPattern(SplitPattern&&) noexcept;
    SplitPattern& operator=(SplitPattern&&) noexcept;

    /// All matches from left to right, without overlap. A byte that is no valid UTF-8 matches
    /// nothing. Throws Error if the pattern needs too many steps or more than some seconds for this
    /// text.
    std::vector<TextRange> matches(std::string_view text) const;

    const std::string& pattern() const { return m_pattern; }

private:
    struct Code;
    std::string m_pattern;
    std::string m_file;
    std::unique_ptr<Code> m_code;
};

/// All places of the string `needle` (not empty) in `text`, from left to right, without overlap.
std::vector<TextRange> placesOf(std::string_view needle, std::string_view text);

} // namespace saccade
