#include "core/files/shards.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"
#include "core/files/json_file.h"
#include "core/files/mapped_file.h"
#include "core/files/safetensors.h"
#include "core/files/torch_file.h"

#include <QtGlobal>
#include <set>

namespace saccade
{

namespace
{

bool isWeightsFile(std::string_view name)
{
    return name.ends_with(".safetensors") || name.ends_with(".bin");
}

/// Tensor → shard, as the index says it.
std::map<std::string, std::string> weightMap(const std::filesystem::path& index)
{
    const auto table = readJson(index, DuplicateKeys::Refuse);
    const auto found = table.is_object() ? table.find("weight_map") : table.end();
    if (found == table.end() || !found->is_object() || found->empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The index %1 lists no tensors."), {index.string()});
    }
    std::map<std::string, std::string> map;
    for (const auto& [tensor, shard] : found->items()) {
        const auto file = shard.is_string() ? shard.get<std::string>() : std::string();
        // A name, not a path: an index must not lead out of its folder, nor to itself.
        if (!isWeightsFile(file) || file.find_first_of("/\\") != std::string::npos ||
            file.find('\0') != std::string::npos) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The index %1 looks for the tensor %2 in %3, which is not the "
                                     "name of a file of weights in the same folder."),
                        {index.string(), inQuotes(tensor), inQuotes(file)});
        }
        map.emplace(tensor, file);
    }
    return map;
}

} // namespace

void addTensors(Checkpoint& checkpoint, const std::filesystem::path& file)
{
    const auto isTorch = file.extension() != ".safetensors" && isTorchFile(mapFile(file).bytes);
    auto tensors = isTorch ? readTorchFile(file).tensors : readSafetensors(file).tensors;
    for (auto& [name, tensor] : tensors) {
        const auto other = checkpoint.tensorFiles.find(name);
        if (other != checkpoint.tensorFiles.end()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %1 is in two files, %2 and %3."),
                        {inQuotes(name), other->second, file.string()});
        }
        checkpoint.tensors.emplace(name, std::move(tensor));
        checkpoint.tensorFiles.emplace(name, file.string());
    }
}

std::vector<std::string> shardNames(const std::filesystem::path& index)
{
    std::set<std::string> names;
    for (const auto& [tensor, shard] : weightMap(index)) {
        names.insert(shard);
    }
    return {names.begin(), names.end()};
}

void addShards(Checkpoint& checkpoint, const std::filesystem::path& index)
{
    const auto map = weightMap(index);
    std::set<std::string> names;
    for (const auto& [tensor, shard] : map) {
        names.insert(shard);
    }
    for (const auto& name : names) {
        const auto file = index.parent_path() / name;
        std::error_code error;
        if (!std::filesystem::exists(file, error)) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The file %2, which %1 lists, is missing: download it into "
                                     "the same folder."),
                        {index.string(), file.string()});
        }
        addTensors(checkpoint, file);
    }
    for (const auto& [tensor, shard] : map) {
        const auto file = checkpoint.tensorFiles.find(tensor);
        if (file == checkpoint.tensorFiles.end() ||
            file->second != (index.parent_path() / shard).string()) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "The tensor %2, which %1 lists, is not in its file %3."),
                {index.string(), inQuotes(tensor), inQuotes(shard)});
        }
    }
}

} // namespace saccade
