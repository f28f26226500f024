// The options that describe a run, for every command that makes one.
#pragma once

#include "core/trace/run.h"

#include <optional>

namespace CLI
{
class App;
}

namespace saccade
{

/// What a model reads beside one text.
struct InputOptions {
    bool chat = false; // the text is a user's message
    std::optional<std::string> pair;
    std::optional<std::string> segments;
    std::string image;
    std::optional<std::int64_t> rows; // of the picture, from above: what is kept as the prompt
    std::string audio;
    std::string series;
    std::vector<std::string> columns; // of the series
    std::optional<std::int64_t> at;   // row that is forecast first
    std::optional<std::string> decoderText;
    std::optional<std::string> decoderTokens;
};

struct RunOptions {
    std::string model;
    std::optional<std::string> text;
    std::string textFile;
    std::optional<std::string> tokens;
    InputOptions input;
    std::optional<std::int64_t> steps;
    std::string decoder = "sample";
    std::vector<std::string> assignments; // of --set and of the decoders' own options, "top-k=40"
    std::uint64_t seed = 0;
    std::vector<std::string> edits;
    std::vector<std::string> capture;
    std::string device = "auto";
};

/// Adds the options; `options` must outlive the parsing. Those of the decoders are made from what
/// they declare.
void addRunOptions(CLI::App& app, RunOptions& options);

/// What can be said before the model is opened. Throws UsageError for tokens, settings, edits and
/// captures that are not spelled as they must be.
void checkSpelling(const RunOptions& options);

/// Throws UsageError for what is wrong or missing.
RunRequest requestOf(const RunOptions& options, const Model& model);

} // namespace saccade
