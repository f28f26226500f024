// "Did you mean …?": the nearest of the valid names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade {

/// The candidate with the smallest edit distance to `name` (Levenshtein); empty if there are none.
std::string nearest(std::string_view name, std::span<const std::string> candidates);

/// The `most` candidates with the smallest edit distances, the nearest first.
std::vector<std::string> nearestOnes(std::string_view name, std::span<const std::string> candidates,
                                     std::size_t most);

/// As nearest, but empty where more than half of the name would have to change: then it is no slip.
std::string similar(std::string_view name, std::span<const std::string> candidates);

} // namespace saccade
