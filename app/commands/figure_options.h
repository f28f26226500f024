// The options that describe a figure, as typed.
#pragma once

#include "views/displays/figure.h"

#include <optional>

namespace CLI
{
class App;
}

namespace saccade
{

/// Only what was given is set: the rest stays as the recipe or the defaults have it.
struct FigureArguments {
    std::string part;
    std::optional<int> layer, head;
    std::string average, maximum; // what is taken together: "heads", "layers", "everything"
    std::optional<double> widthMillimetres;
    std::string theme, scale, colourMap, pooling, tokens;
    std::optional<std::int64_t> query;
    std::optional<double> opacity;
    bool smooth = false;
    std::optional<int> dotsPerInch;
    bool withoutTitle = false;
};

void addFigureOptions(CLI::App& app, FigureArguments& arguments);

/// `initial` changed by what was given. Throws UsageError naming the nearest valid value.
FigureOptions withArguments(FigureOptions initial, const FigureArguments& arguments);

} // namespace saccade
