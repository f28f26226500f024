#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    saccade::openAndRead(
        saccade::writeInput("model.bin", {reinterpret_cast<const char*>(data), size}));
    return 0;
}
