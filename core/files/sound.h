// Sounds out of files: one channel, as numbers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace saccade
{

struct Sound {
    std::vector<float> samples; // one channel, −1 … 1
    std::int64_t rate = 0;      // samples a second

    double seconds() const
    {
        return rate == 0 ? 0.0 : static_cast<double>(samples.size()) / static_cast<double>(rate);
    }
};

/// Whether a file that begins so (12 bytes are enough) is a sound: WAV, AIFF, FLAC, Ogg, MP3.
bool isSound(std::span<const std::byte> head);

/// Reads WAV, AIFF, FLAC, Ogg (Vorbis, Opus) and MP3 through libsndfile, channels averaged. Throws
/// UsageError if there is no such file or it is of another kind, Error (file, reason) if it is
/// broken, longer than an hour, or holds numbers that are not finite.
Sound readSound(const std::filesystem::path& path);

/// The same sound at another rate: by a windowed sinc (Kaiser, β 9, 64 zero crossings a side) that
/// lets pass what lies below 0.9 of the lower Nyquist frequency, and nothing above it.
Sound resampled(const Sound& sound, std::int64_t rate);

} // namespace saccade
