#include "core/graph/name_pattern.h"

namespace saccade
{

bool matchesName(std::string_view pattern, std::string_view name)
{
    for (;;) {
        const auto patternDot = pattern.find('.');
        const auto nameDot = name.find('.');
        const auto part = pattern.substr(0, patternDot);
        if (part != "*" && part != name.substr(0, nameDot)) {
            return false;
        }
        if (patternDot == std::string_view::npos || nameDot == std::string_view::npos) {
            return patternDot == nameDot;
        }
        pattern.remove_prefix(patternDot + 1);
        name.remove_prefix(nameDot + 1);
    }
}

} // namespace saccade
