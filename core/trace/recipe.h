// The recipe of a Trace: everything that makes the same run again.
#pragma once

#include "core/trace/run.h"

namespace saccade
{

/// What runModel writes into Trace::recipe.
nlohmann::json recipeOf(const RunRequest& request, const Settings& settings, const ModelInfo& model,
                        const DeviceInfo& device);

/// The model that a recipe names: a path, or "demo". Throws Error if the recipe is damaged.
std::string recipeModel(const nlohmann::json& recipe);

/// The request that a recipe (untrusted) stands for. Throws Error naming what is damaged.
RunRequest recipeRequest(const nlohmann::json& recipe);

} // namespace saccade
