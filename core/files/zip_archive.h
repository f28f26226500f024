// A zip archive, read from the mapped file: stored entries are views of it, without a copy.
#pragma once

#include "core/files/mapped_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct ZipEntry {
    std::string name;
    std::uint64_t bytes = 0;       // unpacked
    std::uint64_t storedBytes = 0; // in the archive
    std::uint64_t headerAt = 0;    // where its local header starts
    bool isStored = true;          // as it is; otherwise compressed
};

/// Whether these first bytes are a zip archive's.
bool isZip(std::span<const std::byte> head);

/// The list of entries is read by our own hand, because libzip does not say where in the file an
/// entry lies; libzip unpacks the compressed ones.
class ZipArchive
{
public:
    /// Throws Error (file, byte, reason) if the directory is damaged.
    explicit ZipArchive(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    const std::vector<ZipEntry>& entries() const { return m_entries; }
    /// Null if there is none of this name.
    const ZipEntry* find(std::string_view name) const;
    /// The bytes of one entry. Throws Error if it lies outside the file, is encrypted, damaged, or
    /// unpacks to more than its compression could make of it.
    MappedFile read(const ZipEntry& entry) const;

private:
    void readDirectory(std::uint64_t at, std::uint64_t bytes, std::uint64_t count);
    MappedFile unpack(const ZipEntry& entry) const;
    [[noreturn]] void refuse(std::uint64_t position) const;

    std::filesystem::path m_path;
    MappedFile m_file;
    std::vector<ZipEntry> m_entries;
};

} // namespace saccade
