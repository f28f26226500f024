#include "core/files/sound.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto path = saccade::writeInput("sound.wav", {reinterpret_cast<const char*>(data), size});
    saccade::expectErrorOrSuccess([&] { saccade::readSound(path); });
    return 0;
}
