// How far heads look: in positions of a text, on the grid of a picture.
#include "core/analyses/analysis.h"
#include "core/analyses/head_measures.h"
#include "core/analyses/pattern_display.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

class AttentionDistance : public Analysis
{
public:
    std::string_view identifier() const override { return "attention-distance"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Attention by distance");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How far each head looks, in tokens or on the picture.");
    }
    Citation citation() const override
    {
        return {"Teaching Matters: Investigating the Role of Supervision in Vision Transformers",
                "Matthew Walmer, Saksham Suri, Kamal Gupta, Abhinav Shrivastava", 2023,
                "2212.03862"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {{"distance",
                 QT_TRANSLATE_NOOP(
                     "Analysis", "The mean over queries of Σ_j A_ij·|i − j|; on a grid, of the "
                                 "distance between patches on a square of side 1, rows divided by "
                                 "what falls on patches.")}};
    }
    std::vector<Parameter> parameters() const override
    {
        return {partParameter(),
                {"result",
                 QT_TRANSLATE_NOOP("Parameter", "Result"),
                 ParameterType::Word,
                 "heads",
                 0.0,
                 0.0,
                 {"heads", "profile"},
                 QT_TRANSLATE_NOOP("Parameter",
                                   "The mean distance of each head, or the attention at each "
                                   "distance for the heads of one layer.")},
                layerParameter()};
    }
    std::vector<std::string> capture() const override { return {"pattern"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

// Attention at each distance: a line for each head of the layer.
Series profileOf(const LayerPatterns& patterns, std::int64_t layer, const char* title)
{
    Series series{title, isOnGrid(patterns) ? "hops" : "distance", "attention", {}, {}, {}};
    for (std::int64_t head = 0; head < patterns.heads; ++head) {
        auto values = distanceProfile(patterns, headOf(patterns, layer, head));
        for (auto x = series.x.size(); x < values.size(); ++x) {
            series.x.push_back(static_cast<float>(x));
        }
        series.lines.push_back({std::to_string(head), std::move(values)});
    }
    return series;
}

Display AttentionDistance::compute(const AnalysisInput& input, const Settings& settings,
                                   std::stop_token stop, const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    requireSelfAttention(patterns);
    if (wordSetting(settings, "result") == "profile") {
        return profileOf(patterns, positionSetting(settings, "layer", std::ssize(patterns.layers)),
                         name());
    }
    auto values = eachHead(patterns, stop, [&](std::span<const float> head, auto, auto) {
        const auto onGrid = gridDistance(patterns, head);
        return onGrid ? *onGrid : positionDistance(patterns, head);
    });
    return headMatrix(patterns, std::move(values), {name(), "distance"});
}

const Registry<Analysis>::Entry entry(std::make_unique<AttentionDistance>());

} // namespace

} // namespace saccade
