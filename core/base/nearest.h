// "Did you mean …?": the nearest of the valid names.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace saccade {

/// The candidate with the smallest edit distance to `name` (Levenshtein); empty if there are none.
std::string nearest(std::string_view name, std::span<const std::string> candidates);

} // namespace saccade
