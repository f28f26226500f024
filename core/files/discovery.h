// The models that other programs have put on this machine, and those in folders of the user's own.
#pragma once

#include "core/files/found_model.h"

#include <functional>
#include <stop_token>

namespace saccade
{

/// Where to look.
struct ModelPlaces {
    std::vector<std::filesystem::path> huggingFace{}; // the hub's cache: folders models--org--name
    std::vector<std::filesystem::path> ollama{};      // with manifests/ and blobs/
    std::vector<std::filesystem::path> lmStudio{};    // publisher/model/*.gguf
    std::vector<std::filesystem::path> folders{};     // anything
};

/// Those of this user: HF_HUB_CACHE, HF_HOME, OLLAMA_MODELS and the programs' own defaults, whether
/// they exist or not.
ModelPlaces usualModelPlaces();

enum class Coverage { Whole, Part };

/// Calls `found` for each model, as they come. Folders are followed through links, each once, to a
/// depth of 12; what cannot be read is passed over. Part: there was more than half a million files,
/// and not all of them were looked at. Throws Cancelled.
Coverage findModels(const ModelPlaces& places, const std::function<void(FoundModel)>& found,
                    std::stop_token stop = {});

} // namespace saccade
