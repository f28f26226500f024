#include "core/base/error.h"
#include "core/files/in_quotes.h"
#include "core/files/safetensors.h"

#include <QFile>
#include <QSaveFile>
#include <QtGlobal>
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <vector>

namespace saccade
{

namespace
{

using Tensors = std::map<std::string, Tensor, std::less<>>;
using Metadata = std::map<std::string, std::string, std::less<>>;

/// Wide elements first, so that every tensor starts at a multiple of its element's size.
std::vector<Tensors::const_pointer> ordered(const std::filesystem::path& path,
                                            const Tensors& tensors)
{
    std::vector<Tensors::const_pointer> result;
    for (const auto& entry : tensors) {
        if (isQuantised(entry.second.dtype()) || entry.first == "__metadata__") {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The tensor %2 of type %3 cannot be stored in %1: safetensors "
                                     "has no such type or name."),
                        {path.string(), inQuotes(entry.first),
                         std::string(layout(entry.second.dtype()).name)});
        }
        result.push_back(&entry);
    }
    std::ranges::stable_sort(result, std::ranges::greater(),
                             [](auto entry) { return layout(entry->second.dtype()).blockBytes; });
    return result;
}

std::string header(const std::filesystem::path& path,
                   const std::vector<Tensors::const_pointer>& entries, const Metadata& metadata)
{
    nlohmann::json table = nlohmann::json::object();
    if (!metadata.empty()) {
        table["__metadata__"] = metadata;
    }
    std::size_t position = 0;
    for (const auto* entry : entries) {
        const auto& [name, tensor] = *entry;
        const auto end = position + tensor.bytes().size();
        table[name] = {{"dtype", layout(tensor.dtype()).name},
                       {"shape", tensor.shape().extents()},
                       {"data_offsets", {position, end}}};
        position = end;
    }
    std::string text;
    try {
        text = table.dump();
    } catch (const nlohmann::json::exception&) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1 cannot be written: a name or its metadata are not valid "
                                      "UTF-8."),
                    {path.string()});
    }
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data starts at a multiple of 8
    return text;
}

void write(QSaveFile& file, const std::filesystem::path& path, std::span<const std::byte> bytes)
{
    if (file.write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes)) !=
        std::ssize(bytes)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 cannot be written: %2."),
                    {path.string(), file.errorString().toStdString()});
    }
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, const Tensors& tensors,
                      const Metadata& metadata)
{
    const auto entries = ordered(path, tensors);
    const auto text = header(path, entries, metadata);
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        // Renaming onto a device would replace it.
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 cannot be written: it is no regular file."),
                    {path.string()});
    }
    QSaveFile file(QFile::decodeName(path.c_str()));
    if (!file.open(QIODevice::WriteOnly)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 cannot be written: %2."),
                    {path.string(), file.errorString().toStdString()});
    }
    const std::uint64_t length = text.size();
    write(file, path, std::as_bytes(std::span(&length, 1)));
    write(file, path, std::as_bytes(std::span(text)));
    for (const auto* entry : entries) {
        write(file, path, entry->second.bytes());
    }
    if (!file.commit()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 cannot be written: %2."),
                    {path.string(), file.errorString().toStdString()});
    }
}

} // namespace saccade
