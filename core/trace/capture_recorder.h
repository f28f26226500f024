// Tapped values, as they come in rows, put together to the tensors of a Trace.
#pragma once

#include "core/graph/tensor.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// Takes what a TapSink is given and keeps no more than the positions that exist.
class CaptureRecorder
{
public:
    /// Values that are computed at once: an encoder's.
    void addWhole(const std::string& name, const Tensor& value);
    /// Rows of a decoder's value.
    void add(const std::string& name, std::int64_t first, const Tensor& rows);
    /// The values over positions 0 … length − 1 of the decoder: [length, …] or [heads, length, …],
    /// patterns and scores [heads, length, length], those of cross-attention [heads, length,
    /// source]; and whole values as they were given. Leaves the recorder empty. Throws Error where
    /// positions are missing.
    std::map<std::string, Tensor, std::less<>> take(std::int64_t length);

private:
    struct Piece {
        std::int64_t first = 0;
        Tensor rows;
    };
    std::map<std::string, std::vector<Piece>> m_pieces;
    std::map<std::string, Tensor, std::less<>> m_whole;
};

} // namespace saccade
