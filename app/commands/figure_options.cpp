#include "app/commands/figure_options.h"

#include "app/commands/arguments.h"
#include "app/commands/console.h"
#include "core/base/error.h"
#include "core/display/number_text.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

// −1 where heads or layers are taken together.
void combine(HeadChoice& choice, const std::string& word, Combine how, const char* option)
{
    const auto index = chosenIndex(word, {"heads", "layers", "everything"}, option);
    if (index != 1) {
        choice.head = -1;
    }
    if (index != 0) {
        choice.layer = -1;
    }
    choice.combine = how;
}

HeadChoice choiceOf(HeadChoice choice, const FigureArguments& arguments)
{
    if (!arguments.average.empty() && !arguments.maximum.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "Give --average or --maximum, not both."));
    }
    choice.layer = arguments.layer.value_or(choice.layer);
    choice.head = arguments.head.value_or(choice.head);
    if (!arguments.average.empty()) {
        combine(choice, arguments.average, Combine::Mean, "--average");
    }
    if (!arguments.maximum.empty()) {
        combine(choice, arguments.maximum, Combine::Maximum, "--maximum");
    }
    return choice;
}

std::vector<std::string> colourMapNames()
{
    std::vector<std::string> names;
    for (const auto& map : ColourMap::all()) {
        names.emplace_back(map.identifier());
    }
    return names;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

} // namespace

void addFigureOptions(CLI::App& app, FigureArguments& arguments)
{
    const auto add = [&](const char* name, auto& target, const char* type,
                         const std::string& help) {
        app.add_option(name, target, help)->type_name(type);
    };
    add("--part", arguments.part, "NAME",
        commandText(QT_TRANSLATE_NOOP("Command", "Which attention: encoder, cross_attention, "
                                                 "vision … (default: the first captured)")));
    add("--layer", arguments.layer, "L",
        commandText(QT_TRANSLATE_NOOP("Command", "Counted from 0 (default 0)")));
    add("--head", arguments.head, "H",
        commandText(QT_TRANSLATE_NOOP("Command", "Counted from 0 (default 0)")));
    add("--average", arguments.average, "WHAT",
        commandText(QT_TRANSLATE_NOOP("Command", "The mean over heads, layers or everything")));
    add("--maximum", arguments.maximum, "WHAT",
        commandText(QT_TRANSLATE_NOOP("Command", "The maximum over heads, layers or everything")));
    add("--tokens", arguments.tokens, "A:B",
        commandText(QT_TRANSLATE_NOOP("Command", "Only these positions, B not included")));
    add("--query", arguments.query, "Q",
        commandText(QT_TRANSLATE_NOOP("Command", "Of “patches”: whose row lies on the picture "
                                                 "(default: the class token)")));
    add("--opacity", arguments.opacity, "X",
        commandText(QT_TRANSLATE_NOOP("Command", "Of the attention over the picture, 0 to 1")));
    app.add_flag("--smooth", arguments.smooth,
                 commandText(QT_TRANSLATE_NOOP("Command", "Blend from patch to patch")));
    add("--width-mm", arguments.widthMillimetres, "X",
        commandText(QT_TRANSLATE_NOOP("Command", "Width on paper (default 85, one column)")));
    add("--theme", arguments.theme, "THEME",
        commandText(QT_TRANSLATE_NOOP("Command", "light or dark (default light)")));
    add("--scale", arguments.scale, "SCALE",
        commandText(QT_TRANSLATE_NOOP("Command", "Of the colours: linear, log or row")));
    add("--colour-map", arguments.colourMap, "MAP", joined(colourMapNames()));
    add("--pooling", arguments.pooling, "HOW",
        commandText(QT_TRANSLATE_NOOP("Command", "Of cells smaller than a dot: mean or maximum")));
    add("--dpi", arguments.dotsPerInch, "N",
        commandText(QT_TRANSLATE_NOOP("Command", "Dots an inch of PNG (default 300)")));
    app.add_flag("--no-title", arguments.withoutTitle,
                 commandText(QT_TRANSLATE_NOOP("Command", "Leave the title to the caption")));
}

FigureOptions withArguments(FigureOptions initial, const FigureArguments& arguments)
{
    auto options = std::move(initial);
    if (!arguments.part.empty()) {
        options.part = arguments.part;
    }
    options.head = choiceOf(options.head, arguments);
    options.widthMillimetres = arguments.widthMillimetres.value_or(options.widthMillimetres);
    options.dotsPerInch = arguments.dotsPerInch.value_or(options.dotsPerInch);
    if (!arguments.theme.empty()) {
        constexpr std::array shades{Shade::Light, Shade::Dark};
        options.shade = shades.at(chosenIndex(arguments.theme, {"light", "dark"}, "--theme"));
    }
    if (!arguments.scale.empty()) {
        constexpr std::array scales{ScaleKind::Linear, ScaleKind::Logarithmic, ScaleKind::PerRow};
        options.scale =
            scales.at(chosenIndex(arguments.scale, {"linear", "log", "row"}, "--scale"));
    }
    if (!arguments.colourMap.empty()) {
        chosenIndex(arguments.colourMap, colourMapNames(), "--colour-map");
        options.colourMap = arguments.colourMap;
    }
    if (!arguments.pooling.empty()) {
        constexpr std::array poolings{Pooling::Mean, Pooling::Maximum};
        options.pooling =
            poolings.at(chosenIndex(arguments.pooling, {"mean", "maximum"}, "--pooling"));
    }
    if (!arguments.tokens.empty()) {
        const auto [first, end] = parseRange(arguments.tokens, "--tokens");
        options.firstToken = first;
        options.lastToken = end < 0 ? -1 : end - 1; // the last one shown
    }
    options.query = arguments.query.value_or(options.query);
    options.patches.opacity = arguments.opacity.value_or(options.patches.opacity);
    if (!(options.patches.opacity >= 0.0 && options.patches.opacity <= 1.0)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 cannot be %2: a number from %3 to %4 is expected."),
            {"--opacity", numberText(static_cast<float>(options.patches.opacity)), "0", "1"});
    }
    options.patches.filter = arguments.smooth ? PatchFilter::Bilinear : options.patches.filter;
    options.title = options.title && !arguments.withoutTitle;
    return options;
}

} // namespace saccade
