// Reads little-endian values out of untrusted bytes, one after the other.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <type_traits>

namespace saccade
{

/// Every read is checked: where the bytes do not suffice, Error names the file and the position.
class ByteReader
{
public:
    /// `start`: where reading begins; positions count from the first byte.
    ByteReader(const std::filesystem::path& path, std::span<const std::byte> bytes,
               std::size_t start = 0);

    template <typename T>
    requires std::is_arithmetic_v<T> T read()
    {
        T value = 0;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }

    /// A 64-bit length and as many bytes, of whatever encoding.
    std::string readString();

    /// A 64-bit count of things that take at least `leastBytes` each. Throws Error if the rest of
    /// the file cannot hold so many: before anything is allocated for them.
    std::uint64_t readCount(std::size_t leastBytes);

    /// The next bytes, not copied. Throws Error as all reads.
    std::span<const std::byte> take(std::uint64_t count);

    std::size_t position() const { return m_position; }
    const std::filesystem::path& path() const { return m_path; }

private:
    const std::filesystem::path& m_path;
    std::span<const std::byte> m_bytes;
    std::size_t m_position;
};

} // namespace saccade
