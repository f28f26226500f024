#include "core/files/gguf_metadata.h"

#include "core/base/error.h"
#include "core/files/in_quotes.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

using nlohmann::json;

// GGUF specification, enum gguf_metadata_value_type.
enum class ValueType : std::uint32_t {
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    F32,
    Bool,
    String,
    Array,
    U64,
    I64,
    F64,
};

class MetadataReader
{
public:
    MetadataReader(ByteReader& bytes, const std::filesystem::path& path)
        : m_bytes(bytes), m_path(path)
    {
    }

    json value(const std::string& key, ValueType type, int depth = 0)
    {
        switch (type) {
        case ValueType::U8:
            return m_bytes.read<std::uint8_t>();
        case ValueType::I8:
            return m_bytes.read<std::int8_t>();
        case ValueType::U16:
            return m_bytes.read<std::uint16_t>();
        case ValueType::I16:
            return m_bytes.read<std::int16_t>();
        case ValueType::U32:
            return m_bytes.read<std::uint32_t>();
        case ValueType::I32:
            return m_bytes.read<std::int32_t>();
        case ValueType::F32:
            return m_bytes.read<float>();
        case ValueType::Bool:
            return m_bytes.read<std::uint8_t>() != 0;
        case ValueType::String:
            return m_bytes.readString();
        case ValueType::Array:
            return array(key, depth);
        case ValueType::U64:
            return m_bytes.read<std::uint64_t>();
        case ValueType::I64:
            return m_bytes.read<std::int64_t>();
        case ValueType::F64:
            return m_bytes.read<double>();
        }
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The metadata %2 in %1 has the unknown type %3: the file is "
                                       "damaged or newer than Saccade."),
            {m_path.string(), inQuotes(key), std::to_string(static_cast<std::uint32_t>(type))});
    }

private:
    static std::size_t leastBytes(ValueType type)
    {
        switch (type) {
        case ValueType::U16:
        case ValueType::I16:
            return 2;
        case ValueType::U32:
        case ValueType::I32:
        case ValueType::F32:
            return 4;
        case ValueType::String:
        case ValueType::U64:
        case ValueType::I64:
        case ValueType::F64:
            return 8;
        case ValueType::Array:
            return 12;
        default:
            return 1;
        }
    }

    json array(const std::string& key, int depth)
    {
        // A value in memory takes up to 50 times its bytes in the file; vocabularies have a
        // million.
        constexpr std::uint64_t mostElements = 1U << 24U;
        constexpr int deepest = 8;
        const auto type = static_cast<ValueType>(m_bytes.read<std::uint32_t>());
        const auto count = m_bytes.readCount(leastBytes(type));
        m_elements += count;
        if (m_elements > mostElements || depth >= deepest) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The metadata %2 in %1 is too large or nested too deep: the "
                                     "file is damaged."),
                        {m_path.string(), inQuotes(key)});
        }
        json::array_t values;
        values.reserve(static_cast<std::size_t>(count));
        for (std::uint64_t i = 0; i < count; ++i) {
            values.push_back(value(key, type, depth + 1));
        }
        return values;
    }

    ByteReader& m_bytes;
    const std::filesystem::path& m_path;
    std::uint64_t m_elements = 0;
};

} // namespace

json readGgufMetadata(ByteReader& reader, const std::filesystem::path& path, std::uint64_t count)
{
    MetadataReader values(reader, path);
    json metadata = json::object();
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto key = reader.readString();
        const auto type = static_cast<ValueType>(reader.read<std::uint32_t>());
        if (metadata.contains(key)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The metadata of %1 has the key %2 twice."),
                        {path.string(), inQuotes(key)});
        }
        metadata[key] = values.value(key, type);
    }
    return metadata;
}

} // namespace saccade
