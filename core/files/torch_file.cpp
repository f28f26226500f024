#include "core/files/torch_file.h"

#include "core/base/error.h"
#include "core/files/pickle.h"
#include "core/files/pickle_content.h"
#include "core/files/torch_records.h"
#include "core/files/zip_archive.h"

#include <QtGlobal>
#include <algorithm>
#include <map>

namespace saccade
{

namespace
{

using namespace std::string_view_literals;

/// 0x1950a86a20f9469cfc6c as LONG1, then STOP: MAGIC_NUMBER of torch/serialization.py.
constexpr auto magic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."sv;

std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Where the first pickle of an old file ends; npos if it is none. Protocols above 3 put a frame
/// before the number.
std::size_t afterMagic(std::span<const std::byte> head)
{
    const auto start = asText(head.first(std::min<std::size_t>(head.size(), 64)));
    const auto found = start.starts_with('\x80') ? start.find(magic) : std::string_view::npos;
    return found > 16 ? std::string_view::npos : found + magic.size();
}

[[noreturn]] void refuseByteOrder(const std::filesystem::path& path)
{
    throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 was written on a big-endian machine, which "
                                                "Saccade does not read: save it again on another."),
                     {path.string()});
}

TorchFile gathered(const std::filesystem::path& path, const Pickle& pickle, TorchRecords& records)
{
    TorchFile file;
    auto content = contentOf(pickle, path);
    for (const auto& [name, tensor] : content.tensors) {
        file.tensors.emplace(name,
                             records.tensor(*std::get<PickleTensorPointer>(pickle[tensor]), name));
    }
    file.values = std::move(content.values);
    return file;
}

/// The folder of the archive, whose name is of no meaning: "archive/" before "data.pkl".
std::string topFolder(const ZipArchive& archive)
{
    constexpr auto object = "data.pkl"sv;
    for (const auto& entry : archive.entries()) {
        const auto slash = entry.name.find('/');
        const auto start = slash == std::string::npos ? 0 : slash + 1;
        if (entry.name.substr(start) == object) {
            return entry.name.substr(0, start);
        }
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 is a zip archive, but no PyTorch checkpoint: "
                                                "it has no data.pkl. Unpack it and open what is "
                                                "inside."),
                     {archive.path().string()});
}

TorchFile readZip(const std::filesystem::path& path)
{
    const ZipArchive archive(path);
    const auto folder = topFolder(archive);
    if (archive.find(folder + "constants.pkl") != nullptr) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 is a TorchScript program, which Saccade "
                                                    "does not run: save the model's state_dict "
                                                    "with torch.save, or as safetensors."),
                         {path.string()});
    }
    if (const auto* order = archive.find(folder + "byteorder");
        order != nullptr && asText(archive.read(*order).bytes).substr(0, 6) != "little") {
        refuseByteOrder(path);
    }
    const auto& objectEntry = *archive.find(folder + "data.pkl");
    // Names and shapes of a million tensors fit; more is a bomb, refused before it is unpacked.
    constexpr std::uint64_t mostBytes = 256 << 20;
    if (objectEntry.bytes > mostBytes) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The data.pkl of %1 would unpack to %2 bytes, more "
                                               "than the %3 that names and shapes can need."),
                    {path.string(), std::to_string(objectEntry.bytes), std::to_string(mostBytes)});
    }
    const auto object = archive.read(objectEntry);
    const auto objectPath = path / folder / "data.pkl";
    ByteReader reader(objectPath, object.bytes);
    const auto pickle = readPickle(reader);
    TorchRecords records(path, [&](const std::string& key, std::int64_t bytes) {
        const auto name = folder + "data/" + key;
        const auto* entry = archive.find(name);
        if (entry == nullptr && bytes == 0) {
            return TorchRecord{object.bytes.first(0),
                               object.owner}; // of an empty tensor: some writers leave it out
        }
        if (entry == nullptr) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The archive %1 lacks %2, which its tensors "
                                                   "need: it is incomplete."),
                        {path.string(), name});
        }
        const auto record = archive.read(*entry);
        return TorchRecord{record.bytes, record.owner};
    });
    return gathered(path, pickle, records);
}

/// The sizes in bytes of the records that the values of a pickle mention, by key.
std::map<std::string, std::int64_t> recordSizes(const Pickle& pickle)
{
    std::map<std::string, std::int64_t> sizes;
    for (const auto& value : pickle.values) {
        if (const auto* storage = std::get_if<PickleStorage>(&value)) {
            sizes.emplace(storage->key, Tensor::bytesFor(storage->type, Shape{storage->elements}));
        }
    }
    return sizes;
}

/// The records follow the last pickle, a list of their keys: a count of elements, then the
/// elements (_legacy_load of torch/serialization.py).
std::map<std::string, std::span<const std::byte>>
readRecords(ByteReader& reader, const Pickle& keys, const Pickle& pickle)
{
    const auto sizes = recordSizes(pickle);
    std::map<std::string, std::span<const std::byte>> records;
    const auto* list = std::get_if<PickleList>(&keys[keys.root]);
    for (const auto item : list == nullptr ? std::vector<PickleIndex>() : list->items) {
        const auto* key = std::get_if<std::string>(&keys[item]);
        const auto size = key == nullptr ? sizes.end() : sizes.find(*key);
        if (size == sizes.end()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1 is damaged: at byte %2 it lists a record "
                                                   "that no tensor mentions."),
                        {reader.path().string(), std::to_string(reader.position())});
        }
        reader.take(sizeof(std::int64_t));
        records[*key] = reader.take(static_cast<std::uint64_t>(size->second));
    }
    return records;
}

/// The object after magic and version says "little_endian".
void checkSystem(const std::filesystem::path& path, const Pickle& system)
{
    const auto* table = std::get_if<PickleDictionary>(&system[system.root]);
    for (const auto& [key, value] : table == nullptr ? decltype(table->items)() : table->items) {
        const auto* name = std::get_if<std::string>(&system[key]);
        const auto* flag = std::get_if<bool>(&system[value]);
        if (name != nullptr && *name == "little_endian" && flag != nullptr && !*flag) {
            refuseByteOrder(path);
        }
    }
}

TorchFile readLegacy(const std::filesystem::path& path)
{
    const auto mapped = mapFile(path);
    ByteReader reader(path, mapped.bytes, afterMagic(mapped.bytes));
    const auto version = readPickle(reader);
    const auto* number = std::get_if<std::int64_t>(&version[version.root]);
    constexpr std::int64_t known = 1001; // PROTOCOL_VERSION
    if (number == nullptr || *number != known) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is a PyTorch file of an unknown version: save "
                                               "it again, with a newer PyTorch."),
                    {path.string()});
    }
    checkSystem(path, readPickle(reader));
    const auto pickle = readPickle(reader);
    const auto keys = readPickle(reader);
    const auto found = readRecords(reader, keys, pickle);
    TorchRecords records(path, [&](const std::string& key, std::int64_t) {
        const auto record = found.find(key);
        if (record == found.end()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The archive %1 lacks %2, which its tensors "
                                                   "need: it is incomplete."),
                        {path.string(), key});
        }
        return TorchRecord{record->second, mapped.owner};
    });
    return gathered(path, pickle, records);
}

} // namespace

bool isTorchFile(std::span<const std::byte> head)
{
    return isZip(head) || afterMagic(head) != std::string_view::npos;
}

TorchFile readTorchFile(const std::filesystem::path& path)
{
    const auto mapped = mapFile(path);
    if (isZip(mapped.bytes)) {
        return readZip(path);
    }
    if (afterMagic(mapped.bytes) == std::string_view::npos) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is no file of torch.save."), {path.string()});
    }
    return readLegacy(path);
}

} // namespace saccade
