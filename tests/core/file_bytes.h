// Files put together byte by byte, and what a reader says to them.
#pragma once

#include "core/base/error.h"
#include "core/files/checkpoint.h"

#include <QTemporaryDir>
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace saccade
{

/// Little-endian, like the formats that it is for.
class FileBytes
{
public:
    template <typename T>
    FileBytes& number(T value)
    {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof(T));
        return *this;
    }
    FileBytes& text(std::string_view text)
    {
        m_bytes += text;
        return *this;
    }
    FileBytes& part(const FileBytes& other) { return text(other.m_bytes); }
    /// With its length in front, as GGUF stores strings.
    FileBytes& string(std::string_view content)
    {
        return number<std::uint64_t>(content.size()).text(content);
    }
    FileBytes& zeros(std::size_t count)
    {
        m_bytes.append(count, '\0');
        return *this;
    }
    FileBytes& padTo(std::size_t multiple)
    {
        return zeros((multiple - m_bytes.size() % multiple) % multiple);
    }
    /// 0, 1, 2 … as 32-bit floats.
    FileBytes& floats(int count)
    {
        for (int i = 0; i < count; ++i) {
            number(static_cast<float>(i));
        }
        return *this;
    }

    operator const std::string&() const { return m_bytes; }

private:
    std::string m_bytes;
};

inline std::filesystem::path pathIn(const QTemporaryDir& folder, const std::string& name)
{
    return std::filesystem::path(folder.path().toStdString()) / name;
}

inline std::filesystem::path writeFile(const QTemporaryDir& folder, const std::string& name,
                                       const std::string& bytes)
{
    const auto path = pathIn(folder, name);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

/// JSON that is easier to read in a test: ' stands for ".
inline std::string json(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

/// A safetensors file with this header (by the rule of `json`) and so many bytes of data.
inline std::string safetensorsBytes(const std::string& header, std::size_t dataBytes)
{
    return FileBytes().string(json(header)).zeros(dataBytes);
}

/// What the Error says that `action` throws; empty if it throws none. Other exceptions pass: they
/// fail the test.
template <typename Action>
std::string messageOf(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

/// Reads every byte of every tensor, so that a sanitizer (or the system) notices a wrong view.
inline unsigned readAll(const Checkpoint& checkpoint)
{
    unsigned sum = 0;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        for (const auto byte : tensor.bytes()) {
            sum += std::to_integer<unsigned>(byte);
        }
    }
    return sum;
}

} // namespace saccade
