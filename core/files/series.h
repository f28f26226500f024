// Series out of tables: CSV and its kin, a row a moment, a column a channel.
#pragma once

#include "core/graph/tensor.h"

#include <filesystem>
#include <string>
#include <vector>

namespace saccade
{

struct SeriesTable {
    std::vector<std::string> names; // one a channel: as the heading has them, else "1", "2" …
    std::vector<std::string> times; // one a row, as written; empty where no column says them
    Tensor values;                  // F32 [channels, rows]
};

/// Reads text with cells between commas, semicolons or tabs (whichever the first line has) and
/// decimal points. The first line is a heading if any of its cells is no number. The first column
/// names the rows if it holds no numbers or is headed so (date, time, index …). `columns`: names of
/// those that are wanted, in this order; none: all that are left. Throws UsageError if there is no
/// such file or column (naming the nearest); Error naming file, line and reason for rows of other
/// lengths, missing values, what is no number, lines beyond 1 MiB, files beyond 256 MiB, 4096
/// columns or 4 million rows.
SeriesTable readSeries(const std::filesystem::path& path,
                       const std::vector<std::string>& columns = {});

} // namespace saccade
