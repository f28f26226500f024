// A way of reading a run: Trace in, Display out. Each is a file of core/analyses that registers
// itself; dialogs, `saccade analyze` and the tests are made from what it declares.
#pragma once

#include "core/base/citation.h"
#include "core/base/parameters.h"
#include "core/base/progress.h"
#include "core/base/registry.h"
#include "core/display/display.h"
#include "core/graph/backend.h"
#include "core/trace/run.h"

#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

namespace saccade
{

/// One reading of a metric: the paper's, or what a well-known program computes in its place.
struct AnalysisVariant {
    std::string identifier; // "abnar", as in "rollout:abnar"
    const char* formula;    // QT_TRANSLATE_NOOP("Analysis", "…")
};

enum class AnalysisNeeds { Trace, Model };

struct AnalysisInput {
    std::shared_ptr<const Trace> trace; // never null
    std::shared_ptr<const Model> model; // of the trace; null where only the trace is at hand
    std::shared_ptr<Backend> backend;   // to run the model on
    RunRequest request;                 // that gave the trace: what the model read, edits
};

class Analysis
{
public:
    virtual ~Analysis() = default;
    virtual std::string_view identifier() const = 0;
    virtual const char* name() const = 0;    // QT_TRANSLATE_NOOP("Analysis", "…")
    virtual const char* summary() const = 0; // one sentence, QT_TRANSLATE_NOOP("Analysis", "…")
    virtual Citation citation() const = 0;
    /// The default first; at least one.
    virtual std::vector<AnalysisVariant> variants() const = 0;
    virtual std::vector<Parameter> parameters() const { return {}; }
    /// What a run must capture for it, as `saccade run --capture` takes it.
    virtual std::vector<std::string> capture() const = 0;
    virtual AnalysisNeeds needs() const { return AnalysisNeeds::Trace; }
    /// `settings` hold the parameters and "variant", resolved. Throws Error naming what the trace
    /// lacks (it may come from anyone: sizes are checked), UsageError for a setting that does not
    /// fit it, Cancelled.
    virtual Display compute(const AnalysisInput& input, const Settings& settings,
                            std::stop_token stop, const Progress& progress) const = 0;
};

/// The parameters with "variant" as the first.
std::vector<Parameter> allParameters(const Analysis& analysis);

struct AnalysisChoice {
    const Analysis* analysis = nullptr;
    Settings settings = Settings::object(); // the variant, where one was named
};

/// "rollout" or "rollout:abnar". Throws UsageError naming the nearest.
AnalysisChoice analysisNamed(std::string_view name);

/// Resolves the settings and computes. Throws UsageError for a wrong setting or where the analysis
/// needs a model and the input has none; what compute throws.
Display analyse(const Analysis& analysis, const AnalysisInput& input, const Settings& settings,
                std::stop_token stop = {}, const Progress& progress = {});

} // namespace saccade
