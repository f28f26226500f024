#include "core/files/gguf_part.h"

#include "core/base/error.h"
#include "core/files/aligned_view.h"
#include "core/files/byte_reader.h"
#include "core/files/ggml_types.h"
#include "core/files/gguf_metadata.h"
#include "core/files/in_quotes.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr std::uint32_t magic = 0x46554747; // "GGUF"

struct TensorInfo {
    std::string name;
    DType type = DType::F32;
    Shape shape;
    std::uint64_t offset = 0; // into the data section
    std::uint64_t bytes = 0;
};

void checkVersion(const std::filesystem::path& path, std::uint32_t version)
{
    if (version != 0 && (version & 0xffffU) == 0) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 is a GGUF file for big-endian machines, which Saccade "
                                       "does not open: download the little-endian one."),
            {path.string()});
    }
    if (version < 2 || version > 3) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 is a GGUF file of version %2; Saccade opens versions 2 "
                                       "and 3. Convert it with a recent llama.cpp."),
            {path.string(), std::to_string(version)});
    }
}

/// Extents from innermost to outermost in the file; outermost first in a Shape.
Shape readShape(ByteReader& reader, const std::filesystem::path& path, const std::string& name)
{
    constexpr std::uint32_t largestRank = 4; // GGML_MAX_DIMS
    const auto rank = reader.read<std::uint32_t>();
    if (rank > largestRank) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 has %3 dimensions; GGUF allows 4."),
            {path.string(), inQuotes(name), std::to_string(rank)});
    }
    std::vector<std::int64_t> extents;
    std::int64_t elements = 1;
    for (std::uint32_t i = 0; i < rank; ++i) {
        extents.push_back(reader.read<std::int64_t>());
        if (extents.back() < 0 || __builtin_mul_overflow(elements, extents.back(), &elements)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 has an impossible shape."),
                        {path.string(), inQuotes(name)});
        }
    }
    std::ranges::reverse(extents);
    return Shape(std::move(extents));
}

TensorInfo readTensorInfo(ByteReader& reader, const std::filesystem::path& path)
{
    TensorInfo info;
    info.name = reader.readString();
    info.shape = readShape(reader, path, info.name);
    const auto number = reader.read<std::uint32_t>();
    const auto type = dtypeOfGgml(number);
    if (!type) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The tensor %2 in %1 has the element type %3, which Saccade does "
                                 "not read: choose another quantisation, for instance Q8_0 or "
                                 "Q4_K."),
                    {path.string(), inQuotes(info.name), ggmlTypeName(number)});
    }
    info.type = *type;
    info.offset = reader.read<std::uint64_t>();
    const auto rowElements = info.shape.rank() == 0 ? 1 : info.shape[-1];
    std::int64_t bytes = 0;
    if (rowElements % layout(*type).blockElements != 0 ||
        __builtin_mul_overflow(info.shape.elements() / layout(*type).blockElements,
                               layout(*type).blockBytes, &bytes)) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The tensor %2 in %1 has the shape %3, which its type %4 cannot "
                                 "store."),
                    {path.string(), inQuotes(info.name), info.shape.text(), ggmlTypeName(number)});
    }
    info.bytes = static_cast<std::uint64_t>(bytes);
    return info;
}

std::uint64_t alignment(const std::filesystem::path& path, const nlohmann::json& metadata)
{
    constexpr std::int64_t standard = 32; // by the specification
    constexpr std::int64_t largest = 1 << 30;
    const auto value = ggufInteger(metadata, "general.alignment", standard);
    if (value <= 0 || value > largest || (value & (value - 1)) != 0) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The alignment in %1 is %2, which is no power of two: the file is "
                                 "damaged."),
                    {path.string(), std::to_string(value)});
    }
    return static_cast<std::uint64_t>(value);
}

/// Aligned, inside the data, apart from each other, with different names.
void checkLayout(const std::filesystem::path& path, std::vector<TensorInfo>& infos,
                 std::uint64_t dataBytes, std::uint64_t unit)
{
    for (const auto& info : infos) {
        if (info.offset % unit != 0) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The tensor %2 in %1 starts at byte %3 of the data, which is "
                                     "no multiple of the alignment %4."),
                        {path.string(), inQuotes(info.name), std::to_string(info.offset),
                         std::to_string(unit)});
        }
        if (info.offset > dataBytes || info.bytes > dataBytes - info.offset) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The tensor %2 in %1 has %3 bytes from byte %4 of the data, "
                                     "which has only %5: the file is incomplete. Download it "
                                     "again."),
                        {path.string(), inQuotes(info.name), std::to_string(info.bytes),
                         std::to_string(info.offset), std::to_string(dataBytes)});
        }
    }
    std::ranges::sort(infos, {},
                      [](const TensorInfo& info) { return std::pair(info.offset, info.bytes); });
    for (std::size_t i = 1; i < infos.size(); ++i) {
        if (infos[i].offset < infos[i - 1].offset + infos[i - 1].bytes) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensors %2 and %3 in %1 overlap."),
                        {path.string(), inQuotes(infos[i - 1].name), inQuotes(infos[i].name)});
        }
    }
}

std::span<const std::byte> dataAfter(std::span<const std::byte> bytes, std::size_t position,
                                     std::uint64_t unit)
{
    const auto start = (position + unit - 1) / unit * unit;
    return bytes.subspan(std::min<std::size_t>(start, bytes.size()));
}

} // namespace

std::int64_t ggufInteger(const nlohmann::json& metadata, const char* key, std::int64_t absent)
{
    const auto found = metadata.find(key);
    if (found == metadata.end()) {
        return absent;
    }
    return found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

GgufPart readGgufPart(const std::filesystem::path& path)
{
    const auto mapped = mapFile(path);
    ByteReader reader(path, mapped.bytes);
    if (reader.read<std::uint32_t>() != magic) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is no GGUF file."), {path.string()});
    }
    checkVersion(path, reader.read<std::uint32_t>());
    constexpr std::size_t leastTensorBytes = 8 + 4 + 4 + 8;
    constexpr std::size_t leastValueBytes = 8 + 4 + 1;
    const auto tensorCount = reader.readCount(leastTensorBytes);
    const auto valueCount = reader.readCount(leastValueBytes);

    GgufPart part;
    part.metadata = readGgufMetadata(reader, path, valueCount);
    std::vector<TensorInfo> infos;
    for (std::uint64_t i = 0; i < tensorCount; ++i) {
        infos.push_back(readTensorInfo(reader, path));
    }
    const auto unit = alignment(path, part.metadata);
    const auto data = dataAfter(mapped.bytes, reader.position(), unit);
    checkLayout(path, infos, data.size(), unit);
    for (auto& info : infos) {
        const auto bytes = data.subspan(static_cast<std::size_t>(info.offset),
                                        static_cast<std::size_t>(info.bytes));
        auto tensor = alignedView(info.type, std::move(info.shape), bytes, mapped.owner);
        if (!part.tensors.emplace(info.name, std::move(tensor)).second) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 has the tensor %2 twice."),
                        {path.string(), inQuotes(info.name)});
        }
    }
    return part;
}

} // namespace saccade
