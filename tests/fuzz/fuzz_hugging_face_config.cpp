#include "tests/fuzz/input_file.h"

/// A folder whose config.json is the input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto model = saccade::writeInput("model.safetensors", saccade::oneTensor());
    saccade::openAndRead(
        saccade::writeInput("config.json", {reinterpret_cast<const char*>(data), size})
            .parent_path());
    return 0;
}
