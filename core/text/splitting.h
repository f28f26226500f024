// Cutting a text at matches: what becomes of the matches themselves.
#pragma once

#include "core/text/split_pattern.h"
#include "core/text/utf8.h"

#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

/// The behaviours of tokenizer.json's "Split" and "Punctuation".
enum class SplitBehaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// Which of the two kinds of stretches count as the separators: the matches, or what is between
/// them.
enum class Separators { Matches, Between };

/// "Isolated", "Removed" …; throws Error naming `file` for another word.
SplitBehaviour splitBehaviour(const std::string& name, const std::string& file);

/// The pieces of `text`, none empty. `matches`: from left to right, without overlap.
std::vector<std::string_view> splitAt(std::string_view text, const std::vector<TextRange>& matches,
                                      SplitBehaviour behaviour,
                                      Separators separators = Separators::Matches);

/// The characters of `text` for which `isSeparator(char32_t)` holds, each alone.
template <typename IsSeparator>
std::vector<TextRange> placesWhere(std::string_view text, const IsSeparator& isSeparator)
{
    std::vector<TextRange> places;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (isSeparator(point.value)) {
            places.push_back({at, at + point.length});
        }
        at += point.length;
    }
    return places;
}

} // namespace saccade
