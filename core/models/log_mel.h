// Log-mel spectrograms as Whisper hears them (Radford et al., arXiv:2212.04356).
#pragma once

#include "core/files/sound.h"
#include "core/graph/tensor.h"
#include "core/models/preprocessing.h"

#include <vector>

namespace saccade
{

/// Triangles on Slaney's mel scale (linear to 1 kHz, logarithmic above) from 0 Hz to half the
/// sample rate, each divided by half its width in Hz: [bins][window / 2 + 1].
std::vector<std::vector<double>> melFilters(const AudioPreprocessing& audio);

/// The sound at the model's rate, cut or padded with silence to frames · hop samples, mirrored at
/// both ends, under a periodic Hann window; the power of its Fourier transform through the mel
/// filters; log₁₀, at most 8 below the largest; (x + 4) / 4. → F32 [bins, frames]. Throws Error if
/// the preprocessing is not possible.
Tensor logMel(const Sound& sound, const AudioPreprocessing& audio);

} // namespace saccade
