#include "core/text/text_files.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace saccade
{

std::string readWholeFile(const std::filesystem::path& path)
{
    constexpr std::uintmax_t largest = std::uintmax_t{256} << 20U;
    std::error_code problem;
    const std::uintmax_t size = std::filesystem::file_size(path, problem);
    if (problem) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 cannot be read: %2."),
                    {path.string(), problem.message()});
    }
    if (size > largest) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1 is %2 bytes long; a tokenizer's file has at most %3."),
            {path.string(), std::to_string(size), std::to_string(largest)});
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::ifstream stream(path, std::ios::binary);
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 cannot be read: %2."),
                    {path.string(), std::strerror(errno)});
    }
    return bytes;
}

nlohmann::json readJsonFile(const std::filesystem::path& path)
{
    try {
        return nlohmann::json::parse(readWholeFile(path));
    } catch (const nlohmann::json::exception& problem) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is not valid JSON: %2"),
                    {path.string(), problem.what()});
    }
}

std::vector<std::string> readLines(const std::filesystem::path& path)
{
    const std::string bytes = readWholeFile(path);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        std::string line = bytes.substr(at, end - at);
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        lines.push_back(std::move(line));
        at = end + 1;
    }
    return lines;
}

} // namespace saccade
