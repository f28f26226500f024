#include "core/files/byte_reader.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

ByteReader::ByteReader(const std::filesystem::path& path, std::span<const std::byte> bytes,
                       std::size_t start)
    : m_path(path), m_bytes(bytes), m_position(std::min(start, bytes.size()))
{
}

std::string ByteReader::readString()
{
    const auto text = take(read<std::uint64_t>());
    return {reinterpret_cast<const char*>(text.data()), text.size()};
}

std::uint64_t ByteReader::readCount(std::size_t leastBytes)
{
    const auto count = read<std::uint64_t>();
    if (count > (m_bytes.size() - m_position) / leastBytes) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The file %1 is incomplete or damaged: at byte %2 it announces "
                                 "%3 entries, more than the rest of it can hold."),
                    {m_path.string(), std::to_string(m_position), std::to_string(count)});
    }
    return count;
}

std::span<const std::byte> ByteReader::take(std::uint64_t count)
{
    if (count > m_bytes.size() - m_position) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "The file %1 is incomplete or damaged: at byte %2 it should go "
                                 "on for %3 bytes, but it ends at byte %4."),
                    {m_path.string(), std::to_string(m_position), std::to_string(count),
                     std::to_string(m_bytes.size())});
    }
    const auto taken = m_bytes.subspan(m_position, static_cast<std::size_t>(count));
    m_position += taken.size();
    return taken;
}

} // namespace saccade
