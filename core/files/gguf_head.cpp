#include "core/files/gguf_head.h"

#include "core/base/error.h"
#include "core/files/byte_reader.h"

#include <fstream>
#include <utility>
#include <vector>

namespace saccade
{

namespace
{

constexpr std::size_t mostBytes = 64U << 10U;

// GGUF specification, enum gguf_metadata_value_type.
constexpr std::uint32_t unsignedType = 4;
constexpr std::uint32_t stringType = 8;
constexpr std::uint32_t arrayType = 9;

std::vector<std::byte> firstBytes(const std::filesystem::path& file)
{
    std::vector<std::byte> bytes(mostBytes);
    std::ifstream stream(file, std::ios::binary);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(mostBytes));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    return bytes;
}

std::string quantisationName(std::uint32_t type)
{
    static const std::pair<std::uint32_t, const char*> names[] = {
        {0, "F32"},      {1, "F16"},      {2, "Q4_0"},    {3, "Q4_1"},    {7, "Q8_0"},
        {8, "Q5_0"},     {9, "Q5_1"},     {10, "Q2_K"},   {11, "Q3_K_S"}, {12, "Q3_K_M"},
        {13, "Q3_K_L"},  {14, "Q4_K_S"},  {15, "Q4_K_M"}, {16, "Q5_K_S"}, {17, "Q5_K_M"},
        {18, "Q6_K"},    {19, "IQ2_XXS"}, {20, "IQ2_XS"}, {21, "Q2_K_S"}, {22, "IQ3_XS"},
        {23, "IQ3_XXS"}, {24, "IQ1_S"},   {25, "IQ4_NL"}, {26, "IQ3_S"},  {27, "IQ3_M"},
        {28, "IQ2_S"},   {29, "IQ2_M"},   {30, "IQ4_XS"}, {31, "IQ1_M"},  {32, "BF16"}};
    for (const auto& [number, name] : names) {
        if (number == type) {
            return name;
        }
    }
    return {};
}

/// Bytes of a value that is neither a string nor an array.
std::size_t scalarBytes(std::uint32_t type)
{
    constexpr std::size_t sizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return type < std::size(sizes) ? sizes[type] : 0;
}

/// Returns at the first array (vocabularies come last) and throws Error where the bytes end.
void read(ByteReader& reader, GgufHead& head)
{
    reader.read<std::uint32_t>(); // "GGUF"
    reader.read<std::uint32_t>(); // version
    reader.read<std::uint64_t>(); // tensors
    const auto values = reader.read<std::uint64_t>();
    for (std::uint64_t i = 0; i < values; ++i) {
        const auto key = reader.readString();
        const auto type = reader.read<std::uint32_t>();
        if (type == stringType) {
            auto text = reader.readString();
            head.architecture = key == "general.architecture" ? std::move(text) : head.architecture;
        } else if (type == unsignedType) {
            const auto number = reader.read<std::uint32_t>();
            head.quantisation =
                key == "general.file_type" ? quantisationName(number) : head.quantisation;
        } else if (type == arrayType || scalarBytes(type) == 0) {
            return;
        } else {
            for (std::size_t byte = 0; byte < scalarBytes(type); ++byte) {
                reader.read<std::uint8_t>();
            }
        }
    }
}

} // namespace

GgufHead readGgufHead(const std::filesystem::path& file)
{
    GgufHead head;
    const auto bytes = firstBytes(file);
    ByteReader reader(file, bytes);
    try {
        read(reader, head);
    } catch (const Error&) {
        return head; // as far as it could be read
    }
    return head;
}

} // namespace saccade
