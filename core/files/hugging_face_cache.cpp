#include "core/files/hugging_face_cache.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <vector>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr std::string_view prefix = "models--";
constexpr std::size_t mostSnapshots = 1000; // a folder of anybody may call itself a cache

std::vector<fs::path> snapshotsIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder / "snapshots", error), end;
         !error && entry != end && found.size() < mostSnapshots; entry.increment(error)) {
        std::error_code unknown;
        if (fs::is_directory(entry->path(), unknown)) {
            found.push_back(entry->path());
        }
    }
    return found;
}

/// The snapshot that refs/main names, if it is there.
std::optional<fs::path> mainSnapshot(const fs::path& folder)
{
    constexpr std::size_t longestCommit = 64;
    std::error_code error;
    if (!fs::is_regular_file(folder / "refs" / "main", error)) {
        return std::nullopt;
    }
    std::ifstream file(folder / "refs" / "main");
    std::string commit;
    file >> commit;
    const bool isName = !commit.empty() && commit.size() <= longestCommit &&
                        std::ranges::all_of(commit, [](unsigned char c) {
                            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
                        });
    const auto snapshot = folder / "snapshots" / commit;
    return isName && fs::is_directory(snapshot, error) ? std::optional(snapshot) : std::nullopt;
}

fs::path onlyGguf(const fs::path& snapshot)
{
    std::error_code error;
    if (fs::exists(snapshot / "config.json", error)) {
        return snapshot;
    }
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(snapshot, error), end;
         !error && entry != end && files.size() < 2; entry.increment(error)) {
        if (entry->path().extension() == ".gguf") {
            files.push_back(entry->path());
        }
    }
    return files.size() == 1 ? files.front() : snapshot;
}

} // namespace

std::string hubName(const fs::path& path)
{
    std::string name;
    for (const auto& part : path) {
        if (part.string().starts_with(prefix)) {
            name = part.string().substr(prefix.size());
        }
    }
    const auto dashes = name.find("--");
    return dashes == std::string::npos ? name
                                       : name.substr(0, dashes) + "/" + name.substr(dashes + 2);
}

fs::path snapshotOf(const fs::path& path)
{
    const auto folder = path.filename().empty() ? path.parent_path() : path;
    if (!folder.filename().string().starts_with(prefix)) {
        return path;
    }
    if (const auto main = mainSnapshot(folder)) {
        return onlyGguf(*main);
    }
    const auto all = snapshotsIn(folder);
    const auto age = [](const fs::path& snapshot) {
        std::error_code error;
        return fs::last_write_time(snapshot, error);
    };
    return all.empty() ? path : onlyGguf(*std::ranges::max_element(all, {}, age));
}

} // namespace saccade
