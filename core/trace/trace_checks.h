// Whether the tensors of a trace file fit what it says of itself: both may come from anyone.
#pragma once

#include "core/trace/trace.h"

namespace saccade
{

/// Throws Error naming file and tensor if a tensor of a name of design.md, section 2, has another
/// type or shape than model and sequences of the trace call for, or belongs to no layer.
void checkTensors(const Trace& trace, const std::filesystem::path& path);

} // namespace saccade
