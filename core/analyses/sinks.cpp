// Attention sinks and extreme positions: what draws attention without giving anything.
#include "core/analyses/analysis.h"
#include "core/analyses/head_measures.h"
#include "core/analyses/pattern_display.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

class Sinks : public Analysis
{
public:
    std::string_view identifier() const override { return "sinks"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Attention sinks"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "Which positions draw attention, with the size of their values "
                                 "and states.");
    }
    Citation citation() const override
    {
        return {"When Attention Sink Emerges in Language Models: An Empirical View",
                "Xiangming Gu, Tianyu Pang, Chao Du, Qian Liu, Fengzhuo Zhang, Cunxiao Du, Ye "
                "Wang, Min Lin",
                2024, "2410.10781"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"gu", QT_TRANSLATE_NOOP(
                       "Analysis",
                       "α_k: the mean attention to position k of the other queries that see it; a "
                       "head has a sink in k where α_k > ε. Values: ‖v_k‖ by the mean over "
                       "positions, states: ‖x_k‖ by the median, at its peak over the layers.")}};
    }
    std::vector<Parameter> parameters() const override
    {
        return {
            partParameter(),
            {"result",
             QT_TRANSLATE_NOOP("Parameter", "Result"),
             ParameterType::Word,
             "positions",
             0.0,
             0.0,
             {"positions", "heads"},
             QT_TRANSLATE_NOOP("Parameter", "A row for each position, or what each head gives "
                                            "to the strongest sink (dormant heads: most).")},
            {"threshold",
             QT_TRANSLATE_NOOP("Parameter", "Threshold"),
             ParameterType::Number,
             0.3,
             0.0,
             1.0,
             {},
             QT_TRANSLATE_NOOP("Parameter", "The mean attention from which a head has a sink.")}};
    }
    std::vector<std::string> capture() const override { return {"pattern", "values", "residual"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

// The mean attention that each key gets from other queries.
std::vector<float> received(const LayerPatterns& patterns, std::span<const float> head)
{
    const auto keys = static_cast<std::size_t>(patterns.keys);
    std::vector<double> sums(keys), counts(keys);
    for (std::int64_t query = 0; query < patterns.queries; ++query) {
        const auto* row = head.data() + query * patterns.keys;
        const auto visible = static_cast<std::size_t>(visibleKeys(patterns, query));
        for (std::size_t key = 0; key < visible; ++key) {
            if (!patterns.isSelfAttention() || static_cast<std::size_t>(query) != key) {
                sums[key] += static_cast<double>(row[key]);
                counts[key] += 1.0;
            }
        }
    }
    std::vector<float> means(keys);
    for (std::size_t key = 0; key < keys; ++key) {
        means[key] = counts[key] > 0.0 ? static_cast<float>(sums[key] / counts[key]) : 0.0F;
    }
    return means;
}

double length(std::span<const float> row)
{
    double squares = 0.0;
    for (const auto x : row) {
        squares += static_cast<double>(x) * static_cast<double>(x);
    }
    return std::sqrt(squares);
}

// ‖v_k‖ by the mean over positions, a mean over the layers and heads that were captured; empty
// where none was.
std::vector<float> valueSizes(const Trace& trace, const LayerPatterns& patterns)
{
    std::vector<double> sums(static_cast<std::size_t>(patterns.keys));
    double heads = 0.0;
    for (std::int64_t layer = 0; layer < std::ssize(patterns.layers); ++layer) {
        const auto* values = trace.find(layerName(patterns.part, layer) + ".values");
        if (values == nullptr || values->dtype() != DType::F32 || values->shape().rank() != 3 ||
            values->shape()[1] != patterns.keys || values->shape()[2] == 0) {
            continue;
        }
        const auto width = static_cast<std::size_t>(values->shape()[2]);
        for (std::int64_t head = 0; head < values->shape()[0]; ++head) {
            const auto rows = values->rows(head, 1).floats();
            std::vector<double> lengths;
            double mean = 0.0;
            for (std::size_t key = 0; key < sums.size(); ++key) {
                lengths.push_back(length(rows.subspan(key * width, width)));
                mean += lengths.back() / static_cast<double>(sums.size());
            }
            for (std::size_t key = 0; key < sums.size() && mean > 0.0; ++key) {
                sums[key] += lengths[key] / mean;
            }
            heads += 1.0;
        }
    }
    std::vector<float> sizes;
    for (std::size_t key = 0; key < sums.size() && heads > 0.0; ++key) {
        sizes.push_back(static_cast<float>(sums[key] / heads));
    }
    return sizes;
}

// ‖x_k‖ by the median over positions, the highest of all layers; empty without states.
std::vector<float> statePeaks(const Trace& trace, const LayerPatterns& patterns)
{
    const auto tower = patterns.part.values.substr(0, patterns.part.values.find("blocks."));
    std::vector<float> peaks;
    for (std::int64_t layer = 0; layer < std::ssize(patterns.layers); ++layer) {
        const auto* state =
            trace.find(tower + "blocks." + std::to_string(layer) + ".residual.after");
        if (!patterns.isSelfAttention() || state == nullptr || state->dtype() != DType::F32 ||
            state->shape().rank() != 2 || state->shape()[0] != patterns.keys) {
            continue;
        }
        std::vector<double> lengths;
        for (std::int64_t key = 0; key < patterns.keys; ++key) {
            lengths.push_back(length(state->rows(key, 1).floats()));
        }
        auto sorted = lengths;
        const auto middle = sorted.begin() + std::ssize(sorted) / 2;
        std::ranges::nth_element(sorted, middle);
        peaks.resize(lengths.size());
        for (std::size_t key = 0; key < lengths.size() && *middle > 0.0; ++key) {
            peaks[key] = std::max(peaks[key], static_cast<float>(lengths[key] / *middle));
        }
    }
    return peaks;
}

Display Sinks::compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                       const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    const auto threshold = settings.at("threshold").get<float>();
    const auto keys = static_cast<std::size_t>(patterns.keys);
    const auto heads = static_cast<std::size_t>(patterns.heads) * patterns.layers.size();
    std::vector<std::vector<float>> byHead(heads);
    eachHead(patterns, stop,
             [&](std::span<const float> values, std::int64_t layer, std::int64_t head) {
                 byHead[static_cast<std::size_t>(layer * patterns.heads + head)] =
                     received(patterns, values);
                 return 0.0F;
             });
    std::vector<float> positions(keys), share(keys), sinkHeads(keys);
    for (std::size_t key = 0; key < keys; ++key) {
        positions[key] = static_cast<float>(key);
        for (const auto& means : byHead) {
            share[key] += means[key] / static_cast<float>(heads);
            sinkHeads[key] += means[key] > threshold ? 1.0F / static_cast<float>(heads) : 0.0F;
        }
    }
    if (wordSetting(settings, "result") == "heads") {
        const auto strongest =
            static_cast<std::size_t>(std::ranges::max_element(share) - share.begin());
        std::vector<float> values;
        for (const auto& means : byHead) {
            values.push_back(means[strongest]);
        }
        return headMatrix(patterns, std::move(values), {name(), "attention"});
    }
    Table table{name(),
                {{"position", positions},
                 {"token", patterns.keyLabels},
                 {"attention", share},
                 {"sink heads", sinkHeads}}};
    if (auto sizes = valueSizes(*input.trace, patterns); !sizes.empty()) {
        table.columns.push_back({"values", std::move(sizes)});
    }
    if (auto peaks = statePeaks(*input.trace, patterns); !peaks.empty()) {
        table.columns.push_back({"states", std::move(peaks)});
    }
    return table;
}

const Registry<Analysis>::Entry entry(std::make_unique<Sinks>());

} // namespace

} // namespace saccade
