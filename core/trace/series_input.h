// Series as forecasters read them.
#pragma once

#include "core/models/model.h"

#include <filesystem>
#include <optional>

namespace saccade
{

/// Which part of a table is read.
struct SeriesPart {
    std::vector<std::string> columns{}; // empty: all
    /// Row, counted from 0 without the heading, that is forecast first; none: the one after the
    /// last.
    std::optional<std::int64_t> at{};

    bool operator==(const SeriesPart&) const = default;
};

/// `input` with the values before row `at`, as many as the model reads, and those that followed.
/// Throws UsageError if there are not so many; what readSeries throws.
EncoderInput withSeries(EncoderInput input, const std::filesystem::path& path,
                        const SeriesPart& part, const SeriesPreprocessing& preprocessing);

} // namespace saccade
