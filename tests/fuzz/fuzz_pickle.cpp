#include "tests/core/torch_bytes.h"
#include "tests/fuzz/input_file.h"

/// A pickle inside a whole archive with one record of six floats.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string pickle(reinterpret_cast<const char*>(data), size);
    constexpr int floats = 6;
    saccade::openAndRead(saccade::writeInput("pickle.pt", saccade::torchZip(pickle, floats)));
    return 0;
}
