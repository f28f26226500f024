#include "core/files/checkpoint.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/foreign_file.h"
#include "core/files/hugging_face_cache.h"
#include "core/files/in_quotes.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <regex>

namespace saccade
{

namespace
{

constexpr std::size_t headBytes = 64;

/// The first bytes of a file; none for a folder.
std::vector<std::byte> readHead(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no file or folder %1."),
                         {path.string()});
    }
    if (std::filesystem::is_directory(status)) {
        return {};
    }
    const auto mapped = mapFile(path);
    const auto head = mapped.bytes.first(std::min(headBytes, mapped.bytes.size()));
    return {head.begin(), head.end()};
}

/// Of a model in several files: one after the first ("-00002-of-00003").
bool isLaterPart(const std::string& name)
{
    static const std::regex part(R"(.*-(\d+)-of-\d+\.[a-z]+)");
    std::smatch found;
    return std::regex_match(name, found, part) && std::stoll(found[1].str().substr(0, 9)) != 1;
}

/// The names of the files in a folder that may be models, sorted.
std::vector<std::string> modelFiles(const std::filesystem::path& folder)
{
    constexpr std::array endings{".gguf", ".safetensors", ".pt", ".pth", ".ckpt", ".bin"};
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto name = entry->path().filename().string();
        const bool isModel = std::ranges::find(endings, entry->path().extension()) != endings.end();
        if (isModel && !isLaterPart(name)) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

/// A folder that is no model by itself may hold one of GGUF.
Checkpoint openInFolder(const std::filesystem::path& folder)
{
    constexpr std::size_t most = 6;
    refuseForeignFolder(folder);
    auto names = modelFiles(folder);
    const auto isGguf = [](const std::string& name) { return name.ends_with(".gguf"); };
    if (std::ranges::count_if(names, isGguf) == 1) {
        return openCheckpoint(folder / *std::ranges::find_if(names, isGguf));
    }
    if (names.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The folder %1 holds no model that Saccade opens: a Hugging "
                                       "Face folder has a config.json and model.safetensors."),
            {folder.string()});
    }
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
        list += (list.empty() ? "" : ", ") + names[i];
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "The folder %1 is no model by itself, but holds "
                                                "files that may be models. Choose one: %2."),
                     {folder.string(), list + (names.size() > most ? " …" : "")});
}

} // namespace

const Tensor& Checkpoint::tensor(std::string_view name, const Shape& shape) const
{
    const auto found = tensors.find(name);
    if (found == tensors.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "The checkpoint %1 has no tensor %2, which its architecture "
                                      "needs: it is incomplete or of another kind."),
                    {path.string(), inQuotes(name)});
    }
    if (shape.rank() != 0 && found->second.shape() != shape) {
        const auto file = tensorFiles.find(name);
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The tensor %2 in %1 has the shape %3, but the configuration of "
                                 "the model asks for %4."),
                    {file == tensorFiles.end() ? path.string() : file->second, inQuotes(name),
                     found->second.shape().text(), shape.text()});
    }
    return found->second;
}

std::int64_t Checkpoint::parameterCount() const
{
    std::int64_t count = 0;
    for (const auto& [name, tensor] : tensors) {
        count += tensor.elements();
    }
    return count;
}

std::filesystem::path Checkpoint::besides(std::string_view fileName) const
{
    std::error_code error;
    const auto folder = std::filesystem::is_directory(path, error) ? path : path.parent_path();
    auto file = folder / fileName;
    return std::filesystem::is_regular_file(file, error) ? file : std::filesystem::path();
}

Checkpoint openCheckpoint(const std::filesystem::path& given)
{
    const auto path = snapshotOf(given);
    const auto head = readHead(path);
    for (const auto& format : Registry<CheckpointFormat>::all()) {
        if (format->matches(path, head)) {
            return format->open(path);
        }
    }
    if (std::filesystem::is_directory(path)) {
        return openInFolder(path);
    }
    refuseForeign(path, head);
    throw UsageError(QT_TRANSLATE_NOOP(
                         "Error", "%1 is no model that Saccade opens: these are safetensors files, "
                                  "Hugging Face folders, PyTorch files (.pth, .pt, .bin), GGUF "
                                  "files (.gguf) and llama2.c files (.bin)."),
                     {path.string()});
}

} // namespace saccade
