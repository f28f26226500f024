// Finding what spoilt a computation.
#pragma once

#include "core/graph/tensor.h"

namespace saccade
{

struct Checkpoint;

/// Whether an F32 tensor holds neither infinities nor NaN.
bool isFinite(const Tensor& tensor);

/// Throws Error naming the file, tensor and element of the first weight that is not finite; if all
/// are, Error saying that the computation overflowed.
[[noreturn]] void explainOverflow(const Checkpoint& checkpoint);

} // namespace saccade
