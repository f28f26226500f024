#include "core/analyses/pattern_display.h"

#include <QtGlobal>

namespace saccade
{

Parameter resultParameter()
{
    return {"result",
            QT_TRANSLATE_NOOP("Parameter", "Result"),
            ParameterType::Word,
            "matrix",
            0.0,
            0.0,
            {"matrix", "tokens"},
            QT_TRANSLATE_NOOP("Parameter", "The whole matrix, or the row of one query.")};
}

Display patternDisplay(const LayerPatterns& patterns, std::vector<float> values,
                       const Settings& settings, const DisplayTitles& titles)
{
    if (wordSetting(settings, "result") == "tokens") {
        const auto query = positionSetting(settings, "query", patterns.queries);
        const auto row = values.begin() + query * patterns.keys;
        return keyScores(patterns, {row, row + patterns.keys}, titles);
    }
    return Matrix{.title = titles.title,
                  .rowTitle = "query",
                  .columnTitle = "key",
                  .valueTitle = titles.value,
                  .rows = patterns.queries,
                  .columns = patterns.keys,
                  .values = std::move(values),
                  .rowLabels = patterns.queryLabels,
                  .columnLabels = patterns.keyLabels};
}

TokenScores keyScores(const LayerPatterns& patterns, std::vector<float> values,
                      const DisplayTitles& titles)
{
    const auto& shape = patterns.keySequence;
    return {.title = titles.title,
            .valueTitle = titles.value,
            .labels = patterns.keyLabels,
            .values = std::move(values),
            .remarks = {},
            .leading = shape.leading,
            .rows = shape.rows,
            .columns = shape.columns};
}

Matrix headMatrix(const LayerPatterns& patterns, std::vector<float> values,
                  const DisplayTitles& titles)
{
    const auto layers = std::ssize(patterns.layers);
    return {.title = titles.title,
            .rowTitle = "layer",
            .columnTitle = "head",
            .valueTitle = titles.value,
            .rows = layers,
            .columns = patterns.heads,
            .values = std::move(values),
            .rowLabels = numberLabels(layers),
            .columnLabels = numberLabels(patterns.heads)};
}

} // namespace saccade
