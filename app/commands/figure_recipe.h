// What a figure was made from, read back from its file.
#pragma once

#include "views/displays/figure.h"

namespace saccade
{

struct FigureRecipe {
    nlohmann::json run; // Trace::recipe
    std::string kind;   // empty: the file does not say (a trace)
    FigureOptions options;
};

/// From an exported figure (PNG, SVG, PDF), a trace, or a JSON file: what a figure carries
/// ({"figure", "options", "run"}) or the recipe of a run alone. Throws Error if the file holds
/// none.
FigureRecipe readFigureRecipe(const std::filesystem::path& path);

} // namespace saccade
