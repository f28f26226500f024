#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/files/json_file.h"
#include "core/files/shards.h"
#include "core/files/torch_file.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr auto configName = "config.json";
constexpr auto weightsName = "model.safetensors";
constexpr auto indexName = "model.safetensors.index.json";
constexpr auto torchName = "pytorch_model.bin";
constexpr auto torchIndexName = "pytorch_model.bin.index.json";

bool isFile(const fs::path& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error);
}

fs::path folderOf(const fs::path& file)
{
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

bool isIndex(const fs::path& path)
{
    const auto name = path.filename().string();
    return name.ends_with(".safetensors.index.json") || name.ends_with(".bin.index.json");
}

/// The safetensors files of the folder, by name.
std::vector<fs::path> safetensorsIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".safetensors") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

/// The file or index that holds the weights of a folder.
fs::path weightsOf(const fs::path& folder)
{
    for (const auto* name : {weightsName, indexName}) {
        if (isFile(folder / name)) {
            return folder / name;
        }
    }
    const auto others = safetensorsIn(folder);
    if (others.size() == 1) {
        return others.front();
    }
    if (!others.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The folder %1 has several safetensors files and none is "
                                       "called %2: open one of them, for instance %3."),
            {folder.string(), weightsName, others.front().filename().string()});
    }
    for (const auto* name : {torchName, torchIndexName}) {
        if (isFile(folder / name)) {
            return folder / name;
        }
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error",
                                       "The folder %1 has a config.json but no weights: %2 is "
                                       "missing."),
                     {folder.string(), weightsName});
}

/// A shard that is opened by its name stands for the whole checkpoint.
fs::path wholeOf(const fs::path& file)
{
    const auto index =
        folderOf(file) / (file.extension() == ".safetensors" ? indexName : torchIndexName);
    if (file.filename() == weightsName || file.filename() == torchName || isIndex(file) ||
        !isFile(index)) {
        return file;
    }
    return std::ranges::count(shardNames(index), file.filename().string()) > 0 ? index : file;
}

class HuggingFace : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "hugging-face"; }

    bool matches(const fs::path& path, std::span<const std::byte> head) const override
    {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            return isFile(path / configName);
        }
        if (path.filename() == configName) {
            return true;
        }
        const bool isTorch = path.extension() == ".bin" && isTorchFile(head);
        return (path.extension() == ".safetensors" || isTorch || isIndex(path)) &&
               isFile(folderOf(path) / configName);
    }

    Checkpoint open(const fs::path& path) const override
    {
        std::error_code error;
        const bool isFolder = fs::is_directory(path, error);
        const auto folder = isFolder ? path : folderOf(path);
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "Hugging Face";
        checkpoint.configuration = readJson(folder / configName);
        if (!checkpoint.configuration.is_object()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1 does not describe a model."),
                        {(folder / configName).string()});
        }
        const bool isNamed = !isFolder && path.filename() != configName;
        const auto weights = isNamed ? wholeOf(path) : weightsOf(folder);
        if (isIndex(weights)) {
            addShards(checkpoint, weights);
        } else {
            addTensors(checkpoint, weights);
        }
        return checkpoint;
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<HuggingFace>());

} // namespace

} // namespace saccade
