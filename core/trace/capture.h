// Tapped values, as they come in rows, put together to the tensors of a Trace.
#pragma once

#include "core/graph/tensor.h"
#include "core/models/model.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

/// The value names that --capture asks for: groups replaced by their names. Throws UsageError for a
/// word that is no group and no value name (names have dots), naming the nearest group.
std::vector<std::string> captureNames(const std::vector<std::string>& capture);

/// Bytes that these values of a run over `length` positions take, counted on the model's graph.
std::int64_t captureBytes(const Model& model, const std::vector<std::string>& names,
                          std::int64_t length);

/// Throws Error with both numbers if that is more than the machine has free.
void requireMemoryFor(const Model& model, const std::vector<std::string>& names,
                      std::int64_t length);

/// Takes what a TapSink is given and keeps no more than the positions that exist.
class CaptureRecorder
{
public:
    void add(const std::string& name, std::int64_t first, const Tensor& rows);
    /// The values over positions 0 … length − 1: [length, …] or [heads, length, …], patterns and
    /// scores [heads, length, length]. Leaves the recorder empty. Throws Error where positions are
    /// missing.
    std::map<std::string, Tensor, std::less<>> take(std::int64_t length);

private:
    struct Piece {
        std::int64_t first = 0;
        Tensor rows;
    };
    std::map<std::string, std::vector<Piece>> m_pieces;
};

} // namespace saccade
