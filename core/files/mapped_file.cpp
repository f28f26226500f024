#include "core/files/mapped_file.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace saccade
{

namespace
{

class Descriptor
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

[[noreturn]] void fail(const std::filesystem::path& path, int reason)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 cannot be read: %2."),
                {path.string(), std::generic_category().message(reason)});
}

} // namespace

MappedFile mapFile(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a named pipe must not wait for a writer. It changes nothing for files.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0) {
        fail(path, errno);
    }
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0) {
        fail(path, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is not a file that can be read."),
                    {path.string()});
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        return {{}, std::make_shared<int>(0)};
    }
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number(), 0);
    if (address == MAP_FAILED) {
        fail(path, errno);
    }
    const auto unmap = [size](const void* mapping) { ::munmap(const_cast<void*>(mapping), size); };
    return {{static_cast<const std::byte*>(address), size},
            std::shared_ptr<const void>(address, unmap)};
}

} // namespace saccade
