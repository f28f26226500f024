#include "core/files/zip_archive.h"

#include "core/base/error.h"
#include "core/files/byte_reader.h"
#include "core/files/in_quotes.h"

#include <QtGlobal>
#include <algorithm>
#include <optional>
#include <zip.h>

namespace saccade
{

namespace
{

// Layouts and signatures: PKWARE's APPNOTE.TXT 6.3, sections 4.3.7 to 4.3.16.
constexpr std::uint32_t localHeader = 0x04034b50;
constexpr std::uint32_t directoryEntry = 0x02014b50;
constexpr std::uint32_t endOfDirectory = 0x06054b50;
constexpr std::uint32_t endOfLargeDirectory = 0x06064b50;
constexpr std::uint32_t largeLocator = 0x07064b50;
constexpr std::size_t endBytes = 22;
constexpr std::size_t locatorBytes = 20;
constexpr std::size_t entryBytes = 46;
constexpr std::uint32_t elsewhere = 0xffffffff; // the value is in the entry's 64-bit extra field

/// Where the end record starts: it is the last thing but for a comment of up to 64 KiB.
std::optional<std::size_t> findEnd(const std::filesystem::path& path,
                                   std::span<const std::byte> bytes)
{
    constexpr std::size_t longestComment = 0xffff;
    if (bytes.size() < endBytes) {
        return std::nullopt;
    }
    const auto last = bytes.size() - endBytes;
    const auto first = last - std::min(last, longestComment);
    for (auto at = last + 1; at-- > first;) {
        if (ByteReader(path, bytes, at).read<std::uint32_t>() == endOfDirectory) {
            return at;
        }
    }
    return std::nullopt;
}

/// Replaces the values that did not fit in 32 bits by those of the extra field of number 1.
void readLargeValues(const std::filesystem::path& path, std::span<const std::byte> extra,
                     ZipEntry& entry)
{
    ByteReader reader(path, extra);
    while (reader.position() + 4 <= extra.size()) {
        const auto number = reader.read<std::uint16_t>();
        const auto length = reader.read<std::uint16_t>();
        ByteReader values(path, reader.take(length));
        if (number != 1) {
            continue;
        }
        for (auto* value : {&entry.bytes, &entry.storedBytes, &entry.headerAt}) {
            if (*value == elsewhere) {
                *value = values.read<std::uint64_t>();
            }
        }
    }
}

struct Closer {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

} // namespace

bool isZip(std::span<const std::byte> head)
{
    return std::string_view(reinterpret_cast<const char*>(head.data()), head.size())
        .starts_with("PK\x03\x04");
}

ZipArchive::ZipArchive(const std::filesystem::path& path) : m_path(path), m_file(mapFile(path))
{
    const auto end = findEnd(m_path, m_file.bytes);
    if (!end) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The archive %1 has no directory at its end: it is "
                                               "incomplete. Download it again."),
                    {m_path.string()});
    }
    ByteReader reader(m_path, m_file.bytes, *end + 10);
    std::uint64_t count = reader.read<std::uint16_t>();
    std::uint64_t bytes = reader.read<std::uint32_t>();
    std::uint64_t at = reader.read<std::uint32_t>();
    if (*end >= locatorBytes) {
        ByteReader locator(m_path, m_file.bytes, *end - locatorBytes);
        if (locator.read<std::uint32_t>() == largeLocator) {
            locator.take(4);
            const auto record = locator.read<std::uint64_t>();
            if (record > m_file.bytes.size()) {
                refuse(*end - locatorBytes);
            }
            ByteReader large(m_path, m_file.bytes, static_cast<std::size_t>(record));
            if (large.read<std::uint32_t>() != endOfLargeDirectory) {
                refuse(record);
            }
            large.take(28);
            count = large.read<std::uint64_t>();
            bytes = large.read<std::uint64_t>();
            at = large.read<std::uint64_t>();
        }
    }
    readDirectory(at, bytes, count);
}

void ZipArchive::readDirectory(std::uint64_t at, std::uint64_t bytes, std::uint64_t count)
{
    if (at > m_file.bytes.size() || bytes > m_file.bytes.size() - at ||
        count > bytes / entryBytes) {
        refuse(at);
    }
    ByteReader reader(m_path, m_file.bytes, static_cast<std::size_t>(at));
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto start = reader.position();
        if (reader.read<std::uint32_t>() != directoryEntry) {
            refuse(start);
        }
        reader.take(4);
        const auto flags = reader.read<std::uint16_t>();
        const auto method = reader.read<std::uint16_t>();
        reader.take(8);
        ZipEntry entry;
        entry.storedBytes = reader.read<std::uint32_t>();
        entry.bytes = reader.read<std::uint32_t>();
        const auto nameBytes = reader.read<std::uint16_t>();
        const auto extraBytes = reader.read<std::uint16_t>();
        const auto commentBytes = reader.read<std::uint16_t>();
        reader.take(8);
        entry.headerAt = reader.read<std::uint32_t>();
        const auto name = reader.take(nameBytes);
        entry.name.assign(reinterpret_cast<const char*>(name.data()), name.size());
        readLargeValues(m_path, reader.take(extraBytes), entry);
        reader.take(commentBytes);
        if ((flags & 1U) != 0) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The entry %2 of the archive %1 is encrypted: "
                                                   "unpack it first."),
                        {m_path.string(), inQuotes(entry.name)});
        }
        entry.isStored = method == 0;
        m_entries.push_back(std::move(entry));
    }
    std::ranges::stable_sort(m_entries, {}, &ZipEntry::name);
}

const ZipEntry* ZipArchive::find(std::string_view name) const
{
    const auto found = std::ranges::lower_bound(m_entries, name, {}, &ZipEntry::name);
    return found != m_entries.end() && found->name == name ? &*found : nullptr;
}

MappedFile ZipArchive::read(const ZipEntry& entry) const
{
    if (!entry.isStored) {
        return unpack(entry);
    }
    if (entry.headerAt > m_file.bytes.size() || entry.bytes != entry.storedBytes) {
        refuse(entry.headerAt);
    }
    ByteReader reader(m_path, m_file.bytes, static_cast<std::size_t>(entry.headerAt));
    if (reader.read<std::uint32_t>() != localHeader) {
        refuse(entry.headerAt);
    }
    reader.take(22);
    const auto nameBytes = reader.read<std::uint16_t>();
    const auto extraBytes = reader.read<std::uint16_t>();
    reader.take(std::uint64_t{nameBytes} + extraBytes);
    return {reader.take(entry.bytes), m_file.owner};
}

MappedFile ZipArchive::unpack(const ZipEntry& entry) const
{
    // Deflate makes at most 1032 bytes of one.
    constexpr std::uint64_t bestRatio = 1032;
    if (entry.storedBytes > m_file.bytes.size() ||
        entry.bytes / bestRatio > entry.storedBytes + bestRatio) {
        refuse(entry.headerAt);
    }
    int error = 0;
    const std::unique_ptr<zip_t, Closer> archive(zip_open(m_path.c_str(), ZIP_RDONLY, &error));
    const std::unique_ptr<zip_file_t, Closer> file(
        archive ? zip_fopen(archive.get(), entry.name.c_str(), 0) : nullptr);
    const auto bytes =
        std::make_shared<std::vector<std::byte>>(static_cast<std::size_t>(file ? entry.bytes : 0));
    const auto got = file ? zip_fread(file.get(), bytes->data(), bytes->size()) : -1;
    // One byte more: there must be none, and libzip compares the checksum at the end.
    std::byte beyond{};
    const auto more = got >= 0 ? zip_fread(file.get(), &beyond, 1) : -1;
    if (got != std::ssize(*bytes) || more != 0) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The entry %2 of the archive %1 cannot be unpacked: "
                                               "it is damaged, or packed in an unusual way."),
                    {m_path.string(), inQuotes(entry.name)});
    }
    return {*bytes, bytes};
}

void ZipArchive::refuse(std::uint64_t position) const
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The archive %1 is damaged at byte %2: download it "
                                           "again."),
                {m_path.string(), std::to_string(position)});
}

} // namespace saccade
