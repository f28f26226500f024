// The job of every head: what it looks at, with a score and the evidence.
#include "core/analyses/analysis.h"
#include "core/analyses/head_jobs.h"
#include "core/analyses/head_measures.h"
#include "core/display/number_text.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

class HeadPatterns : public Analysis
{
public:
    std::string_view identifier() const override { return "head-patterns"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Jobs of heads"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "What each head does: previous token, induction, sink and more, "
                                 "with the evidence.");
    }
    Citation citation() const override
    {
        return {"In-context Learning and Induction Heads", "Catherine Olsson and others", 2022,
                "2209.11895"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {{"shares",
                 QT_TRANSLATE_NOOP("Analysis",
                                   "(s − u) / (1 − u): s is the share of attention at the keys of "
                                   "the job, u what uniform attention has there; a mean over the "
                                   "queries that have such keys. The job is the highest from 0.3 "
                                   "on.")}};
    }
    std::vector<Parameter> parameters() const override { return {partParameter()}; }
    std::vector<std::string> capture() const override { return {"pattern"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

std::string percent(float share)
{
    // Attention that an edit or a stranger's trace has blown up does not fit whole numbers.
    constexpr float most = 1e6F;
    return std::abs(share) < most ? std::to_string(std::lround(100.0F * share)) + " %"
                                  : numberText(share) + " times";
}

// What the job was concluded from, in words.
std::string evidence(const LayerPatterns& patterns, const JobScores& scores)
{
    const auto job = scores.best();
    if (!job) {
        return "no kind of key explains 30 % of the attention";
    }
    const auto number = static_cast<std::size_t>(*job);
    auto text = percent(scores.scores[number]) + " beyond uniform, over " +
                std::to_string(scores.queries[number]) + " queries";
    if (*job == HeadJob::Sink) {
        text += "; position " + std::to_string(scores.sinkKey) + " “" +
                patterns.keyLabels[static_cast<std::size_t>(scores.sinkKey)] + "”";
    } else if (*job == HeadJob::OffsetLocal) {
        text += "; " + std::to_string(scores.offsetRows) + " down, " +
                std::to_string(scores.offsetColumns) + " across";
    } else if (*job == HeadJob::Broad) {
        text = percent((1.0F + scores.scores[number]) / 2.0F) + " in common with uniform attention";
    }
    return text;
}

Display HeadPatterns::compute(const AnalysisInput& input, const Settings& settings,
                              std::stop_token stop, const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    requireSelfAttention(patterns);
    const auto heads = static_cast<std::size_t>(patterns.heads);
    std::vector<JobScores> all(patterns.layers.size() * heads);
    eachHead(patterns, stop,
             [&](std::span<const float> values, std::int64_t layer, std::int64_t head) {
                 all[static_cast<std::size_t>(layer * patterns.heads + head)] =
                     jobScores(patterns, values);
                 return 0.0F;
             });
    std::vector<std::string> jobs, reasons;
    std::vector<float> layers, numbers, best, positional;
    std::array<std::vector<float>, headJobCount> columns;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& scores = all[i];
        const auto job = scores.best();
        layers.push_back(static_cast<float>(i / heads));
        numbers.push_back(static_cast<float>(i % heads));
        jobs.emplace_back(job ? jobName(*job) : "mixed");
        best.push_back(std::ranges::max(scores.scores));
        reasons.push_back(evidence(patterns, scores));
        positional.push_back(scores.positional);
        for (std::size_t column = 0; column < headJobCount; ++column) {
            columns[column].push_back(scores.scores[column]);
        }
    }
    Table table{name(),
                {{"layer", layers},
                 {"head", numbers},
                 {"job", jobs},
                 {"score", best},
                 {"evidence", reasons},
                 {"positional", positional}}};
    for (std::size_t column = 0; column < headJobCount; ++column) {
        table.columns.push_back({jobName(static_cast<HeadJob>(column)), columns[column]});
    }
    return table;
}

const Registry<Analysis>::Entry entry(std::make_unique<HeadPatterns>());

} // namespace

} // namespace saccade
