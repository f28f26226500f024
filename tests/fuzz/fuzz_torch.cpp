#include "tests/fuzz/input_file.h"

/// A file of torch.save, as it is: a zip archive or the older format.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    saccade::openAndRead(
        saccade::writeInput("model.pt", {reinterpret_cast<const char*>(data), size}));
    return 0;
}
