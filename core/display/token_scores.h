// Display: a score for each token, patch or moment, as colours on a text or a picture show them.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

struct TokenScores {
    std::string title;
    std::string valueTitle; // "rollout"
    std::vector<std::string> labels;
    std::vector<float> values;
    std::vector<std::string> remarks; // one a token, "saturated"; or none at all
    /// A grid of patches, row by row, after `leading` positions; 0: no grid.
    std::int64_t leading = 0, rows = 0, columns = 0;
};

nlohmann::json toJson(const TokenScores& scores);
/// Position, token, value and, where there are any, remark.
std::string csvText(const TokenScores& scores);
/// F32 [tokens]
std::string npyText(const TokenScores& scores);

} // namespace saccade
