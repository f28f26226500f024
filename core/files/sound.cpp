#include "core/files/sound.h"

#include "core/base/error.h"
#include "core/files/mapped_file.h"
#include "core/files/named_file.h"
#include "core/files/sound_container.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <sndfile.h>
#include <string_view>

namespace saccade
{

namespace
{

constexpr std::int64_t mostSeconds = 3600;
constexpr std::int64_t highestRate = 768000;
constexpr int mostChannels = 64;
constexpr std::int64_t blockFrames = 1 << 14;

// What libsndfile knows by its first bytes; it would take other files for headerless sounds.
constexpr std::array<int, 8> kinds{SF_FORMAT_WAV,  SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64,
                                   SF_FORMAT_AIFF, SF_FORMAT_FLAC,  SF_FORMAT_OGG,  SF_FORMAT_MPEG};

struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using File = std::unique_ptr<SNDFILE, Close>;

int kindOf(const SF_INFO& info)
{
    return info.format & SF_FORMAT_TYPEMASK;
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The sound %1 cannot be read: %2"),
                {path.string(), reason});
}

File openSound(const std::filesystem::path& path, SF_INFO& info)
{
    requireFile(path);
    const auto mapped = mapFile(path);
    requireWholeSamples(path, mapped.bytes);
    File file(sf_open(path.c_str(), SFM_READ, &info));
    if (!file && isSound(mapped.bytes)) {
        refuse(path, sf_strerror(nullptr));
    }
    if (!file || std::ranges::find(kinds, kindOf(info)) == kinds.end()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 is no sound that Saccade reads: these are "
                                                    "WAV, AIFF, FLAC, Ogg and MP3 files."),
                         {path.string()});
    }
    return file;
}

[[noreturn]] void refuseLength(const std::filesystem::path& path)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "The sound %1 is longer than an hour: cut out the part "
                                           "that the model shall hear."),
                {path.string()});
}

// Adds a block of frames, the channels of each averaged.
void append(Sound& sound, std::span<const float> block, std::int64_t channels,
            const std::filesystem::path& path)
{
    const auto stride = static_cast<std::size_t>(channels);
    for (std::size_t frame = 0; frame + stride <= block.size(); frame += stride) {
        double sum = 0.0;
        for (const auto sample : block.subspan(frame, stride)) {
            sum += static_cast<double>(sample);
        }
        const auto mean = static_cast<float>(sum / static_cast<double>(channels));
        if (!std::isfinite(mean)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The sound %1 holds a number that is not "
                                                   "finite, at sample %2."),
                        {path.string(), std::to_string(sound.samples.size())});
        }
        sound.samples.push_back(mean);
    }
}

} // namespace

bool isSound(std::span<const std::byte> head)
{
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    const auto holds = [&](std::string_view container, std::string_view kind) {
        return text.starts_with(container) && text.size() >= 12 && text.substr(8, 4) == kind;
    };
    return holds("RIFF", "WAVE") || holds("RF64", "WAVE") || holds("FORM", "AIFF") ||
           holds("FORM", "AIFC") || text.starts_with("fLaC") || text.starts_with("OggS") ||
           text.starts_with("ID3") || text.starts_with("\xFF\xFB");
}

Sound readSound(const std::filesystem::path& path)
{
    SF_INFO info{};
    const auto file = openSound(path, info);
    if (info.samplerate < 1 || info.samplerate > highestRate || info.channels < 1 ||
        info.channels > mostChannels) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The sound %1 has %2 channels of %3 samples a "
                                       "second, which is not possible."),
            {path.string(), std::to_string(info.channels), std::to_string(info.samplerate)});
    }
    const auto most = mostSeconds * info.samplerate;
    if (info.frames > most && info.frames != SF_COUNT_MAX) {
        refuseLength(path);
    }
    Sound sound{.samples = {}, .rate = info.samplerate};
    std::vector<float> block(static_cast<std::size_t>(blockFrames * info.channels));
    // The header's length is not believed: memory is taken for what comes.
    for (;;) {
        const auto frames = sf_readf_float(file.get(), block.data(), blockFrames);
        if (sf_error(file.get()) != SF_ERR_NO_ERROR) {
            refuse(path, sf_strerror(file.get()));
        }
        if (frames <= 0) {
            break;
        }
        append(
            sound,
            std::span<const float>(block).first(static_cast<std::size_t>(frames * info.channels)),
            info.channels, path);
        if (std::ssize(sound.samples) > most) {
            refuseLength(path);
        }
    }
    if (kindOf(info) == SF_FORMAT_FLAC && std::ssize(sound.samples) < info.frames) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The sound %1 is cut off: of its %2 samples only %3 "
                                       "are there. Copy or convert it again."),
            {path.string(), std::to_string(info.frames), std::to_string(sound.samples.size())});
    }
    if (sound.samples.empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The sound %1 is empty."), {path.string()});
    }
    return sound;
}

} // namespace saccade
