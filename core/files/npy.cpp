#include "core/files/npy.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/aligned_view.h"
#include "core/files/byte_reader.h"
#include "core/files/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/files/npy_header.h"
#include "core/files/strided.h"
#include "core/files/zip_archive.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <limits>

namespace saccade
{

namespace
{

using namespace std::string_view_literals;

constexpr auto magic = "\x93NUMPY"sv;

DType dtypeOf(const std::filesystem::path& file, const std::string& description)
{
    constexpr std::array<std::pair<std::string_view, DType>, 9> types{{
        {"f2", DType::F16},
        {"f4", DType::F32},
        {"f8", DType::F64},
        {"i1", DType::I8},
        {"i2", DType::I16},
        {"i4", DType::I32},
        {"i8", DType::I64},
        {"u1", DType::U8},
        {"b1", DType::Bool},
    }};
    for (const auto& [name, type] : types) {
        const bool isSingle = layout(type).blockBytes == 1;
        if (description.size() == 3 && description.substr(1) == name &&
            (description[0] == '<' || description[0] == '=' || isSingle)) {
            return type;
        }
    }
    throw Error(QT_TRANSLATE_NOOP("Error", "The array in %1 has the element type %2, which Saccade "
                                           "does not read: store it as '<f4' or '<i8'."),
                {file.string(), inQuotes(description)});
}

/// `file` names the array in messages: inside an archive, it is no path on disk.
Tensor parseNpy(const std::filesystem::path& file, const MappedFile& data)
{
    ByteReader reader(file, data.bytes);
    const auto start = reader.take(magic.size());
    const auto major = reader.read<std::uint8_t>();
    reader.take(1);
    if (std::string_view(reinterpret_cast<const char*>(start.data()), start.size()) != magic ||
        major < 1 || major > 3) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is no array of numpy."), {file.string()});
    }
    const auto headerBytes = major == 1 ? std::uint64_t{reader.read<std::uint16_t>()}
                                        : std::uint64_t{reader.read<std::uint32_t>()};
    const auto text = reader.take(headerBytes);
    const auto header =
        parseNpyHeader(file, {reinterpret_cast<const char*>(text.data()), text.size()});
    const auto type = dtypeOf(file, header.description);
    const auto elements = data.bytes.subspan(reader.position());
    constexpr auto most = std::numeric_limits<std::int64_t>::max() / 8;
    if (header.shape.elements() > most) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The array in %1 is of the shape %2, which no file "
                                               "can hold: its header is damaged."),
                    {file.string(), header.shape.text()});
    }
    const auto bytes = Tensor::bytesFor(type, header.shape);
    if (std::ssize(elements) != bytes) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The array in %1, of the shape %2, takes %3 bytes, "
                                               "but the file has %4 behind its header: it is cut "
                                               "off, or damaged."),
                    {file.string(), header.shape.text(), std::to_string(bytes),
                     std::to_string(elements.size())});
    }
    if (header.order == NpyOrder::RowMajor || header.shape.rank() < 2) {
        return alignedView(type, header.shape, elements, data.owner);
    }
    std::vector<std::int64_t> strides;
    std::int64_t stride = 1;
    for (const auto extent : header.shape.extents()) {
        strides.push_back(stride);
        stride *= std::max<std::int64_t>(extent, 1);
    }
    return gatherStrided(type, header.shape, strides, elements);
}

/// An archive on its own: tensors without an architecture.
class Npz : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "npz"; }

    bool matches(const std::filesystem::path& path, std::span<const std::byte> head) const override
    {
        return path.extension() == ".npz" && isZip(head);
    }

    Checkpoint open(const std::filesystem::path& path) const override
    {
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "NumPy";
        checkpoint.configuration = nlohmann::json::object();
        checkpoint.tensors = readNpz(path);
        for (const auto& [name, tensor] : checkpoint.tensors) {
            checkpoint.tensorFiles.emplace(name, path.string());
        }
        return checkpoint;
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<Npz>());

} // namespace

Tensor readNpy(const std::filesystem::path& path)
{
    return parseNpy(path, mapFile(path));
}

std::map<std::string, Tensor, std::less<>> readNpz(const std::filesystem::path& path)
{
    constexpr auto extension = ".npy"sv;
    const ZipArchive archive(path);
    std::map<std::string, Tensor, std::less<>> arrays;
    for (const auto& entry : archive.entries()) {
        if (!entry.name.ends_with(extension)) {
            continue;
        }
        const auto name = entry.name.substr(0, entry.name.size() - extension.size());
        if (!arrays.emplace(name, parseNpy(path / entry.name, archive.read(entry))).second) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The archive %1 has the entry %2 twice."),
                        {path.string(), inQuotes(entry.name)});
        }
    }
    if (arrays.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The archive %1 holds no arrays of numpy."),
                         {path.string()});
    }
    return arrays;
}

} // namespace saccade
