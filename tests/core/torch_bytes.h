// Files as torch.save writes them, put together by hand.
#pragma once

#include "tests/core/file_bytes.h"

#include <utility>
#include <vector>

namespace saccade
{

/// A zip archive whose entries are stored, each at a multiple of 64 bytes, as torch.save does it.
/// The checksums are left out.
inline std::string storedZip(const std::vector<std::pair<std::string, std::string>>& entries)
{
    FileBytes file;
    FileBytes directory;
    for (const auto& [name, bytes] : entries) {
        const auto size = static_cast<std::uint32_t>(bytes.size());
        const auto nameSize = static_cast<std::uint16_t>(name.size());
        const auto at = static_cast<std::uint32_t>(std::string(file).size());
        constexpr std::size_t alignment = 64;
        constexpr std::size_t headerBytes = 30;
        const auto used = (at + headerBytes + name.size()) % alignment;
        const auto padding = static_cast<std::uint16_t>((alignment - used) % alignment);
        file.number<std::uint32_t>(0x04034b50).zeros(14).number(size).number(size).number(nameSize);
        file.number(padding).text(name).zeros(padding).text(bytes);
        directory.number<std::uint32_t>(0x02014b50).zeros(16).number(size).number(size);
        directory.number(nameSize).zeros(12).number(at).text(name);
    }
    const auto start = static_cast<std::uint32_t>(std::string(file).size());
    const auto size = static_cast<std::uint32_t>(std::string(directory).size());
    const auto count = static_cast<std::uint16_t>(entries.size());
    file.part(directory).number<std::uint32_t>(0x06054b50).zeros(4).number(count).number(count);
    return file.number(size).number(start).zeros(2);
}

/// Writes a pickle of protocol 2, instruction by instruction.
class PickleBytes : public FileBytes
{
public:
    PickleBytes() { text("\x80\x02"); }

    PickleBytes& code(std::string_view codes)
    {
        text(codes);
        return *this;
    }
    PickleBytes& word(std::string_view word)
    {
        text("X").number(static_cast<std::uint32_t>(word.size())).text(word);
        return *this;
    }
    PickleBytes& integer(std::int32_t value)
    {
        text("J").number(value);
        return *this;
    }
    PickleBytes& global(std::string_view module, std::string_view name)
    {
        text("c").text(module).text("\n").text(name).text("\n");
        return *this;
    }
    PickleBytes& integers(const std::vector<std::int32_t>& values)
    {
        code("(");
        for (const auto value : values) {
            integer(value);
        }
        return code("t");
    }
    PickleBytes& storage(std::string_view type, std::string_view key, std::int32_t elements)
    {
        code("(").word("storage").global("torch", type).word(key).word("cpu");
        return integer(elements).code("tQ");
    }
    /// A view of float record `key`.
    PickleBytes& tensor(std::string_view key, std::int32_t elements, std::int32_t offset,
                        const std::vector<std::int32_t>& extents,
                        const std::vector<std::int32_t>& strides)
    {
        global("torch._utils", "_rebuild_tensor_v2").code("(");
        storage("FloatStorage", key, elements).integer(offset).integers(extents).integers(strides);
        return code("\x89").global("collections", "OrderedDict").code(")RtR");
    }
};

/// A checkpoint of this pickle with one record "0" of 0, 1, 2 … as floats.
inline std::string torchZip(const std::string& pickle, int floats)
{
    return storedZip({{"any/data.pkl", pickle}, {"any/data/0", FileBytes().floats(floats)}});
}

} // namespace saccade
