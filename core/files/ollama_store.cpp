#include "core/files/ollama_store.h"

#include "core/files/json_file.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr int manifestDepth = 3; // host/namespace/name, then the tag's file
constexpr std::size_t mostManifests = 10'000;

/// The files under `root` in order, at this depth; folders reached by links are left out, so that
/// there are no loops.
std::vector<fs::path> manifestsIn(const fs::path& root, const std::stop_token& stop)
{
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied,
                                           error);
    const fs::recursive_directory_iterator end;
    while (!error && entry != end && files.size() < mostManifests) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        std::error_code unknown;
        if (entry.depth() >= manifestDepth) {
            entry.disable_recursion_pending();
        }
        if (entry.depth() == manifestDepth && entry->is_regular_file(unknown)) {
            files.push_back(entry->path());
        }
        entry.increment(error);
    }
    std::ranges::sort(files);
    return files;
}

/// registry.ollama.ai/library/llama3.2/1b → "llama3.2:1b"; other hosts and users keep their names.
std::string nameOf(const fs::path& manifest, const fs::path& root)
{
    const auto inner = manifest.lexically_relative(root);
    std::vector<std::string> parts;
    for (const auto& part : inner) {
        parts.push_back(part.string());
    }
    std::string name = parts[2] + ":" + parts[3];
    const bool isUsualHost = parts[0] == "registry.ollama.ai";
    if (parts[1] != "library" || !isUsualHost) {
        name = parts[1] + "/" + name;
    }
    return isUsualHost ? name : parts[0] + "/" + name;
}

std::string word(const nlohmann::json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The file of a digest "sha256:…"; empty for anything else: the manifest may come from anybody.
fs::path blobOf(const fs::path& root, const std::string& digest)
{
    constexpr std::string_view kind = "sha256:";
    constexpr std::size_t digits = 64;
    const bool isDigest = digest.size() == kind.size() + digits && digest.starts_with(kind) &&
                          std::ranges::all_of(digest.substr(kind.size()), [](unsigned char c) {
                              return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                          });
    return isDigest ? root / "blobs" / ("sha256-" + digest.substr(kind.size())) : fs::path();
}

/// The digest of the layer that holds the weights.
std::string modelDigest(const nlohmann::json& manifest)
{
    const auto layers = manifest.is_object() ? manifest.find("layers") : manifest.end();
    if (layers == manifest.end() || !layers->is_array()) {
        return {};
    }
    for (const auto& layer : *layers) {
        if (word(layer, "mediaType") == "application/vnd.ollama.image.model") {
            return word(layer, "digest");
        }
    }
    return {};
}

FoundModel modelOf(const fs::path& manifest, const fs::path& root)
{
    FoundModel model;
    try {
        const auto blob = blobOf(root, modelDigest(readJson(manifest)));
        std::error_code error;
        const auto bytes = blob.empty() ? 0 : fs::file_size(blob, error);
        if (blob.empty()) {
            model.obstacle.emplace(
                QT_TRANSLATE_NOOP("Error", "Its manifest %1 names no GGUF file."),
                std::vector{manifest.string()});
        } else if (error || !fs::is_regular_file(blob, error)) {
            model.obstacle.emplace(
                QT_TRANSLATE_NOOP("Error", "Its file %1 is missing: pull the model again."),
                std::vector{blob.string()});
        } else {
            model = modelOfGguf({blob, static_cast<std::int64_t>(bytes)});
        }
        model.path = blob.empty() ? manifest : blob;
    } catch (const Error& error) {
        model.obstacle = error;
        model.path = manifest;
    }
    return model;
}

} // namespace

std::vector<FoundModel> ollamaModels(const fs::path& root, std::stop_token stop)
{
    std::vector<FoundModel> models;
    const auto manifests = root / "manifests";
    for (const auto& manifest : manifestsIn(manifests, stop)) {
        models.push_back(modelOf(manifest, root));
        models.back().name = nameOf(manifest, manifests);
        models.back().place = ModelPlace::Ollama;
        if (models.back().format.empty()) {
            models.back().format = "GGUF";
        }
    }
    return models;
}

} // namespace saccade
