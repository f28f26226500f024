// CTranslate2's model.bin, versions 1 to 6 (python/ctranslate2/specs/model_spec.py of OpenNMT):
// a list of named variables without a magic number.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/aligned_view.h"
#include "core/files/byte_reader.h"
#include "core/files/checkpoint.h"
#include "core/files/in_quotes.h"
#include "core/files/json_file.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr auto modelName = "model.bin";
constexpr std::uint32_t lastVersion = 6;
constexpr std::uint32_t firstWithSpecification = 2;
constexpr std::uint32_t firstWithAliases = 3;
constexpr std::uint32_t firstWithTypes = 4;
constexpr std::size_t headBytes = 64;
constexpr std::size_t mostAxes = 4;

// By the numbers of the file.
constexpr std::array types{DType::F32, DType::I8, DType::I16, DType::I32, DType::F16, DType::BF16};

// A 16-bit length and as many bytes, the last of which is 0.
std::string readName(ByteReader& reader)
{
    const auto bytes = reader.take(reader.read<std::uint16_t>());
    std::string name(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    name.resize(std::min(name.size(), name.find('\0')));
    return name;
}

bool isSpecification(std::string_view name)
{
    return (name.ends_with("Spec") || name == "TransformerBase" || name == "TransformerBig") &&
           std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0; });
}

// What a file has to say at its start to be one of these.
bool isHead(const fs::path& path, std::span<const std::byte> head)
{
    try {
        ByteReader reader(path, head);
        const auto version = reader.read<std::uint32_t>();
        if (version >= firstWithSpecification && version <= lastVersion) {
            return isSpecification(readName(reader));
        }
        reader.read<std::uint32_t>(); // how many variables
        return version == 1 && readName(reader).starts_with("transformer/");
    } catch (const Error&) { // too short
        return false;
    }
}

bool hasModel(const fs::path& folder)
{
    const auto file = folder / modelName;
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return false;
    }
    const auto mapped = mapFile(file);
    return isHead(file, mapped.bytes.first(std::min(headBytes, mapped.bytes.size())));
}

class Reader
{
public:
    explicit Reader(const fs::path& file)
        : m_file(file), m_mapped(mapFile(file)), m_reader(m_file, m_mapped.bytes)
    {
    }

    Checkpoint read()
    {
        const auto version = m_reader.read<std::uint32_t>();
        m_checkpoint.configuration = {{"model_type", "ctranslate2"},
                                      {"binary_version", version},
                                      {"specification", ""},
                                      {"revision", 1}};
        if (version >= firstWithSpecification) {
            m_checkpoint.configuration["specification"] = readName(m_reader);
            m_checkpoint.configuration["revision"] = m_reader.read<std::uint32_t>();
        }
        for (auto left = m_reader.read<std::uint32_t>(); left > 0; --left) {
            readVariable(version);
        }
        if (version >= firstWithAliases) {
            for (auto left = m_reader.read<std::uint32_t>(); left > 0; --left) {
                readAlias();
            }
        }
        if (m_reader.position() != m_mapped.bytes.size()) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 is damaged: it should end at byte "
                                                   "%2, but goes on to byte %3."),
                        {m_file.string(), std::to_string(m_reader.position()),
                         std::to_string(m_mapped.bytes.size())});
        }
        return std::move(m_checkpoint);
    }

private:
    [[noreturn]] void refuse(const std::string& name, const char* reason) const
    {
        throw Error(reason, {m_file.string(), inQuotes(name), std::to_string(m_reader.position())});
    }

    DType typeOf(std::uint32_t version, std::uint8_t number, const std::string& name) const
    {
        if (version >= firstWithTypes && number < types.size()) {
            return types.at(number);
        }
        // Before, only the size of an element was stored; 16-bit floats were not.
        if (version < firstWithTypes && (number == 4 || number == 2 || number == 1)) {
            return number == 4 ? DType::F32 : number == 2 ? DType::I16 : DType::I8;
        }
        refuse(name, QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1, before byte %3, is of a type "
                                                "that is not known."));
    }

    void readVariable(std::uint32_t version)
    {
        const auto name = readName(m_reader);
        const std::size_t rank = m_reader.read<std::uint8_t>();
        if (name.empty() || rank > mostAxes) {
            refuse(name, QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1, before byte %3, has no "
                                                    "name or too many axes."));
        }
        std::vector<std::int64_t> extents;
        for (std::size_t axis = 0; axis < rank; ++axis) {
            extents.push_back(m_reader.read<std::uint32_t>());
        }
        if (rank == 0) {
            extents.push_back(1); // a scalar
        }
        const Shape shape(std::move(extents));
        const auto type = typeOf(version, m_reader.read<std::uint8_t>(), name);
        const auto stated = static_cast<std::int64_t>(m_reader.read<std::uint32_t>());
        const auto bytes = Tensor::bytesFor(type, shape);
        if ((version >= firstWithTypes ? stated : stated * layout(type).blockBytes) != bytes) {
            refuse(name, QT_TRANSLATE_NOOP("Error", "The tensor %2 in %1, before byte %3, has not "
                                                    "as many elements as its shape says."));
        }
        const auto data = m_reader.take(static_cast<std::uint64_t>(bytes));
        add(name, alignedView(type, shape, data, m_mapped.owner));
    }

    void readAlias()
    {
        const auto alias = readName(m_reader);
        const auto name = readName(m_reader);
        if (!m_checkpoint.contains(name)) {
            refuse(name, QT_TRANSLATE_NOOP("Error", "%1 gives another name, before byte %3, to the "
                                                    "tensor %2, which it has not."));
        }
        add(alias, m_checkpoint.tensors.at(name));
        if (m_checkpoint.contains(name + "_scale") && !m_checkpoint.contains(alias + "_scale")) {
            add(alias + "_scale", m_checkpoint.tensors.at(name + "_scale"));
        }
    }

    void add(const std::string& name, Tensor tensor)
    {
        if (!m_checkpoint.tensors.emplace(name, std::move(tensor)).second) {
            refuse(name,
                   QT_TRANSLATE_NOOP("Error", "%1 has the tensor %2 twice, the second before byte "
                                              "%3."));
        }
        m_checkpoint.tensorFiles.emplace(name, m_file.string());
    }

    fs::path m_file;
    MappedFile m_mapped;
    ByteReader m_reader;
    Checkpoint m_checkpoint;
};

class Ctranslate2 : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "ctranslate2"; }

    bool matches(const fs::path& path, std::span<const std::byte> head) const override
    {
        std::error_code error;
        return fs::is_directory(path, error) ? hasModel(path)
                                             : path.extension() == ".bin" && isHead(path, head);
    }

    Checkpoint open(const fs::path& path) const override
    {
        std::error_code error;
        const auto file = fs::is_directory(path, error) ? path / modelName : path;
        auto checkpoint = Reader(file).read();
        checkpoint.path = path;
        checkpoint.format = "CTranslate2";
        const auto settings = checkpoint.besides("config.json");
        if (!settings.empty()) {
            checkpoint.configuration["settings"] = readJson(settings);
        }
        return checkpoint;
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<Ctranslate2>());

} // namespace

} // namespace saccade
