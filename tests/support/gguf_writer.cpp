#include "tests/support/gguf_writer.h"

#include "core/files/ggml_types.h"
#include "tests/core/file_bytes.h"

#include <QTemporaryDir>
#include <stdexcept>

namespace saccade
{

namespace
{

constexpr std::size_t alignment = 32;

// Numbers of types: the specification of GGUF.
std::uint32_t valueType(const nlohmann::json& json)
{
    return json.is_array()            ? 9
           : json.is_string()         ? 8
           : json.is_boolean()        ? 7
           : json.is_number_integer() ? 4
                                      : 6;
}

FileBytes content(const nlohmann::json& json)
{
    FileBytes bytes;
    switch (valueType(json)) {
    case 9:
        bytes.number(json.empty() ? 4U : valueType(json.front()));
        bytes.number<std::uint64_t>(json.size());
        for (const auto& item : json) {
            bytes.part(content(item));
        }
        return bytes;
    case 8:
        return bytes.string(json.get<std::string>());
    case 7:
        return bytes.number<std::uint8_t>(json.get<bool>() ? 1 : 0);
    case 4:
        return bytes.number(json.get<std::uint32_t>());
    default:
        return bytes.number(json.get<float>());
    }
}

// By the file's own list of names.
std::uint32_t typeNumber(DType type)
{
    for (std::uint32_t number = 0; number < 40; ++number) {
        if (dtypeOfGgml(number) == type) {
            return number;
        }
    }
    throw std::runtime_error("GGUF has no number for " + std::string(layout(type).name));
}

FileBytes tensorInfo(const std::string& name, const Tensor& tensor, std::uint64_t offset)
{
    const auto& extents = tensor.shape().extents();
    FileBytes bytes;
    bytes.string(name).number(static_cast<std::uint32_t>(extents.size()));
    for (auto extent = extents.rbegin(); extent != extents.rend(); ++extent) {
        bytes.number(static_cast<std::uint64_t>(*extent));
    }
    return bytes.number(typeNumber(tensor.dtype())).number(offset);
}

} // namespace

void writeGguf(const std::filesystem::path& path, const nlohmann::json& metadata,
               const std::map<std::string, Tensor, std::less<>>& tensors)
{
    FileBytes header;
    header.text("GGUF").number<std::uint32_t>(3);
    header.number<std::uint64_t>(tensors.size()).number<std::uint64_t>(metadata.size());
    for (const auto& [key, json] : metadata.items()) {
        header.string(key).number(valueType(json)).part(content(json));
    }
    FileBytes data;
    for (const auto& [name, tensor] : tensors) {
        const std::string& written = data;
        header.part(tensorInfo(name, tensor, written.size()));
        const auto bytes = tensor.bytes();
        data.text({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).padTo(alignment);
    }
    header.padTo(alignment).part(data);
    const std::string& whole = header;
    std::ofstream file(path, std::ios::binary);
    file.write(whole.data(), std::ssize(whole));
    if (!file.flush()) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

std::shared_ptr<const Checkpoint> throughGgufFile(const Checkpoint& checkpoint)
{
    const QTemporaryDir folder;
    const std::filesystem::path path(folder.filePath("tiny.gguf").toStdString());
    writeGguf(path, checkpoint.configuration, checkpoint.tensors);
    return std::make_shared<const Checkpoint>(openCheckpoint(path)); // whose bytes stay mapped
}

} // namespace saccade
