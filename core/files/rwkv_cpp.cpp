// The files of rwkv.cpp (docs/FILE_FORMAT.md there): a header, then tensor after tensor, each with
// its name.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/aligned_view.h"
#include "core/files/byte_reader.h"
#include "core/files/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <optional>

namespace saccade
{

namespace
{

constexpr std::uint32_t magic = 0x67676d66; // "fmgg" in the file

/// By number in the file; those between are not used any more.
std::optional<DType> dtypeOf(std::uint32_t number)
{
    constexpr std::array<std::optional<DType>, 10> types{
        DType::F32,   DType::F16,   DType::Q4_0, DType::Q4_1, std::nullopt,
        std::nullopt, std::nullopt, DType::Q5_0, DType::Q5_1, DType::Q8_0};
    return number < types.size() ? types[number] : std::nullopt;
}

/// The numbers at the start.
struct Header {
    std::uint32_t version, vocabulary, width, layers, type;
};

Header readHeader(ByteReader& reader, const std::filesystem::path& path)
{
    if (reader.read<std::uint32_t>() != magic) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 has no header of rwkv.cpp."), {path.string()});
    }
    Header header{};
    header.version = reader.read<std::uint32_t>();
    header.vocabulary = reader.read<std::uint32_t>();
    header.width = reader.read<std::uint32_t>();
    header.layers = reader.read<std::uint32_t>();
    header.type = reader.read<std::uint32_t>();
    if (header.version != 100 && header.version != 101) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is a file of rwkv.cpp of version %2; Saccade "
                                               "opens versions 100 and 101. Convert it anew."),
                    {path.string(), std::to_string(header.version)});
    }
    constexpr std::uint32_t most = 1U << 31U;
    if (header.vocabulary - 1 >= most || header.width - 1 >= most || header.layers - 1 >= most) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The header of %1 states %2 tokens, %3 channels and "
                                               "%4 layers, which is not possible."),
                    {path.string(), std::to_string(header.vocabulary), std::to_string(header.width),
                     std::to_string(header.layers)});
    }
    return header;
}

/// The version of RWKV, found as rwkv.cpp finds it.
const char* modelType(const Checkpoint& checkpoint)
{
    if (checkpoint.contains("blocks.0.att.k_k")) {
        return "rwkv7";
    }
    if (checkpoint.contains("blocks.0.att.time_maa_x")) {
        return "rwkv6";
    }
    return checkpoint.contains("blocks.0.att.ln_x.weight") ? "rwkv5" : "rwkv";
}

class RwkvCpp : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "rwkv.cpp"; }

    bool matches(const std::filesystem::path&, std::span<const std::byte> head) const override
    {
        constexpr std::array start{std::byte{0x66}, std::byte{0x6d}, std::byte{0x67},
                                   std::byte{0x67}};
        return head.size() >= start.size() && std::ranges::equal(head.first(start.size()), start);
    }

    Checkpoint open(const std::filesystem::path& path) const override
    {
        const auto mapped = mapFile(path);
        ByteReader reader(path, mapped.bytes);
        const auto header = readHeader(reader, path);
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "rwkv.cpp";
        while (reader.position() < mapped.bytes.size()) {
            auto [name, tensor] = readTensor(reader, header, path, mapped.owner);
            if (!checkpoint.tensors.emplace(name, std::move(tensor)).second) {
                throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 has the tensor %2 twice."),
                            {path.string(), inQuotes(name)});
            }
            checkpoint.tensorFiles.emplace(name, path.string());
        }
        checkpoint.configuration = {{"model_type", modelType(checkpoint)},
                                    {"n_vocab", header.vocabulary},
                                    {"n_embed", header.width},
                                    {"n_layer", header.layers}};
        return checkpoint;
    }

private:
    struct Named {
        std::string name;
        Tensor tensor;
    };
    static Named readTensor(ByteReader& reader, const Header& header,
                            const std::filesystem::path& path,
                            const std::shared_ptr<const void>& owner)
    {
        const auto start = reader.position();
        const auto rank = reader.read<std::uint32_t>();
        const auto nameBytes = reader.read<std::uint32_t>();
        const auto number = reader.read<std::uint32_t>();
        constexpr std::uint32_t mostAxes = 4;
        constexpr std::uint32_t longestName = 1024;
        if (rank < 1 || rank > mostAxes || nameBytes < 1 || nameBytes > longestName) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensor at byte %2 of %1 has %3 axes and a "
                                                   "name of %4 bytes: the file is damaged."),
                        {path.string(), std::to_string(start), std::to_string(rank),
                         std::to_string(nameBytes)});
        }
        std::vector<std::int64_t> extents;
        for (std::uint32_t axis = 0; axis < rank; ++axis) {
            extents.push_back(reader.read<std::uint32_t>());
        }
        std::ranges::reverse(extents); // ggml counts axes from the innermost
        const auto characters = reader.take(nameBytes);
        const std::string name(reinterpret_cast<const char*>(characters.data()), nameBytes);
        const auto type = typeOf(number, header, name, path);
        const Shape shape = shapeOf(extents, type, name, path);
        const auto bytes = Tensor::bytesFor(type, shape);
        return {name,
                alignedView(type, shape, reader.take(static_cast<std::uint64_t>(bytes)), owner)};
    }

    static DType typeOf(std::uint32_t number, const Header& header, const std::string& name,
                        const std::filesystem::path& path)
    {
        const auto type = dtypeOf(number);
        // ggml changed its blocks between the versions.
        const bool isOutdated = type && isQuantised(*type) && header.version == 100;
        if (!type || isOutdated) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "The tensor %2 in %1 has the element type %3 of version "
                                          "%4, which Saccade does not read: quantise it anew with "
                                          "a recent rwkv.cpp."),
                        {path.string(), inQuotes(name), std::to_string(number),
                         std::to_string(header.version)});
        }
        return *type;
    }

    static Shape shapeOf(const std::vector<std::int64_t>& extents, DType type,
                         const std::string& name, const std::filesystem::path& path)
    {
        std::int64_t elements = 1;
        bool isPossible = extents.back() % layout(type).blockElements == 0;
        for (const auto extent : extents) {
            isPossible =
                isPossible && extent > 0 && !__builtin_mul_overflow(elements, extent, &elements);
        }
        // What is larger than a file can be overflows no sum of bytes.
        constexpr std::int64_t mostElements = std::int64_t{1} << 48;
        if (!isPossible || elements > mostElements) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1 has an impossible shape."),
                        {path.string(), inQuotes(name)});
        }
        return Shape(extents);
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<RwkvCpp>());

} // namespace

} // namespace saccade
