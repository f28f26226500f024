// How pictures, sounds and series become the numbers that a model was trained with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saccade
{

enum class Resize {
    None,
    ShortestEdge, // keeps the aspect
    Exact         // to width × height
};
/// Where a crop begins when half of the rest is no whole pixel.
enum class CropRounding {
    Down,       // transformers
    HalfToEven, // torchvision, timm
};
enum class Resampling { Nearest, Bilinear, Bicubic, Lanczos }; // as Pillow's, with antialiasing

/// preprocessor_config.json of Hugging Face, or a family's own defaults.
struct ImagePreprocessing {
    std::int64_t channels = 3; // 3: RGB; 1: grey
    Resize resize = Resize::Exact;
    std::int64_t width = 224, height = 224; // after resizing (Exact)
    std::int64_t shortestEdge = 256;        // ShortestEdge
    Resampling resampling = Resampling::Bilinear;
    std::int64_t cropWidth = 0, cropHeight = 0; // from the middle; 0: no crop
    CropRounding cropRounding = CropRounding::Down;
    double factor = 1.0 / 255.0;                // of the 8-bit values
    std::vector<double> mean{},
        deviation{}; // one a channel: (x·factor − mean) / deviation; empty: 0, 1
    std::int64_t multiple =
        1; // of which height and width must be (patch size), where resize is None
};

/// Log-mel features as Whisper's.
struct AudioPreprocessing {
    std::int64_t sampleRate = 16000; // Hz
    std::int64_t window = 400;       // samples of a Fourier transform (n_fft)
    std::int64_t hop = 160;          // samples from frame to frame
    std::int64_t bins = 80;          // of the mel scale
    std::int64_t frames = 3000;      // padded with silence or cut to these
};

/// What a forecaster reads and says.
struct SeriesPreprocessing {
    std::int64_t context = 0;  // values of a channel, the last before the forecast
    std::int64_t horizon = 0;  // values of a channel that are forecast
    std::int64_t channels = 0; // exactly so many; 0: any number
};

} // namespace saccade
