// From a request to a Trace: the one way to run a model, for the command line and for the window.
#pragma once

#include "core/trace/trace.h"

namespace saccade
{

struct RunRequest {
    /// Token ids, special tokens included. Of an encoder–decoder: what its output begins with;
    /// empty: the model's own start.
    std::vector<std::int32_t> prompt;
    EncoderInput input; // for models that encode
    std::int64_t steps = 0;
    std::string decoder = "sample";
    Settings settings = Settings::object();
    std::uint64_t seed = 0;
    std::vector<Edit> edits;
    std::vector<std::string> capture; // "pattern", "residual", "logits", "queries" … or value names
    nlohmann::json source; // what the user gave ("model", "text", "tokens" …), for the recipe
};

/// The groups that --capture knows, with the value names each stands for.
const std::vector<std::pair<std::string, std::vector<std::string>>>& captureGroups();

/// Runs a model that writes, one that reads whole (its text may be the prompt or input.tokens; no
/// steps), or one that does both. What the encoder read last stands in the trace: its tokens as the
/// trace's own where nothing is written, else as "source.tokens".
/// Throws UsageError for an unknown decoder, setting or capture, an empty prompt, or a prompt with
/// steps beyond the context; what Session throws; Cancelled. Patterns are assembled to [heads, n,
/// n], those of cross-attention to [heads, n, source]. `onStep` is called on the working thread
/// after each step.
std::shared_ptr<const Trace> runModel(std::shared_ptr<const Model> model,
                                      std::shared_ptr<Backend> backend, const RunRequest& request,
                                      std::stop_token stop = {}, const Progress& progress = {},
                                      const std::function<void(const Step&)>& onStep = {});

} // namespace saccade
