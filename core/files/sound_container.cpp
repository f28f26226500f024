#include "core/files/sound_container.h"

#include "core/base/error.h"
#include "core/files/byte_reader.h"

#include <QtGlobal>
#include <algorithm>
#include <string>
#include <string_view>

namespace saccade
{

namespace
{

constexpr std::size_t headerBytes = 12;     // container, its length, kind
constexpr std::size_t chunkHeaderBytes = 8; // identifier, length
constexpr std::uint64_t longestStated = 0x7fff0000;

enum class ByteOrder { Little, Big };

std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// PCM and floats have whole bytes; other encodings count otherwise.
void checkFormat(const std::filesystem::path& path, std::span<const std::byte> chunk,
                 std::size_t start)
{
    constexpr std::uint16_t pcm = 1;
    constexpr std::uint16_t floats = 3;
    ByteReader reader(path, chunk);
    const auto encoding = reader.read<std::uint16_t>();
    reader.take(12);
    const auto bits = reader.read<std::uint16_t>();
    if ((encoding == pcm || encoding == floats) && (bits == 0 || bits % 8 != 0 || bits > 64)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The sound %1 is damaged at byte %2: samples of %3 "
                                               "bits are not possible."),
                    {path.string(), std::to_string(start + reader.position() - sizeof(bits)),
                     std::to_string(bits)});
    }
}

void checkChunks(const std::filesystem::path& path, std::span<const std::byte> bytes,
                 ByteOrder order, std::string_view samples)
{
    constexpr std::size_t formatBytes = 16;
    for (auto at = headerBytes; at + chunkHeaderBytes <= bytes.size();) {
        ByteReader reader(path, bytes, at);
        const auto name = asText(reader.take(4));
        const auto stored = reader.read<std::uint32_t>();
        const std::uint64_t length = order == ByteOrder::Big ? __builtin_bswap32(stored) : stored;
        const auto start = at + chunkHeaderBytes;
        const auto here = bytes.size() - start;
        if (name == samples) {
            if (length > here && length < longestStated) {
                throw Error(QT_TRANSLATE_NOOP(
                                "Error", "The sound %1 is cut off: of the %3 bytes of its samples, "
                                         "from byte %2 on, only %4 are there (%5 %). Copy or "
                                         "convert it again."),
                            {path.string(), std::to_string(start), std::to_string(length),
                             std::to_string(here), std::to_string(100 * here / length)});
            }
            return;
        }
        if (length > here) {
            break;
        }
        if (name == "fmt " && length >= formatBytes) {
            checkFormat(path, bytes.subspan(start, length), start);
        }
        at = start + length + length % 2; // chunks begin at even places
    }
    throw Error(QT_TRANSLATE_NOOP("Error", "The sound %1 is damaged: it ends at byte %2, before "
                                           "its samples. Copy or convert it again."),
                {path.string(), std::to_string(bytes.size())});
}

} // namespace

void requireWholeSamples(const std::filesystem::path& path, std::span<const std::byte> bytes)
{
    const auto head = asText(bytes.first(std::min(headerBytes, bytes.size())));
    const auto kind = head.size() < headerBytes ? std::string_view() : head.substr(8);
    if (head.starts_with("RIFF") && kind == "WAVE") {
        checkChunks(path, bytes, ByteOrder::Little, "data");
    } else if (head.starts_with("FORM") && (kind == "AIFF" || kind == "AIFC")) {
        checkChunks(path, bytes, ByteOrder::Big, "SSND");
    }
}

} // namespace saccade
