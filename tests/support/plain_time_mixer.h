// TinyTimeMixer written from its paper (Ekambaram et al., arXiv:2401.03955), a second time and
// plainly, in double precision.
#pragma once

#include "tests/support/plain_encoder.h"

namespace saccade
{

/// Adds the tensors that the checkpoint's configuration calls for.
void addTimeMixer(PlainCheckpoint& checkpoint);

/// 3 channels, 4 overlapping patches, two levels of adaptive patching, a decoder.
nlohmann::json smallTimeMixer();

struct PlainForecast {
    PlainMatrix forecast; // [channels, horizon], in the units of the series
    /// Of each layer, encoder first: gates over the patches, their mean over the features.
    std::vector<PlainMatrix> gates; // [channels, patches]
};

/// series: [channels, time]
PlainForecast plainForecast(const PlainCheckpoint& checkpoint, const PlainMatrix& series);

} // namespace saccade
