#include "core/text/splitting.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <array>
#include <utility>

namespace saccade
{

namespace
{

struct Stretch {
    TextRange range;
    bool isSeparator = false;
};

/// Matches and what is between them, in order, none left out.
std::vector<Stretch> stretchesOf(std::string_view text, const std::vector<TextRange>& matches,
                                 Separators separators)
{
    std::vector<Stretch> stretches;
    const bool matchSeparates = separators == Separators::Matches;
    std::size_t done = 0;
    for (const TextRange match : matches) {
        if (match.begin > done) {
            stretches.push_back({{done, match.begin}, !matchSeparates});
        }
        stretches.push_back({match, matchSeparates});
        done = match.end;
    }
    if (done < text.size()) {
        stretches.push_back({{done, text.size()}, !matchSeparates});
    }
    return stretches;
}

/// Whether a stretch goes on with the piece of the stretch before it.
bool joins(const Stretch& previous, const Stretch& stretch, SplitBehaviour behaviour)
{
    switch (behaviour) {
    case SplitBehaviour::MergedWithPrevious:
        return stretch.isSeparator && !previous.isSeparator;
    case SplitBehaviour::MergedWithNext:
        return previous.isSeparator && !stretch.isSeparator;
    case SplitBehaviour::Contiguous:
        return previous.isSeparator == stretch.isSeparator;
    case SplitBehaviour::Removed:
    case SplitBehaviour::Isolated:
        return false;
    }
    return false;
}

} // namespace

SplitBehaviour splitBehaviour(const std::string& name, const std::string& file)
{
    static const std::array<std::pair<const char*, SplitBehaviour>, 5> names{
        {{"Removed", SplitBehaviour::Removed},
         {"Isolated", SplitBehaviour::Isolated},
         {"MergedWithPrevious", SplitBehaviour::MergedWithPrevious},
         {"MergedWithNext", SplitBehaviour::MergedWithNext},
         {"Contiguous", SplitBehaviour::Contiguous}}};
    for (const auto& [known, behaviour] : names) {
        if (name == known) {
            return behaviour;
        }
    }
    throw Error(
        QT_TRANSLATE_NOOP("Error", "%1: the split behaviour \"%2\" is not known to this version."),
        {file, name.substr(0, 80)});
}

std::vector<std::string_view> splitAt(std::string_view text, const std::vector<TextRange>& matches,
                                      SplitBehaviour behaviour, Separators separators)
{
    const auto stretches = stretchesOf(text, matches, separators);
    std::vector<TextRange> ranges;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        if (behaviour == SplitBehaviour::Removed && stretches[i].isSeparator) {
            continue;
        }
        if (i > 0 && !ranges.empty() && joins(stretches[i - 1], stretches[i], behaviour)) {
            ranges.back().end = stretches[i].range.end;
        } else {
            ranges.push_back(stretches[i].range);
        }
    }
    std::vector<std::string_view> pieces;
    pieces.reserve(ranges.size());
    for (const TextRange range : ranges) {
        if (range.size() > 0) {
            pieces.push_back(text.substr(range.begin, range.size()));
        }
    }
    return pieces;
}

} // namespace saccade
