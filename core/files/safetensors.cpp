#include "core/files/safetensors.h"

#include "core/base/error.h"
#include "core/files/aligned_view.h"
#include "core/files/foreign_file.h"
#include "core/files/in_quotes.h"
#include "core/files/json_file.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <tuple>

namespace saccade
{

namespace
{

using nlohmann::json;

constexpr std::size_t lengthBytes = 8;
constexpr std::uint64_t largestHeader = 100'000'000; // as the reference implementation

struct Entry {
    std::string name;
    DType type = DType::F32;
    Shape shape;
    std::int64_t begin = 0; // offsets into the data behind the header
    std::int64_t end = 0;
};

std::string_view headerText(const std::filesystem::path& path, std::span<const std::byte> bytes)
{
    std::uint64_t length = 0;
    if (bytes.size() < lengthBytes) {
        refuseForeign(path, bytes);
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1 is no safetensors file: it ends after %2 bytes."),
            {path.string(), std::to_string(bytes.size())});
    }
    std::memcpy(&length, bytes.data(), lengthBytes); // little-endian, as every machine we run on
    if (length > std::min<std::uint64_t>(largestHeader, bytes.size() - lengthBytes)) {
        refuseForeign(path, bytes);
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1 is no complete safetensors file: its header should be %2 "
                                      "bytes long, in a file of %3 bytes. Download it again."),
                    {path.string(), std::to_string(length), std::to_string(bytes.size())});
    }
    return {reinterpret_cast<const char*>(bytes.data()) + lengthBytes,
            static_cast<std::size_t>(length)};
}

/// The field as an integer from 0 to the largest std::int64_t, or nothing.
std::optional<std::int64_t> count(const json& value)
{
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > largest) {
        return std::nullopt;
    }
    return value.get<std::int64_t>();
}

std::optional<std::vector<std::int64_t>> counts(const json& object, const char* key)
{
    const auto field = object.find(key);
    if (field == object.end() || !field->is_array()) {
        return std::nullopt;
    }
    std::vector<std::int64_t> result;
    for (const auto& value : *field) {
        const auto number = count(value);
        if (!number) {
            return std::nullopt;
        }
        result.push_back(*number);
    }
    return result;
}

DType parseType(const std::filesystem::path& path, const std::string& name, const json& fields)
{
    const auto field = fields.find("dtype");
    const auto text = field != fields.end() && field->is_string() ? field->get<std::string>() : "";
    const auto type = dtypeNamed(text);
    if (!type || isQuantised(*type)) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The tensor %2 in %1 has the element type %3, which Saccade does "
                                 "not read: convert it to F32, F16 or BF16."),
                    {path.string(), inQuotes(name), inQuotes(text)});
    }
    return *type;
}

Entry parseEntry(const std::filesystem::path& path, const std::string& name, const json& fields)
{
    if (!fields.is_object()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The header of %1 does not describe the tensor %2."),
                    {path.string(), inQuotes(name)});
    }
    Entry entry{name, parseType(path, name, fields), {}, 0, 0};

    constexpr std::size_t largestRank = 16;
    auto shape = counts(fields, "shape");
    if (!shape || shape->size() > largestRank) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 has no valid shape."),
                    {path.string(), inQuotes(name)});
    }
    entry.shape = Shape(std::move(*shape));

    const auto offsets = counts(fields, "data_offsets");
    if (!offsets || offsets->size() != 2 || offsets->front() > offsets->back()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 has no valid data offsets."),
                    {path.string(), inQuotes(name)});
    }
    entry.begin = offsets->front();
    entry.end = offsets->back();
    return entry;
}

void checkSize(const std::filesystem::path& path, const Entry& entry)
{
    std::int64_t elements = 1;
    for (const auto extent : entry.shape.extents()) {
        if (__builtin_mul_overflow(elements, extent, &elements)) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "The shape %3 of the tensor %2 in %1 is impossible."),
                {path.string(), inQuotes(entry.name), entry.shape.text()});
        }
    }
    std::int64_t needed = 0;
    if (__builtin_mul_overflow(elements, layout(entry.type).blockBytes, &needed) ||
        needed != entry.end - entry.begin) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The tensor %2 in %1 has %3 bytes, which do not fit its shape %4 "
                                 "of type %5."),
                    {path.string(), inQuotes(entry.name), std::to_string(entry.end - entry.begin),
                     entry.shape.text(), std::string(layout(entry.type).name)});
    }
}

/// The tensors, ordered by offset, must fill the data from first to last byte.
void checkLayout(const std::filesystem::path& path, std::vector<Entry>& entries,
                 std::int64_t dataBytes)
{
    std::ranges::sort(entries, {}, [](const Entry& entry) {
        return std::tuple(entry.begin, entry.end, std::string_view(entry.name));
    });
    std::int64_t position = 0;
    for (const auto& entry : entries) {
        if (entry.end > dataBytes) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The tensor %2 in %1 should end at byte %3 of the data, which "
                                     "has only %4 bytes: the file is incomplete. Download it "
                                     "again."),
                        {path.string(), inQuotes(entry.name), std::to_string(entry.end),
                         std::to_string(dataBytes)});
        }
        if (entry.begin < position) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 overlaps the one before it."),
                {path.string(), inQuotes(entry.name)});
        }
        if (entry.begin > position) {
            throw Error(
                QT_TRANSLATE_NOOP("Error",
                                  "Before the tensor %2 in %1 there are %3 bytes that belong to "
                                  "no tensor."),
                {path.string(), inQuotes(entry.name), std::to_string(entry.begin - position)});
        }
        position = entry.end;
    }
    if (position != dataBytes) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The file %1 has %2 bytes after its last tensor that belong to "
                                 "no tensor."),
                    {path.string(), std::to_string(dataBytes - position)});
    }
}

std::map<std::string, std::string, std::less<>> parseMetadata(const std::filesystem::path& path,
                                                              const json& fields)
{
    std::map<std::string, std::string, std::less<>> metadata;
    const auto refuse = [&](const std::string& key) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The metadata %2 in %1 is not text."),
                    {path.string(), inQuotes(key)});
    };
    if (!fields.is_object()) {
        refuse("__metadata__");
    }
    for (const auto& [key, value] : fields.items()) {
        if (!value.is_string()) {
            refuse(key);
        }
        metadata.emplace(key, value.get<std::string>());
    }
    return metadata;
}

} // namespace

SafetensorsFile readSafetensors(const std::filesystem::path& path)
{
    const auto mapped = mapFile(path);
    const auto text = headerText(path, mapped.bytes);
    const auto header = parseJson(text, path, DuplicateKeys::Refuse, lengthBytes);
    if (!header.is_object()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The header of %1 is no table of tensors."),
                    {path.string()});
    }
    SafetensorsFile file;
    std::vector<Entry> entries;
    for (const auto& [name, fields] : header.items()) {
        if (name == "__metadata__") {
            file.metadata = parseMetadata(path, fields);
            continue;
        }
        entries.push_back(parseEntry(path, name, fields));
        checkSize(path, entries.back());
    }
    const auto data = mapped.bytes.subspan(lengthBytes + text.size());
    checkLayout(path, entries, std::ssize(data));
    for (auto& entry : entries) {
        const auto bytes = data.subspan(static_cast<std::size_t>(entry.begin),
                                        static_cast<std::size_t>(entry.end - entry.begin));
        file.tensors.emplace(entry.name,
                             alignedView(entry.type, std::move(entry.shape), bytes, mapped.owner));
    }
    return file;
}

} // namespace saccade
