// Attention rollout: how much of each input reaches each position of the last layer.
#include "core/analyses/rollout.h"

#include "core/analyses/analysis.h"
#include "core/analyses/pattern_display.h"
#include "core/base/error.h"
#include "core/trace/attention_source.h"

#include <Eigen/Core>
#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Map = Eigen::Map<const RowMajor>;

void stopIfAsked(const std::stop_token& stop)
{
    if (stop.stop_requested()) {
        throw Cancelled();
    }
}

Map mapped(std::span<const float> values, std::int64_t rows)
{
    return {values.data(), rows, std::ssize(values) / rows};
}

} // namespace

std::vector<float> rollout(std::span<const Tensor> layers, const MixingOptions& options,
                           bool implicit, ThreadPool& pool, const std::stop_token& stop)
{
    std::vector<float> result;
    for (const auto& layer : layers) {
        stopIfAsked(stop);
        auto matrix = mixingMatrix(layer, options, implicit, pool);
        result = result.empty() ? std::move(matrix)
                                : squareProduct(matrix, result, layer.shape()[1], pool);
    }
    return result;
}

std::vector<float> crossRollout(std::span<const Tensor> self, std::span<const Tensor> cross,
                                std::span<const float> encoder, const MixingOptions& options,
                                ThreadPool& pool, const std::stop_token& stop)
{
    const auto n = cross.front().shape()[1];
    const auto m = cross.front().shape()[2];
    const float share = options.residual == ResidualForm::None ? 0.0F : options.residualShare;
    RowMajor source = RowMajor::Zero(n, m);
    for (std::size_t layer = 0; layer < cross.size(); ++layer) {
        stopIfAsked(stop);
        const auto own = mixingMatrix(self[layer], options, false, pool);
        const auto attended = fusedHeads(cross[layer], options.fusion, false, pool);
        const RowMajor mixed = mapped(own, n) * source;
        source = (1.0F - share) * (mapped(attended, n) * mapped(encoder, m)) + share * mixed;
    }
    return {source.data(), source.data() + source.size()};
}

ResidualForm residualForm(std::string_view variant)
{
    return variant == "no-residual"          ? ResidualForm::None
           : variant == "vit-explain-compat" ? ResidualForm::DividedByColumn
                                             : ResidualForm::RowNormalised;
}

namespace
{

class Rollout : public Analysis
{
public:
    std::string_view identifier() const override { return "rollout"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Attention rollout"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP(
            "Analysis", "How much of each input reaches each position, through all layers.");
    }
    Citation citation() const override
    {
        return {"Quantifying Attention Flow in Transformers", "Samira Abnar, Willem Zuidema", 2020,
                "2005.00928"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"abnar", QT_TRANSLATE_NOOP("Analysis",
                                        "A = (1 − r)·F + r·I, rows divided by their sums; R = A_L "
                                        "⋯ A_1. F: the heads taken together, r: the residual "
                                        "share.")},
            {"vit-explain-compat",
             QT_TRANSLATE_NOOP("Analysis", "A = (F + I) / 2, its column j divided by the sum of "
                                           "row j, as a widespread program for vision "
                                           "transformers does; R = A_L ⋯ A_1.")},
            {"no-residual",
             QT_TRANSLATE_NOOP("Analysis", "R = F_L ⋯ F_1: without the residual connections.")},
        };
    }
    std::vector<Parameter> parameters() const override;
    std::vector<std::string> capture() const override { return {"pattern"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

std::vector<Parameter> Rollout::parameters() const
{
    std::vector<Parameter> parameters{
        partParameter(),
        resultParameter(),
        queryParameter(),
        {"start-layer",
         QT_TRANSLATE_NOOP("Parameter", "Start layer"),
         ParameterType::Integer,
         0,
         0.0,
         65535.0,
         {},
         QT_TRANSLATE_NOOP("Parameter", "The layer whose input counts as the input.")},
    };
    for (auto& parameter : mixingParameters()) {
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

// The parts of an encoder–decoder beside its cross-attention.
std::vector<float> acrossEncoderAndDecoder(const Trace& trace, const LayerPatterns& cross,
                                           const MixingOptions& options, ThreadPool& pool,
                                           const std::stop_token& stop)
{
    const auto parts = capturedParts(trace);
    const auto partOver = [&](const std::string& sequence) {
        const auto found = std::ranges::find_if(parts, [&](const AttentionPart& part) {
            return part.queries == sequence && part.keys == sequence;
        });
        if (found == parts.end()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The rollout of a cross-attention needs the "
                                                   "attention over “%1” too, which the trace "
                                                   "lacks."),
                        {sequence});
        }
        return layerPatterns(trace, found->values);
    };
    const auto encoder = partOver(cross.part.keys);
    const auto self = partOver(cross.part.queries);
    if (encoder.keys != cross.keys || encoder.queries != cross.keys ||
        self.queries != cross.queries || self.keys != cross.queries ||
        self.layers.size() != cross.layers.size()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The attention of encoder and decoder of this trace "
                                               "do not fit together."));
    }
    const auto below = rollout(encoder.layers, options, encoder.part.implicit, pool, stop);
    return crossRollout(self.layers, cross.layers, below, options, pool, stop);
}

std::span<const Tensor> fromLayer(const LayerPatterns& patterns, std::int64_t first)
{
    if (first >= std::ssize(patterns.layers)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 %2 does not exist: the nearest is %3."),
                         {"start-layer", std::to_string(first),
                          std::to_string(std::ssize(patterns.layers) - 1)});
    }
    return std::span(patterns.layers).subspan(static_cast<std::size_t>(first));
}

Display Rollout::compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                         const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    auto options = mixingOptions(settings);
    options.residual = residualForm(wordSetting(settings, "variant"));
    ThreadPool pool;
    auto values = patterns.isSelfAttention()
                      ? rollout(fromLayer(patterns, settings.at("start-layer").get<std::int64_t>()),
                                options, patterns.part.implicit, pool, stop)
                      : acrossEncoderAndDecoder(*input.trace, patterns, options, pool, stop);
    return patternDisplay(patterns, std::move(values), settings, {name(), "rollout"});
}

const Registry<Analysis>::Entry entry(std::make_unique<Rollout>());

} // namespace

} // namespace saccade
