// Ollama's store: manifests name layers, blobs/sha256-… hold them.
#pragma once

#include "core/files/found_model.h"

#include <stop_token>

namespace saccade
{

/// The models that the manifests under `root`/manifests name ("llama3.2:1b", "user/name:tag"); a
/// broken manifest or a missing blob is an obstacle of its model. Nothing outside `root`/blobs is
/// touched, whatever a manifest says. Throws Cancelled.
std::vector<FoundModel> ollamaModels(const std::filesystem::path& root, std::stop_token stop = {});

} // namespace saccade
