#include "tests/support/gguf_writer.h"

#include "tests/core/file_bytes.h"

#include <stdexcept>

namespace saccade
{

namespace
{

constexpr std::size_t alignment = 32;

FileBytes value(const nlohmann::json& json)
{
    // Numbers of types: the specification of GGUF.
    if (json.is_string()) {
        return FileBytes().number<std::uint32_t>(8).string(json.get<std::string>());
    }
    if (json.is_boolean()) {
        return FileBytes().number<std::uint32_t>(7).number<std::uint8_t>(json.get<bool>() ? 1 : 0);
    }
    if (json.is_number_integer()) {
        return FileBytes().number<std::uint32_t>(4).number(json.get<std::uint32_t>());
    }
    return FileBytes().number<std::uint32_t>(6).number(json.get<float>());
}

std::uint32_t typeNumber(DType type)
{
    static const std::map<DType, std::uint32_t> numbers{
        {DType::F32, 0}, {DType::F16, 1}, {DType::Q8_0, 8}};
    return numbers.at(type);
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
        header.string(key).part(value(json));
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

} // namespace saccade
