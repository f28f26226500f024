#include "core/files/discovery.h"

#include "core/files/hugging_face_cache.h"
#include "core/files/ollama_store.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr int deepest = 12;
constexpr std::int64_t mostEntries = 500'000;

struct Listing {
    std::vector<fs::path> folders;
    std::vector<SizedFile> files;
};

class Search
{
public:
    Search(const std::function<void(FoundModel)>& found, std::stop_token stop)
        : m_found(found), m_stop(std::move(stop))
    {
    }

    void ollama(const fs::path& root)
    {
        for (auto& model : ollamaModels(root, m_stop)) {
            tell(std::move(model));
        }
    }

    /// A folder of anything, caches of other programs within it included. `place`: as whose its
    /// models are shown.
    void folder(const fs::path& root, ModelPlace place) { walk(root, root, place, {}); }

    Coverage coverage() const { return m_entries < mostEntries ? Coverage::Whole : Coverage::Part; }

private:
    /// The snapshots of models--org--name: that of the main branch by the plain name, others with
    /// their commit.
    void hub(const fs::path& repository)
    {
        const auto main = snapshotOf(repository);
        const auto mainFolder = main.extension() == ".gguf" ? main.parent_path() : main;
        for (const auto& snapshot : list(repository / "snapshots").folders) {
            constexpr std::size_t shortCommit = 7;
            const auto commit = snapshot.filename().string().substr(0, shortCommit);
            const auto name = hubName(repository);
            walk(snapshot, snapshot, ModelPlace::HuggingFace,
                 snapshot == mainFolder ? name : name + " @ " + commit);
        }
    }

    void walk(const fs::path& root, const fs::path& base, ModelPlace place, const std::string& name)
    {
        std::vector<std::pair<fs::path, int>> open{{root, 0}};
        while (!open.empty()) {
            const auto [folder, depth] = open.back();
            open.pop_back();
            if (!isNew(folder)) {
                continue;
            }
            const auto listing = list(folder);
            if (folder.filename().string().starts_with("models--")) {
                hub(folder);
                continue;
            }
            if (fs::path blobs = folder / "blobs", manifests = folder / "manifests";
                std::ranges::count(listing.folders, blobs) > 0 &&
                std::ranges::count(listing.folders, manifests) > 0) {
                ollama(folder);
                continue;
            }
            const bool isModel = look(folder, listing, base, place, name);
            for (auto inner = listing.folders.rbegin();
                 depth + 1 < deepest && inner != listing.folders.rend(); ++inner) {
                if (!isLeftOut(inner->filename().string(), isModel)) {
                    open.emplace_back(*inner, depth + 1);
                }
            }
        }
    }

    /// Hidden folders, the cache's data sets, and a model's own parts or copies for others.
    static bool isLeftOut(const std::string& name, bool isInModel)
    {
        static constexpr std::string_view copies[] = {"onnx", "openvino", "coreml"};
        return name.starts_with('.') || name.starts_with("datasets--") ||
               name.starts_with("spaces--") || (isInModel && std::ranges::count(copies, name) > 0);
    }

    /// Tells of the models in one folder; whether it is one itself.
    bool look(const fs::path& folder, const Listing& listing, const fs::path& base,
              ModelPlace place, const std::string& prefix)
    {
        const auto inner = folder.lexically_relative(base);
        const auto within = inner == "." ? std::string() : inner.string();
        const auto joined = [](const std::string& front, const std::string& back) {
            return front.empty() ? back : back.empty() ? front : front + "/" + back;
        };
        const auto name = joined(prefix, within);
        std::vector<FoundModel> models;
        auto model = modelOfFolder(folder, listing.files);
        if (model) {
            model->name = name.empty() ? model->name : name;
            const bool isBare = model->format.empty() && place != ModelPlace::HuggingFace;
            if (!isBare) { // a configuration alone is a half download in the cache only
                models.push_back(*model);
            }
            addGgufs(models, listing.files, name);
        } else {
            models = modelsOfFiles(listing.files);
            for (auto& found : models) {
                found.name = joined(name, found.name);
            }
        }
        for (auto& found : models) {
            found.place = place;
            tell(std::move(found));
        }
        return model.has_value();
    }

    /// GGUF files that lie beside a checkpoint are models of their own.
    static void addGgufs(std::vector<FoundModel>& models, const std::vector<SizedFile>& files,
                         const std::string& name)
    {
        std::vector<SizedFile> ggufs;
        std::ranges::copy_if(files, std::back_inserter(ggufs), [](const SizedFile& file) {
            return file.path.extension() == ".gguf";
        });
        for (auto& found : modelsOfFiles(ggufs)) {
            found.name = name.empty() ? found.name : name + "/" + found.name;
            models.push_back(std::move(found));
        }
    }

    Listing list(const fs::path& folder)
    {
        Listing listing;
        std::error_code error;
        fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
        for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
            if (m_stop.stop_requested()) {
                throw Cancelled();
            }
            if (++m_entries >= mostEntries) {
                break;
            }
            std::error_code unknown; // links to nowhere, pipes, devices: neither file nor folder
            const auto status = entry->status(unknown);
            if (fs::is_directory(status)) {
                listing.folders.push_back(entry->path());
            } else if (fs::is_regular_file(status)) {
                const auto bytes = fs::file_size(entry->path(), unknown);
                listing.files.push_back(
                    {entry->path(), unknown ? 0 : static_cast<std::int64_t>(bytes)});
            }
        }
        std::ranges::sort(listing.folders);
        std::ranges::sort(listing.files, {}, &SizedFile::path);
        return listing;
    }

    /// Whether the folder, whichever way it was reached, was not looked at yet.
    bool isNew(const fs::path& folder)
    {
        std::error_code error;
        const auto real = fs::canonical(folder, error);
        return !error && m_entries < mostEntries && m_seen.insert(real).second;
    }

    void tell(FoundModel model)
    {
        if (m_stop.stop_requested()) {
            throw Cancelled();
        }
        m_found(std::move(model));
    }

    const std::function<void(FoundModel)>& m_found;
    std::stop_token m_stop;
    std::set<fs::path> m_seen;
    std::int64_t m_entries = 0;
};

/// The variable's value as a folder; none if it is not set.
std::vector<fs::path> fromEnvironment(const char* variable, const char* inner = "")
{
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') {
        return {};
    }
    return {*inner == '\0' ? fs::path(value) : fs::path(value) / inner};
}

} // namespace

ModelPlaces usualModelPlaces()
{
    ModelPlaces places;
    const auto home = fromEnvironment("HOME");
    const auto underHome = [&](std::vector<fs::path>& list, const char* inner) {
        for (const auto& folder : home) {
            list.push_back(folder / inner);
        }
    };
    // The first that is set wins, as in huggingface_hub.
    for (const auto& candidates :
         {fromEnvironment("HF_HUB_CACHE"), fromEnvironment("HUGGINGFACE_HUB_CACHE"),
          fromEnvironment("HF_HOME", "hub"),
          fromEnvironment("XDG_CACHE_HOME", "huggingface/hub")}) {
        if (places.huggingFace.empty()) {
            places.huggingFace = candidates;
        }
    }
    if (places.huggingFace.empty()) {
        underHome(places.huggingFace, ".cache/huggingface/hub");
    }
    places.ollama = fromEnvironment("OLLAMA_MODELS");
    if (places.ollama.empty()) {
        underHome(places.ollama, ".ollama/models");
        places.ollama.emplace_back("/usr/share/ollama/.ollama/models"); // its service on Linux
    }
    underHome(places.lmStudio, ".lmstudio/models");
    underHome(places.lmStudio, ".cache/lm-studio/models");
    return places;
}

Coverage findModels(const ModelPlaces& places, const std::function<void(FoundModel)>& found,
                    std::stop_token stop)
{
    Search search(found, std::move(stop));
    for (const auto& root : places.huggingFace) {
        search.folder(root, ModelPlace::HuggingFace);
    }
    for (const auto& root : places.ollama) {
        search.ollama(root);
    }
    for (const auto& root : places.lmStudio) {
        search.folder(root, ModelPlace::LmStudio);
    }
    for (const auto& root : places.folders) {
        search.folder(root, ModelPlace::Folder);
    }
    return search.coverage();
}

} // namespace saccade
