// What the command line gives a model to read, and where its output shall begin.
#pragma once

#include "app/commands/run_options.h"

namespace saccade
{

/// Adds --pair, --segments, --image, --audio, --series, --column, --at, --decoder-text and --decoder-tokens.
void addInputOptions(CLI::App& app, InputOptions& options);

/// Prompt, input and source of a request. Throws UsageError naming the options that this model
/// takes where others are given, too many or none; what the readers of the files throw.
RunRequest inputOf(const RunOptions& options, const Model& model);

} // namespace saccade
