// What an analysis gives: one of the forms that views draw and files store.
#pragma once

#include "core/display/matrix.h"
#include "core/display/network.h"
#include "core/display/series.h"
#include "core/display/table.h"
#include "core/display/token_scores.h"

#include <variant>

namespace saccade
{

using Display = std::variant<Matrix, Series, TokenScores, Network, Table>;

/// "matrix", "series", "tokens", "network", "table".
std::string kindName(const Display& display);

/// The display with its kind as "display".
nlohmann::json displayJson(const Display& display);
std::string csvText(const Display& display);

/// By the extension: .npy, .csv, .json. Throws UsageError for another; Error if the display does
/// not hold what its sizes say, or the file cannot be written.
void writeDisplay(const Display& display, const std::filesystem::path& path);

} // namespace saccade
