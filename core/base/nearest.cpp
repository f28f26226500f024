#include "core/base/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace saccade
{

namespace
{

// Insertions, deletions and replacements of bytes (Levenshtein, 1966), one row of the table at a
// time.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest(std::string_view name, std::span<const std::string> candidates)
{
    const auto best =
        std::ranges::min_element(candidates, {}, [name](const std::string& candidate) {
            return editDistance(name, candidate);
        });
    return best == candidates.end() ? std::string() : *best;
}

std::vector<std::string> nearestOnes(std::string_view name, std::span<const std::string> candidates,
                                     std::size_t most)
{
    std::vector<std::string> ones(candidates.begin(), candidates.end());
    std::ranges::stable_sort(
        ones, {}, [name](const std::string& candidate) { return editDistance(name, candidate); });
    ones.resize(std::min(most, ones.size()));
    return ones;
}

std::string similar(std::string_view name, std::span<const std::string> candidates)
{
    auto found = nearest(name, candidates);
    return 2 * editDistance(name, found) <= name.size() ? found : std::string();
}

} // namespace saccade
