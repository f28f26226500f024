#include "core/base/error.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <cstdlib>
#include <fstream>

namespace saccade
{

/// Stands in for core/files/mapped_file.cpp: the system maps whole pages, so that reading past the
/// end of a file goes unnoticed; past the end of a heap block, the address sanitizer sees it.
MappedFile mapFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::streamoff>(file.tellg());
    if (!file || size < 0 || !std::filesystem::is_regular_file(path)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 cannot be read: %2."),
                    {path.string(), "fuzzing"});
    }
    void* memory = nullptr;
    if (::posix_memalign(&memory, 64, static_cast<std::size_t>(size)) != 0) {
        std::abort();
    }
    file.seekg(0).read(static_cast<char*>(memory), size);
    return {{static_cast<const std::byte*>(memory), static_cast<std::size_t>(size)},
            std::shared_ptr<const void>(memory,
                                        [](const void* p) { std::free(const_cast<void*>(p)); })};
}

} // namespace saccade
